import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download } from '../../../datasets/download.js';
import { fetchDataset, type FetchProgress } from '../../../datasets/fetch.js';
import { datasetModule, loadDataset } from '../../../datasets/index.js';
import { inspectDataset, verifyDataset } from '../../../datasets/verify.js';
import type { Sources } from '../../../datasets/sources.js';
import { UserError } from '../../../harness/errors.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let baseUrl: string;
let home: string;
let seen: IncomingMessage[];
let handler: Handler;

const PLAIN = Buffer.from('{"task_id":"Python/0"}\n'.repeat(5000));
const CONTENT = gzipSync(PLAIN);
const SHA = createHash('sha256').update(PLAIN).digest('hex');
const FILE = 'humaneval_python.jsonl.gz';

/** Serves `CONTENT`, in ranges where asked, as the public host does. */
const serve: Handler = (request, response) => {
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

const breakOffAt =
  (bytes: number): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    response.write(CONTENT.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'perforch-fetch-'));
  vi.stubEnv('PERFORCH_HOME', home);
  vi.stubEnv('PERFORCH_DATA', '');
  const real = datasetModule('humaneval-x').sources();
  if (real === null) throw new Error('humaneval-x has sources');
  const sources: Sources = { ...real, python: { ...real.python, sha256: SHA } };
  vi.spyOn(datasetModule('humaneval-x'), 'sources').mockReturnValue(sources);
  seen = [];
  handler = serve;
  server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

const target = () => join(home, 'datasets', 'humaneval-x', FILE);
const fetchPython = (onProgress?: (progress: FetchProgress) => void) =>
  fetchDataset('humaneval-x', { languages: ['python'], baseUrl, onProgress });

function leavePart(content: Uint8Array): void {
  mkdirSync(join(home, 'datasets', 'humaneval-x'), { recursive: true });
  writeFileSync(`${target()}.part`, content);
}

