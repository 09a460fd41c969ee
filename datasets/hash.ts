import { createHash } from 'node:crypto';

/** SHA-256 as 64 hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** One hash for several files: over their own hashes, a line each, in the order given. */
export function combinedHash(fileHashes: readonly string[]): string {
  return sha256(fileHashes.map((hash) => `${hash}\n`).join(''));
}
