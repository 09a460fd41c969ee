import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, Parser, type ReadEntry } from 'tar';
import { UserError } from '../errors.js';
import { MANIFEST, parseManifest, type Manifest } from './manifest.js';

/** Of a manifest: far more than any study has tables. */
const LARGEST_MANIFEST_BYTES = 16 << 20;
/** Of all files together, unpacked. */
const LARGEST_BUNDLE_BYTES = 16 * 2 ** 30;

/** Writes files of a folder, in this order, as a `.tar.gz` whose bytes depend on their names and contents alone. */
export async function writeArchive(
  out: string,
  content: {
    readonly folder: string;
    readonly root: string;
    readonly paths: readonly string[];
    readonly date: Date;
  },
): Promise<void> {
  const { folder, root, paths, date } = content;
  const options = { file: out, cwd: folder, prefix: root, mtime: date, portable: true, gzip: { level: 9 } };
  await create({ ...options, noDirRecurse: true, strict: true }, [...paths]);
}

/**
 * Unpacks a bundle into an empty folder. Nothing but plain files that its manifest (the first entry) names, each with the
 * size that it says, is ever written; links, devices and paths that lead elsewhere are refused. The contents are not checked
 * yet. Throws `UserError` that names the file at fault.
 */
export async function readArchive(
  archive: string,
  folder: string,
  largestBytes = LARGEST_BUNDLE_BYTES,
): Promise<Manifest> {
  const unpacking = new Unpacking(archive, folder, largestBytes);
  const parser = new Parser({ strict: true, onReadEntry: (entry: ReadEntry) => unpacking.take(entry) });
  parser.on('error', (error: unknown) => unpacking.fail(damaged(archive, error)));
  const ended = new Promise<void>((done) => {
    parser.on('end', done);
    parser.on('error', () => done());
  });
  try {
    for await (const chunk of createReadStream(archive)) {
      parser.write(chunk as Buffer);
      unpacking.check();
    }
    parser.end();
    await ended;
    return unpacking.finish();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw damaged(archive, error);
  } finally {
    unpacking.close();
  }
}

function damaged(archive: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`${archive}: cannot be unpacked: ${reason}: it is cut off, altered or no bundle`, {
    cause: error,
  });
}

class Unpacking {
  readonly #archive: string;
  readonly #folder: string;
  readonly #largestBytes: number;
  readonly #open = new Map<string, number>();
  #root: string | null = null;
  #manifest: Manifest | null = null;
  #left = new Map<string, number>();
  #failure: UserError | null = null;

  constructor(archive: string, folder: string, largestBytes: number) {
    this.#archive = archive;
    this.#folder = folder;
    this.#largestBytes = largestBytes;
  }

  /** Keeps the first reason; nothing is written any more. */
  fail(reason: UserError): void {
    this.#failure ??= reason;
  }

  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  take(entry: ReadEntry): void {
    try {
      this.check();
      if (entry.type !== 'File' && entry.type !== 'OldFile')
        throw this.#refusal(entry.path, `is a ${entry.type}, and only plain files are taken`);
      const path = this.#pathOf(entry);
      if (this.#manifest === null) this.#takeManifest(entry, path);
      else this.#takeFile(entry, path);
    } catch (error) {
      this.fail(error instanceof UserError ? error : damaged(this.#archive, error));
      entry.resume();
    }
  }

  finish(): Manifest {
    this.check();
    if (this.#manifest === null)
      throw new UserError(`${this.#archive}: no ${MANIFEST} in it: no bundle of perforch`);
    const [missing] = this.#left.keys();
    if (missing !== undefined) throw this.#refusal(missing, `is named by ${MANIFEST} and missing`);
    return this.#manifest;
  }

  close(): void {
    for (const file of this.#open.values()) closeSync(file);
    this.#open.clear();
  }

  /** Below the one folder that everything is in. */
  #pathOf({ path }: ReadEntry): string {
    const [root = '', ...rest] = path.split('/');
    this.#root ??= root;
    if (root !== this.#root || rest.length === 0)
      throw this.#refusal(path, `is not in the folder ${this.#root} as the others are`);
    return rest.join('/');
  }

  #takeManifest(entry: ReadEntry, path: string): void {
    if (path !== MANIFEST) throw this.#refusal(entry.path, `comes before ${MANIFEST}`);
    if (entry.size > LARGEST_MANIFEST_BYTES) throw this.#refusal(entry.path, 'is too large to be a manifest');
    const chunks: Buffer[] = [];
    entry.on('data', (chunk: Buffer) => chunks.push(chunk));
    entry.on('end', () => {
      try {
        this.#begin(Buffer.concat(chunks).toString('utf8'));
      } catch (error) {
        this.fail(error instanceof UserError ? error : damaged(this.#archive, error));
      }
    });
    this.#write(entry, path);
  }

  #begin(content: string): void {
    const manifest = parseManifest(`${this.#archive}: ${MANIFEST}`, content);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > this.#largestBytes) {
      throw new UserError(
        `${this.#archive}: would be ${bytes} bytes unpacked, more than ${this.#largestBytes}: unpack it yourself and name the folder`,
      );
    }
    this.#left = new Map(manifest.files.map((file) => [file.path, file.bytes]));
    this.#manifest = manifest;
  }

  #takeFile(entry: ReadEntry, path: string): void {
    const bytes = this.#left.get(path);
    if (bytes === undefined)
      throw this.#refusal(entry.path, `is not in ${MANIFEST}, or twice in the archive`);
    if (entry.size !== bytes)
      throw this.#refusal(entry.path, `has ${entry.size} bytes, and ${bytes} in ${MANIFEST}`);
    this.#left.delete(path);
    this.#write(entry, path);
  }

  #write(entry: ReadEntry, path: string): void {
    const target = join(this.#folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const file = openSync(target, 'wx', 0o644);
    this.#open.set(path, file);
    entry.on('data', (chunk: Buffer) => {
      for (let written = 0; written < chunk.length;) written += writeSync(file, chunk, written);
    });
    entry.on('end', () => {
      closeSync(file);
      this.#open.delete(path);
    });
  }

  #refusal(path: string, reason: string): UserError {
    return new UserError(`${this.#archive}: ${JSON.stringify(path)} ${reason}: nothing of it is used`);
  }
}