describe('fetchDataset', () => {
  it('downloads, verifies, reports progress and leaves no part behind', async () => {
    const progress: FetchProgress[] = [];
    expect(await fetchPython((p) => progress.push(p))).toEqual([target()]);
    expect(readFileSync(target())).toEqual(CONTENT);
    expect(existsSync(`${target()}.part`)).toBe(false);
    expect(seen[0]?.url).toBe(
      '/THUDM/CodeGeeX/2838420b7b4492cf3d16bce5320e26e65960c9e2/codegeex/benchmark/humaneval-x/python/data/humaneval_python.jsonl.gz',
    );
    expect(seen[0]?.headers['accept-encoding']).toBe('identity');
    expect(progress.at(-1)).toEqual({
      file: FILE,
      state: 'done',
      receivedBytes: CONTENT.length,
      totalBytes: CONTENT.length,
    });
    const received = progress.map((p) => p.receivedBytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
  });

  it('leaves a good file alone', async () => {
    await fetchPython();
    const states: string[] = [];
    await fetchPython((p) => states.push(p.state));
    expect(states).toEqual(['present']);
    expect(seen.length).toBe(1);
  });

  it('resumes where a broken connection left off', async () => {
    handler = breakOffAt(100);
    const broken = await fetchPython().catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(UserError);
    expect((broken as Error).message).toMatch(
      new RegExp(
        `broken off after 100 of ${CONTENT.length} bytes .*run "perforch datasets fetch" again to resume`,
      ),
    );
    expect(existsSync(target())).toBe(false);
    handler = serve;
    await fetchPython();
    expect(seen[1]?.headers.range).toBe('bytes=100-');
    expect(readFileSync(target())).toEqual(CONTENT);
  });

  it('takes a part that is already whole', async () => {
    leavePart(CONTENT);
    await fetchPython();
    expect(readFileSync(target())).toEqual(CONTENT);
  });

  it('starts anew where the server does not know ranges', async () => {
    leavePart(CONTENT.subarray(0, 50));
    handler = (_request, response) => response.end(CONTENT);
    await fetchPython();
    expect(readFileSync(target())).toEqual(CONTENT);
  });

  it.each([
    ['shorter than', Buffer.from('another file')],
    ['as long as', Buffer.alloc(CONTENT.length)],
    ['longer than', Buffer.alloc(CONTENT.length + 10)],
  ])('starts anew where the part is of another file, %s the right one', async (_how, part) => {
    leavePart(part);
    await fetchPython();
    expect(readFileSync(target())).toEqual(CONTENT);
  });

  it('refuses content with another hash and keeps nothing of it', async () => {
    const other = gzipSync('something else');
    handler = (_request, response) => response.end(other);
    const found = createHash('sha256').update('something else').digest('hex');
    await expect(fetchPython()).rejects.toThrow(
      new RegExp(`${FILE}: .*expected ${SHA}, found ${found}: .*perforch`),
    );
    expect(existsSync(target())).toBe(false);
    expect(existsSync(`${target()}.part`)).toBe(false);
    expect(seen.length).toBe(1);
  });

  it('refuses what is no gzip file', async () => {
    handler = (_request, response) => response.end('<html>sign in</html>');
    await expect(fetchPython()).rejects.toThrow(/found no gzip file/);
  });

  it('names address and status of an HTTP error', async () => {
    handler = (_request, response) => response.writeHead(404).end('no');
    await expect(fetchPython()).rejects.toThrow(
      /^http:.*humaneval_python\.jsonl\.gz: HTTP 404: .*PERFORCH_DATA/,
    );
  });

  it('does not ask for ever where the server refuses every range', async () => {
    handler = (_request, response) => response.writeHead(416).end();
    leavePart(CONTENT.subarray(0, 50));
    await expect(fetchPython()).rejects.toThrow(/HTTP 416/);
    expect(seen.length).toBe(2);
  });

  it('says so where there is no network', async () => {
    await expect(download('http://127.0.0.1:1/file', join(home, 'x'))).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:1\/file: no answer \(.+\): check the network/,
    );
  });

  it('fetches nothing where PERFORCH_DATA gives the files', async () => {
    vi.stubEnv('PERFORCH_DATA', home);
    await expect(fetchPython()).rejects.toThrow(
      /humaneval_python\.jsonl\.gz: missing: put .* or unset PERFORCH_DATA/,
    );
    mkdirSync(join(home, 'humaneval-x'));
    writeFileSync(join(home, 'humaneval-x', 'humaneval_python.jsonl'), PLAIN);
    expect(await fetchPython()).toEqual([join(home, 'humaneval-x', 'humaneval_python.jsonl')]);
    expect(seen).toEqual([]);
  });

  it('has nothing to fetch for a bundled dataset', async () => {
    expect(await fetchDataset('mini', { baseUrl })).toEqual([]);
    expect(await verifyDataset('mini')).toEqual([]);
  });
});

describe('verifyDataset and loadDataset', () => {
  it('report missing files and say what to do', async () => {
    const reports = await verifyDataset('humaneval-x');
    expect(reports.map((report) => report.state)).toEqual(Array(5).fill('missing'));
    await expect(loadDataset('humaneval-x')).rejects.toThrow(
      `${target()}: missing: run "perforch datasets fetch", or set PERFORCH_DATA to a folder that has it`,
    );
  });

  it('refuse a file with another hash, naming it, both hashes and what to do', async () => {
    await fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]).toMatchObject({
      state: 'good',
      message: null,
      path: target(),
    });
    writeFileSync(target(), gzipSync('tampered'));
    const found = createHash('sha256').update('tampered').digest('hex');
    const message = new RegExp(
      `${FILE}: SHA-256 .*expected ${SHA}, found ${found}: run "perforch datasets fetch"`,
    );
    await expect(verifyDataset('humaneval-x')).rejects.toThrow(message);
    await expect(loadDataset('humaneval-x', { languages: ['python'] })).rejects.toThrow(
      /humaneval_python\.jsonl\.gz: SHA-256 .*: run "perforch datasets fetch"/,
    );
    expect((await inspectDataset('humaneval-x'))[0]?.state).toBe('wrong_hash');
    await fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]?.state).toBe('good');
  });

  it('refuse a damaged gzip file, and a wrong plain file gives way to the fetched one', async () => {
    leavePart(CONTENT);
    writeFileSync(target(), CONTENT.subarray(0, 60));
    await expect(verifyDataset('humaneval-x')).rejects.toThrow(/cannot be read \(no gzip: /);
    writeFileSync(target().replace(/\.gz$/, ''), 'wrong');
    await fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]?.state).toBe('good');
  });
});
