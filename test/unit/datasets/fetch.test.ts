import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { download } from '../../../datasets/download.js';
import { fetchDataset, type FetchProgress } from '../../../datasets/fetch.js';
import { verifyDataset } from '../../../datasets/verify.js';
import { UserError } from '../../../harness/errors.js';
import { breakOffAt, CONTENT, FILE, PLAIN, serve, sha256, usePublicHost } from './public-host.js';

const host = usePublicHost();

describe('fetchDataset', () => {
  it('downloads, verifies, reports progress and leaves no part behind', async () => {
    const progress: FetchProgress[] = [];
    expect(await host.fetchPython((p) => progress.push(p))).toEqual([host.target]);
    expect(readFileSync(host.target)).toEqual(CONTENT);
    expect(existsSync(`${host.target}.part`)).toBe(false);
    expect(host.seen[0]?.url).toBe(
      '/THUDM/CodeGeeX/2838420b7b4492cf3d16bce5320e26e65960c9e2/codegeex/benchmark/humaneval-x/python/data/humaneval_python.jsonl.gz',
    );
    expect(host.seen[0]?.headers['accept-encoding']).toBe('identity');
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
    await host.fetchPython();
    const states: string[] = [];
    await host.fetchPython((p) => states.push(p.state));
    expect(states).toEqual(['present']);
    expect(host.seen.length).toBe(1);
  });

  it('resumes where a broken connection left off', async () => {
    host.handler = breakOffAt(100);
    const broken = await host.fetchPython().catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(UserError);
    expect((broken as Error).message).toMatch(
      new RegExp(
        `broken off after 100 of ${CONTENT.length} bytes .*run "perforch datasets fetch" again to resume`,
      ),
    );
    expect(existsSync(host.target)).toBe(false);
    host.handler = serve;
    await host.fetchPython();
    expect(host.seen[1]?.headers.range).toBe('bytes=100-');
    expect(readFileSync(host.target)).toEqual(CONTENT);
  });

  it('takes a part that is already whole', async () => {
    host.leavePart(CONTENT);
    await host.fetchPython();
    expect(readFileSync(host.target)).toEqual(CONTENT);
  });

  it('starts anew where the server does not know ranges', async () => {
    host.leavePart(CONTENT.subarray(0, 50));
    host.handler = (_request, response) => response.end(CONTENT);
    await host.fetchPython();
    expect(readFileSync(host.target)).toEqual(CONTENT);
  });

  it.each([
    ['shorter than', Buffer.from('another file')],
    ['as long as', Buffer.alloc(CONTENT.length)],
    ['longer than', Buffer.alloc(CONTENT.length + 10)],
  ])('starts anew where the part is of another file, %s the right one', async (_how, part) => {
    host.leavePart(part);
    await host.fetchPython();
    expect(readFileSync(host.target)).toEqual(CONTENT);
  });

  it('refuses content with another hash and keeps nothing of it', async () => {
    const other = gzipSync('something else');
    host.handler = (_request, response) => response.end(other);
    const found = sha256('something else');
    await expect(host.fetchPython()).rejects.toThrow(
      new RegExp(`${FILE}: .*expected ${sha256(PLAIN)}, found ${found}: .*perforch`),
    );
    expect(existsSync(host.target)).toBe(false);
    expect(existsSync(`${host.target}.part`)).toBe(false);
    expect(host.seen.length).toBe(1);
  });

  it('refuses what is no gzip file', async () => {
    host.handler = (_request, response) => response.end('<html>sign in</html>');
    await expect(host.fetchPython()).rejects.toThrow(/found no gzip file/);
  });

  it('names address and status of an HTTP error', async () => {
    host.handler = (_request, response) => response.writeHead(404).end('no');
    await expect(host.fetchPython()).rejects.toThrow(
      /^http:.*humaneval_python\.jsonl\.gz: HTTP 404: .*PERFORCH_DATA/,
    );
  });

  it('does not ask for ever where the server refuses every range', async () => {
    host.handler = (_request, response) => response.writeHead(416).end();
    host.leavePart(CONTENT.subarray(0, 50));
    await expect(host.fetchPython()).rejects.toThrow(/HTTP 416/);
    expect(host.seen.length).toBe(2);
  });

  it('says so where there is no network', async () => {
    await expect(download('http://127.0.0.1:1/file', join(host.home, 'x'))).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:1\/file: no answer \(.+\): check the network/,
    );
  });

  it('fetches nothing where PERFORCH_DATA gives the files', async () => {
    vi.stubEnv('PERFORCH_DATA', host.home);
    await expect(host.fetchPython()).rejects.toThrow(
      /humaneval_python\.jsonl\.gz: missing: put .* or unset PERFORCH_DATA/,
    );
    mkdirSync(join(host.home, 'humaneval-x'));
    writeFileSync(join(host.home, 'humaneval-x', 'humaneval_python.jsonl'), PLAIN);
    expect(await host.fetchPython()).toEqual([join(host.home, 'humaneval-x', 'humaneval_python.jsonl')]);
    expect(host.seen).toEqual([]);
  });

  it('has nothing to fetch for a bundled dataset', async () => {
    expect(await fetchDataset('mini', { baseUrl: host.baseUrl })).toEqual([]);
    expect(await verifyDataset('mini')).toEqual([]);
  });
});
