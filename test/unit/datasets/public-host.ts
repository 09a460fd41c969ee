import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, vi } from 'vitest';
import { fetchDataset, type FetchProgress } from '../../../datasets/fetch.js';
import { datasetModule } from '../../../datasets/index.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const PLAIN = Buffer.from('{"task_id":"Python/0"}\n'.repeat(5000));
export const CONTENT = gzipSync(PLAIN);
export const FILE = 'humaneval_python.jsonl.gz';
export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** Serves `CONTENT`, in ranges where asked, as the public host does. */
export const serve: Handler = (request, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start >= CONTENT.length) {
    response.writeHead(416, { 'content-range': `bytes */${CONTENT.length}` }).end();
    return;
  }
  const range = { 'content-range': `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': CONTENT.length - start,
    ...(start > 0 && range),
  });
  response.end(CONTENT.subarray(start));
};

export const breakOffAt =
  (bytes: number): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    response.write(CONTENT.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };

/** A home and a local server that stands for the public host of HumanEval-X's Python file, anew for each test. */
export function usePublicHost() {
  const host = {
    home: '',
    baseUrl: '',
    target: '',
    handler: serve,
    seen: [] as IncomingMessage[],
    fetchPython,
    leavePart,
  };
  const server = createServer((request, response) => {
    host.seen.push(request);
    host.handler(request, response);
  });

  beforeEach(async () => {
    host.home = mkdtempSync(join(tmpdir(), 'perforch-fetch-'));
    host.target = join(host.home, 'datasets', 'humaneval-x', FILE);
    host.seen.length = 0;
    host.handler = serve;
    vi.stubEnv('PERFORCH_HOME', host.home);
    vi.stubEnv('PERFORCH_DATA', '');
    const real = datasetModule('humaneval-x').sources();
    if (real === null) throw new Error('humaneval-x has sources');
    const python = { ...real.python, sha256: sha256(PLAIN) };
    vi.spyOn(datasetModule('humaneval-x'), 'sources').mockReturnValue({ ...real, python });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(host.home, { recursive: true, force: true });
  });

  function fetchPython(onProgress?: (progress: FetchProgress) => void): Promise<string[]> {
    return fetchDataset('humaneval-x', { languages: ['python'], baseUrl: host.baseUrl, onProgress });
  }

  function leavePart(content: Uint8Array): void {
    mkdirSync(join(host.home, 'datasets', 'humaneval-x'), { recursive: true });
    writeFileSync(`${host.target}.part`, content);
  }

  return host;
}
