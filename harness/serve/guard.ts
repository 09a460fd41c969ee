import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ApiError, HungUp } from './api-error.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine reaches a host of this name. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const version = isIP(host);
  return version !== 0 && LOOPBACK.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Refuses whoever doesn't have the key. Without a key only this machine may ask, and no web page that it shows: one that
 * gives this address a name of its own is known by the name. Throws `ApiError`.
 */
export function admit({ headers }: IncomingMessage, key: string | null): void {
  if (key === null) {
    const host = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
    if (!isLoopback(host))
      throw new ApiError(403, 'forbidden_host', `The host "${host}" is not this machine's own name.`);
    return;
  }
  const given = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim() ?? '';
  if (timingSafeEqual(digest(given), digest(key))) return;
  const text = given === '' ? 'No API key was given.' : 'The API key is not the right one.';
  throw new ApiError(401, 'invalid_api_key', text, { headers: { 'www-authenticate': 'Bearer' } });
}

/** Equally long for all keys, so that comparing them takes the same time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const MOST_BYTES = 1 << 20;

/** The JSON body of a request. Throws `ApiError` for one that is too large, or of another type. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  // Web pages can't send this type to another site unasked.
  if (type !== 'application/json')
    throw new ApiError(415, 'unsupported_media_type', 'The content type must be application/json.');
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not iterated over: leaving a loop early would break the connection before the client has read why.
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.once('end', resolve);
    request.once('error', (cause) => reject(new HungUp('hung up', { cause })));
  });
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError(413, 'request_too_large', `The request is larger than ${MOST_BYTES} bytes.`);
}
