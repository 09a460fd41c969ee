import { createHash } from 'node:crypto';
import {
  createReadStream,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.js';
import { sha256 } from '../hash.js';
import { readArchive } from './archive.js';
import { MANIFEST, parseManifest, type Manifest, type PackedFile } from './manifest.js';

/** A bundle whose files all are as its manifest says. */
export interface OpenBundle {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, and so of everything: whoever publishes a bundle publishes this beside it. */
  readonly digest: string;
  readonly folder: string;
  /** Removes what was unpacked. */
  close(): void;
}

/** Opens a `.tar.gz` or a folder and checks every file. Throws `UserError` that names the first file at fault. */
export async function openBundle(path: string): Promise<OpenBundle> {
  if (isFolder(path)) return checked(path, path, () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'perforch-bundle-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await readArchive(path, folder);
    return await checked(path, folder, close);
  } catch (error) {
    close();
    throw error;
  }
}

/** SHA-256 of a file, in hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot read the bundle ${path}: ${reason}: name a .tar.gz or a folder`, { cause });
  }
}

async function checked(path: string, folder: string, close: () => void): Promise<OpenBundle> {
  const content = manifestOf(path, folder);
  const manifest = parseManifest(`${path}: ${MANIFEST}`, content);
  const named = new Map(manifest.files.map((file) => [file.path, file]));
  for (const found of filesBelow(path, folder)) {
    if (found !== MANIFEST && !named.has(found))
      throw new UserError(
        `${path}: ${JSON.stringify(found)} is not in ${MANIFEST}: take it out, or get the bundle again`,
      );
  }
  for (const file of manifest.files) await checkFile(path, folder, file);
  return { manifest, digest: sha256(content), folder, close };
}

function manifestOf(path: string, folder: string): string {
  try {
    if (!lstatSync(join(folder, MANIFEST)).isFile()) throw new Error('no plain file');
    return readFileSync(join(folder, MANIFEST), 'utf8');
  } catch (cause) {
    throw new UserError(`${path}: no ${MANIFEST} in it: no bundle of perforch`, { cause });
  }
}

/** Paths of all files. Throws `UserError` for links and whatever else is no file. */
function filesBelow(path: string, folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = prefix + entry.name;
    if (entry.isDirectory()) return filesBelow(path, folder, `${name}/`);
    if (entry.isFile()) return [name];
    throw new UserError(`${path}: ${JSON.stringify(name)} is a link or a device: only plain files are taken`);
  });
}

async function checkFile(path: string, folder: string, file: PackedFile): Promise<void> {
  const found = lstatSync(join(folder, file.path), { throwIfNoEntry: false });
  if (found === undefined) throw new UserError(`${path}: ${file.path} is missing: get the bundle again`);
  const altered = (what: string): UserError =>
    new UserError(`${path}: ${file.path} was altered: ${what}: get the bundle again`);
  if (found.size !== file.bytes) throw altered(`it has ${found.size} bytes, not ${file.bytes}`);
  const hash = await hashOfFile(join(folder, file.path));
  if (hash !== file.sha256) throw altered(`its SHA-256 is ${hash}, not ${file.sha256}`);
}
