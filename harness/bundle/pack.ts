import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { describeDataset, type DescribedDataset } from '../../datasets/described.js';
import { UserError } from '../errors.js';
import { sha256 } from '../hash.js';
import { fingerprintSchema } from '../measure/fingerprint.js';
import { copyStudy } from '../store/copy-study.js';
import { Store } from '../store/index.js';
import type { StudyRow } from '../store/studies.js';
import { studySchema, type StudySpec } from '../study/spec.js';
import { VERSION } from '../version.js';
import { derivedFiles } from './analysis-files.js';
import { writeArchive } from './archive.js';
import { BUNDLE_VERSION, DATABASE, MANIFEST, renderManifest, safePath, type Manifest } from './manifest.js';
import { hashOfFile } from './open.js';
import { renderReadme } from './readme.js';

export interface PackOptions {
  readonly database: string;
  readonly study: StudyRow;
  /** The study file as it was written; null where only the database knows the study. */
  readonly studyFile: string | null;
  readonly allStudies: boolean;
  readonly kind: 'archive' | 'folder';
  /** Must not be there yet. */
  readonly out: string;
}

export interface Packed {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest. */
  readonly digest: string;
}

/**
 * Packs a study for publication. The same database and study file give the same bytes. What is at `out` at the end is whole:
 * it is made beside it first. Throws `UserError` where `out` is there already or can't be written.
 */
export async function packBundle(options: PackOptions): Promise<Packed> {
  const out = resolve(options.out);
  if (existsSync(out)) throw new UserError(`${options.out} is there already: name another, or remove it`);
  const beside = besideOf(out, options.out);
  try {
    const root = `${options.study.name}-${options.study.hash.slice(0, 8)}`;
    const folder = join(beside, root);
    mkdirSync(folder);
    const packed = await fill(folder, options);
    if (options.kind === 'folder') renameSync(folder, out);
    else {
      const paths = [MANIFEST, ...packed.manifest.files.map(({ path }) => path)];
      const archive = join(beside, 'bundle.tar.gz');
      await writeArchive(archive, { folder, root, paths, date: new Date(options.study.createdIso) });
      renameSync(archive, out);
    }
    return packed;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function besideOf(out: string, given: string): string {
  try {
    mkdirSync(dirname(out), { recursive: true });
    return mkdtempSync(join(dirname(out), '.perforch-bundle-'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot write ${given}: ${reason}: name another place`, { cause });
  }
}

async function fill(folder: string, options: PackOptions): Promise<Packed> {
  const { database, study, studyFile, allStudies } = options;
  copyStudy(database, join(folder, DATABASE), allStudies ? null : study.hash);
  const store = new Store(join(folder, DATABASE), { readOnly: true });
  try {
    const spec = studySchema.parse(JSON.parse(study.specJson));
    const described = await Promise.all(spec.datasets.map(describeDataset));
    const facts = { ...factsOf(store, study, spec, allStudies), datasets: datasetFacts(store, described) };
    const given = studyFile === null ? null : givenName(studyFile);
    const texts = new Map([
      ...derivedFiles(store, study, VERSION),
      ['README.md', renderReadme(facts, given)] as const,
    ]);
    for (const [path, content] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    if (studyFile !== null && given !== null) copyFileSync(studyFile, join(folder, given));
    const paths = [DATABASE, ...texts.keys(), ...(given === null ? [] : [given])].sort();
    const files = [];
    for (const path of paths) {
      const file = join(folder, path);
      // Whatever this user's umask is.
      chmodSync(file, 0o644);
      files.push({ path: safePath.parse(path), bytes: statSync(file).size, sha256: await hashOfFile(file) });
    }
    const manifest = { ...facts, files };
    const content = renderManifest(manifest);
    writeFileSync(join(folder, MANIFEST), content);
    return { manifest, digest: sha256(content) };
  } finally {
    store.close();
  }
}

/** Beside the canonical `study.json`, under its own name where that is plain. */
function givenName(studyFile: string): string {
  const name = basename(studyFile);
  const taken = [MANIFEST, DATABASE, 'README.md', 'study.json', 'profile.json', 'tables'];
  return safePath.safeParse(name).success && !taken.includes(name) ? name : 'study-as-given.yaml';
}

function datasetFacts(store: Store, described: readonly DescribedDataset[]): Manifest['datasets'] {
  const hashes = store.studies.datasetHashes();
  return described.map(({ files, ...dataset }) => ({
    ...dataset,
    contentHash: hashes[dataset.id] ?? 'unknown',
    files: [...files],
  }));
}

function factsOf(
  store: Store,
  study: StudyRow,
  spec: StudySpec,
  allStudies: boolean,
): Omit<Manifest, 'files' | 'datasets'> {
  const rows = store.progress(study.hash, spec.measure.presets, study.createdIso);
  const sum = (field: 'cells' | 'answered' | 'decided' | 'passed' | 'measured'): number =>
    rows.reduce((total, row) => total + row[field], 0);
  return {
    bundle: BUNDLE_VERSION,
    perforch: VERSION,
    study: { name: study.name, hash: study.hash, createdIso: study.createdIso },
    allStudies,
    counts: {
      cells: sum('cells'),
      answered: sum('answered'),
      decided: sum('decided'),
      passed: sum('passed'),
      measured: sum('measured'),
    },
    machine: study.machine,
    machines: store.cells.machines(study.hash).map(({ hash, fingerprintJson }) => ({
      hash,
      fingerprint: fingerprintSchema.parse(JSON.parse(fingerprintJson)),
    })),
  };
}
