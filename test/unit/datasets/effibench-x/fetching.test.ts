import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeDataset } from '../../../../datasets/described.js';
import { loadProgramDataset, programDatasetModule } from '../../../../datasets/program-datasets.js';
import { row, writeShard } from './parquet-files.js';

const REPOSITORY = '/datasets/EffiBench/effibench-x';
const REVISION = '0123456789abcdef0123456789abcdef01234567';
const FILE = 'test-00000-of-00001.parquet';
let root: string;
let folder: string;
let server: Server;
let baseUrl: string;
/** What the public host has: changed by tests. */
let revision: string;
let content: Buffer;
let stated: string;
let asked: string[];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const fetchAll = (onTrust?: (line: string) => void) =>
  programDatasetModule('effibench-x').fetch({ baseUrl, onTrust });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'perforch-effibench-'));
  folder = join(root, 'home/datasets/effibench-x');
  vi.stubEnv('PERFORCH_HOME', join(root, 'home'));
  vi.stubEnv('PERFORCH_DATA', '');
  publish('Seven', REVISION);
  asked = [];
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const tree = [
      { type: 'file', path: 'README.md', size: 10 },
      {
        type: 'file',
        path: `data/${FILE}`,
        size: content.length,
        lfs: { oid: stated, size: content.length },
      },
    ];
    if (url === `/api${REPOSITORY}/revision/main`) response.end(JSON.stringify({ sha: revision }));
    else if (url === `/api${REPOSITORY}/tree/${revision}?recursive=true`) response.end(JSON.stringify(tree));
    else if (url === `${REPOSITORY}/resolve/${revision}/data/${FILE}`) response.end(content);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

function publish(title: string, atRevision: string): void {
  const path = join(root, 'public.parquet');
  writeShard(path, [row({ title })]);
  content = readFileSync(path);
  stated = sha256(content);
  revision = atRevision;
}

describe('fetching EffiBench-X', () => {
  it('brings the files that the host states, says that it trusts them, and loads them', async () => {
    const said: string[] = [];
    expect(await fetchAll((line) => said.push(line))).toEqual([join(folder, FILE)]);
    expect(said[0]).toMatch(`commit ${REVISION}: no hash of these files is known beforehand: trusting`);
    expect(said[1]).toBe(`${FILE}: SHA-256 ${stated}`);
    expect((await loadProgramDataset('effibench-x')).problems.length).toBe(5);
  });

  it('asks for nothing again, and stays at the commit of the first fetch', async () => {
    await fetchAll();
    publish('Other', 'f'.repeat(40));
    asked = [];
    await fetchAll();
    expect(asked).toEqual([]);
    expect((await loadProgramDataset('effibench-x')).problems[0]?.title).toBe('Seven');
  });

  it('refuses a content that differs from the stated hash, and keeps no part of it', async () => {
    stated = 'a'.repeat(64);
    await expect(fetchAll()).rejects.toThrow(
      `the host states ${'a'.repeat(64)}, its file has ${sha256(content)}`,
    );
    expect(existsSync(join(folder, FILE))).toBe(false);
    expect(existsSync(join(folder, 'fetched.json'))).toBe(false);
  });

  it('refuses to load a file that changed since the first fetch', async () => {
    await fetchAll();
    writeFileSync(join(folder, FILE), 'changed');
    await expect(loadProgramDataset('effibench-x')).rejects.toThrow(
      new RegExp(`SHA-256: ${stated} at the first fetch, now ${sha256(Buffer.from('changed'))}`),
    );
    expect((await programDatasetModule('effibench-x').inspect())[0]?.state).toBe('wrong_hash');
  });

  it('is described by the public address of the commit, and the hash', async () => {
    await fetchAll();
    expect(await describeDataset('effibench-x')).toEqual({
      id: 'effibench-x',
      title: 'EffiBench-X',
      licence: 'Apache-2.0',
      files: [
        {
          file: FILE,
          url: `https://huggingface.co${REPOSITORY}/resolve/${REVISION}/data/${FILE}`,
          sha256: sha256(content),
        },
      ],
    });
  });

  it('loads nothing of a fetch that was cut off before its end', async () => {
    await fetchAll();
    rmSync(join(folder, 'fetched.json'));
    await expect(loadProgramDataset('effibench-x')).rejects.toThrow(/missing: run "perforch datasets fetch/);
  });

  it('says what an answer of the host lacks', async () => {
    revision = 'main';
    await expect(fetchAll()).rejects.toThrow(/revision\/main: field "sha"/);
  });
});
