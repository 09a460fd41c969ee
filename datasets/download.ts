import { open, rm, stat } from 'node:fs/promises';
import { UserError } from '../harness/errors.js';

export interface DownloadOptions {
  /** Bytes in the file so far, and bytes in all where the server says. */
  readonly onBytes?: ((received: number, total: number | null) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `resumed`: a part of the content is from an earlier attempt. */
export interface Downloaded {
  readonly bytes: number;
  readonly resumed: boolean;
}

const AGAIN = 'run "perforch datasets fetch" again';

/**
 * Downloads an address into a file, going on where an earlier attempt that left the file broke off.
 *
 * @throws {UserError} with no network, on an HTTP error, or where the connection breaks: then the file is kept.
 */
export async function download(
  url: string,
  file: string,
  options: DownloadOptions = {},
): Promise<Downloaded> {
  const there = await sizeOf(file);
  const response = await request(url, there, options.signal);
  if (response.status === 416 && there > 0) {
    await response.body?.cancel();
    // The server has no bytes behind ours: either we have them all, or ours are not the beginning of its file.
    if (sizeIn(response.headers.get('content-range')) === there) return { bytes: there, resumed: true };
    await rm(file, { force: true });
    return await download(url, file, options);
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw new UserError(
      `${url}: HTTP ${response.status}: ${AGAIN} later, or set PERFORCH_DATA to a folder that has the file`,
    );
  }
  const start = response.status === 206 ? there : 0;
  const bytes = await save(url, response, file, start, options);
  return { bytes, resumed: start > 0 };
}

async function request(url: string, start: number, signal: AbortSignal | undefined): Promise<Response> {
  // A compressed transfer would make the ranges those of another content than the one in the file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (start > 0) headers['range'] = `bytes=${start}-`;
  try {
    return await fetch(url, { headers, ...(signal && { signal }) });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new UserError(
      `${url}: no answer (${reasonOf(cause)}): check the network and ${AGAIN}, or set PERFORCH_DATA to a folder that has the file`,
      { cause },
    );
  }
}

async function save(
  url: string,
  response: Response,
  file: string,
  start: number,
  { onBytes, signal }: DownloadOptions,
): Promise<number> {
  const length = response.headers.get('content-length');
  const total = length === null ? null : start + Number(length);
  const handle = await open(file, start > 0 ? 'a' : 'w');
  let received = start;
  try {
    onBytes?.(received, total);
    for await (const chunk of response.body ?? []) {
      await handle.appendFile(chunk as Uint8Array);
      received += (chunk as Uint8Array).length;
      onBytes?.(received, total);
    }
    await handle.sync();
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    const all = total === null ? '' : ` of ${total}`;
    throw new UserError(
      `${url}: broken off after ${received}${all} bytes (${reasonOf(cause)}): ${AGAIN} to resume`,
      { cause },
    );
  } finally {
    await handle.close();
  }
  return received;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** The total in `bytes 0-9/1234` or `bytes *` + `/1234`; null where it is not given. */
function sizeIn(contentRange: string | null): number | null {
  const total = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return total === undefined ? null : Number(total);
}

/** The network's own code, such as ENOTFOUND, which `fetch` hides in the cause of its error. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (inner as NodeJS.ErrnoException).code;
  return code ?? (inner instanceof Error ? inner.message : String(inner));
}
