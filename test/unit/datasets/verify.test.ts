import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { inspectDataset, verifyDataset } from '../../../datasets/verify.js';
import { CONTENT, FILE, PLAIN, sha256, usePublicHost } from './public-host.js';

const host = usePublicHost();

describe('verifyDataset and loadDataset', () => {
  it('report missing files and say what to do', async () => {
    const reports = await verifyDataset('humaneval-x');
    expect(reports.map((report) => report.state)).toEqual(Array(5).fill('missing'));
    await expect(loadDataset('humaneval-x')).rejects.toThrow(
      `${host.target}: missing: run "perforch datasets fetch", or set PERFORCH_DATA to a folder that has it`,
    );
  });

  it('refuse a file with another hash, naming it, both hashes and what to do', async () => {
    await host.fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]).toMatchObject({
      state: 'good',
      message: null,
      path: host.target,
    });
    writeFileSync(host.target, gzipSync('tampered'));
    const found = sha256('tampered');
    const message = new RegExp(
      `${FILE}: SHA-256 .*expected ${sha256(PLAIN)}, found ${found}: run "perforch datasets fetch"`,
    );
    await expect(verifyDataset('humaneval-x')).rejects.toThrow(message);
    await expect(loadDataset('humaneval-x', { languages: ['python'] })).rejects.toThrow(
      /humaneval_python\.jsonl\.gz: SHA-256 .*: run "perforch datasets fetch"/,
    );
    expect((await inspectDataset('humaneval-x'))[0]?.state).toBe('wrong_hash');
    await host.fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]?.state).toBe('good');
  });

  it('refuse a damaged gzip file, and a wrong plain file gives way to the fetched one', async () => {
    host.leavePart(CONTENT);
    writeFileSync(host.target, CONTENT.subarray(0, 60));
    await expect(verifyDataset('humaneval-x')).rejects.toThrow(/cannot be read \(no gzip: /);
    writeFileSync(host.target.replace(/\.gz$/, ''), 'wrong');
    await host.fetchPython();
    expect((await verifyDataset('humaneval-x'))[0]?.state).toBe('good');
  });
});
