import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.js';
import { Store } from '../store/index.js';
import type { StudyRow } from '../store/studies.js';
import { derivedFiles } from './analysis-files.js';
import { DATABASE } from './manifest.js';
import type { OpenBundle } from './open.js';

export interface Recomputed {
  readonly identical: readonly string[];
  /** Packed with other bytes than they have now. */
  readonly different: readonly string[];
  /** Of tables that only one of the two perforch versions has. */
  readonly onlyPacked: readonly string[];
  readonly onlyRecomputed: readonly string[];
}

/** Computes profile and tables again from a bundle's database, and compares them with the packed ones, byte for byte. */
export function recompute(bundle: OpenBundle): Recomputed {
  const { manifest, folder } = bundle;
  const again = withPackedStore(bundle, (store) =>
    derivedFiles(store, packedStudy(bundle, store), manifest.perforch),
  );
  const packed = manifest.files.map(({ path }) => path).filter((path) => isDerived(path));
  const both = packed.filter((path) => again.has(path));
  const isSame = (path: string): boolean => readFileSync(join(folder, path), 'utf8') === again.get(path);
  return {
    identical: both.filter(isSame),
    different: both.filter((path) => !isSame(path)),
    onlyPacked: packed.filter((path) => !again.has(path)),
    onlyRecomputed: [...again.keys()].filter((path) => !packed.includes(path)),
  };
}

/** Opens a copy of a bundle's database, as opening one of an older perforch changes it. */
export function withPackedStore<T>(
  { folder }: Pick<OpenBundle, 'folder'>,
  use: (store: Store, path: string) => T,
): T {
  const copy = mkdtempSync(join(tmpdir(), 'perforch-packed-'));
  try {
    const path = join(copy, DATABASE);
    copyFileSync(join(folder, DATABASE), path);
    const store = new Store(path, { mustExist: true });
    try {
      return use(store, path);
    } finally {
      store.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The study that a bundle is of. Throws `UserError` where its database lacks it. */
export function packedStudy({ manifest }: OpenBundle, store: Store): StudyRow {
  const found = store.studies.studies().find(({ hash }) => hash === manifest.study.hash);
  if (found !== undefined) return found;
  throw new UserError(
    `${DATABASE} of this bundle lacks its study ${manifest.study.name}: get the bundle again`,
  );
}

function isDerived(path: string): boolean {
  return path === 'study.json' || path === 'profile.json' || path.startsWith('tables/');
}
