/** A study whose traffic is recorded, and replayed into a new database without its providers and its key. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openDemo, type Demo } from '../../../harness/study/demo.js';
import { jsonOf, perforch, refusal, temporaryFolder, written, type Ended } from './perforch.js';

const KEY = 'planted4713keyOfTheProvider';
const folder = temporaryFolder();
const cassette = join(folder, 'traffic.jsonl');
const recordedDb = join(folder, 'recorded.sqlite');
const replayedDb = join(folder, 'replayed.sqlite');
let demo: Demo;
let provider: Server;
let asked = 0;
let study: string;
let recorded: Ended;
let replayed: Ended;

/** The scripted models behind a server that is busy now and then, cuts a connection, and sends the key back. */
beforeAll(async () => {
  demo = await openDemo();
  provider = createServer((request, response) => {
    void text(request).then(async (body) => {
      asked += 1;
      if (asked === 5) return void response.socket?.resetAndDestroy();
      if (asked % 4 === 2) {
        const headers = { 'content-type': 'application/json', 'retry-after': '1', 'set-cookie': `id=${KEY}` };
        const error = { message: `busy; you are ${request.headers.authorization ?? ''}` };
        return void response.writeHead(429, headers).end(JSON.stringify({ error }));
      }
      const answer = await fetch(`${demo.server.baseUrl}/chat/completions`, { method: 'POST', body });
      const said = (await answer.text()).replace('"scripted"', `"scripted ${KEY}"`);
      response.writeHead(answer.status, { 'content-type': 'application/json', 'x-request-id': `r${asked}` });
      response.end(said);
    });
  });
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
  const models = demo.input.models.slice(0, 2).map(({ id, name }) => ({
    id,
    name,
    source: { kind: 'openai', apiName: id, baseUrl, keyVariable: 'PLANTED_KEY' },
  }));
  written(folder, 'models.yaml', stringify({ models }));
  study = written(
    folder,
    'study.yaml',
    stringify({
      version: 1,
      name: 'recorded',
      datasets: ['mini'],
      models: models.map(({ id }) => id),
      model_files: ['models.yaml'],
      languages: ['python'],
      problems: [4],
      samples: 2,
      parameters: { temperature: 0.8 },
      measure: { presets: [] },
    }),
  );
  recorded = await perforch(['run', study, '--db', recordedDb, '--record', cassette], {
    env: { PLANTED_KEY: KEY },
  });
  await new Promise((closed) => provider.close(closed));
  await demo.server.close();
  replayed = await perforch(['run', study, '--db', replayedDb, '--replay', cassette, '--json'], {
    env: { PLANTED_KEY: undefined },
  });
});
afterAll(() => provider.closeAllConnections());

/** Rows of a table without the columns that hold moments. */
function rowsOf(database: string, table: string, moments: readonly string[], order: string): unknown[] {
  const db = new Sqlite(database, { readonly: true });
  const rows = db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all() as Record<string, unknown>[];
  db.close();
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !moments.includes(name))),
  );
}

describe('a replayed study', () => {
  it('was recorded with failures and retries', () => {
    expect(recorded.stderr + recorded.stdout).toContain('12/12 cells');
    expect(recorded.code).toBe(0);
    const outcomes = rowsOf(recordedDb, 'attempt', [], 'id').map(
      (row) => (row as { outcome: string }).outcome,
    );
    expect(new Set(outcomes)).toEqual(new Set(['answered', 'rate_limited', 'connection']));
  });

  it('needs neither key nor network, and is complete', () => {
    expect(replayed.stderr).not.toMatch(/[1-9]\d* missing/);
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.stdout)).toMatchObject({
      state: 'complete',
      done: 12,
      freshAnswers: 12,
      missing: 0,
    });
    expect(asked).toBe(readFileSync(cassette, 'utf8').split('\n').length - 2);
  });

  it('has the same answers to the byte, their latencies included', () => {
    const answers = rowsOf(recordedDb, 'answer', ['stored_iso'], 'key');
    expect(answers).toHaveLength(12);
    expect(rowsOf(replayedDb, 'answer', ['stored_iso'], 'key')).toEqual(answers);
  });

  it('has the same tries, and the same profiles in its prompts', () => {
    const attempts = rowsOf(recordedDb, 'attempt', ['id', 'at_iso'], 'answer_key, id');
    expect(rowsOf(replayedDb, 'attempt', ['id', 'at_iso'], 'answer_key, id')).toEqual(attempts);
    const profiles = rowsOf(recordedDb, 'shown_profile', [], 'problem_uid');
    expect(profiles).toHaveLength(1);
    expect(rowsOf(replayedDb, 'shown_profile', [], 'problem_uid')).toEqual(profiles);
  });

  it('has the same verdicts', () => {
    expect(rowsOf(replayedDb, 'cell', ['study_hash'], 'model_id, stage, sample')).toEqual(
      rowsOf(recordedDb, 'cell', ['study_hash'], 'model_id, stage, sample'),
    );
  });

  it('knows no secret', () => {
    const kept = readFileSync(cassette, 'latin1');
    expect(kept).toContain('[key]');
    expect(kept).not.toContain('planted4713');
    expect(kept).not.toContain('127.0.0.1:');
    expect(readFileSync(replayedDb, 'latin1')).not.toContain('planted4713');
    expect(Object.values(recorded).join('')).not.toContain('planted4713');
  });

  it('leaves what is not in the cassette missing, and says so once', async () => {
    const short = join(folder, 'short.jsonl');
    const [header = '', ...exchanges] = readFileSync(cassette, 'utf8').split('\n');
    // One of refine, whose profile is shown in the prompts of all others.
    const refine = exchanges.find((line) => line.includes('"shown":{'));
    writeFileSync(short, `${header}\n${refine ?? ''}\n`);
    const db = join(folder, 'short.sqlite');
    const { code, stderr } = await perforch(['run', study, '--db', db, '--replay', short]);
    expect(stderr).toMatch(/^1[12] missing: not in the cassette: [^\n]+$/m);
    expect(code).toBe(3);
    const attempts = rowsOf(db, 'attempt', [], 'id');
    expect(attempts.length).toBeLessThanOrEqual(1);
  });

  it('goes on in a database that the same cassette was begun in', async () => {
    const db = join(folder, 'short.sqlite');
    const { document } = await jsonOf(['run', study, '--db', db, '--replay', cassette]);
    expect(document).toMatchObject({ state: 'complete', done: 12 });
    const answers = rowsOf(recordedDb, 'answer', ['stored_iso'], 'key');
    expect(rowsOf(db, 'answer', ['stored_iso'], 'key')).toEqual(answers);
  });
});

describe('a cassette that does not fit', () => {
  it.each([
    ['there is none', 'none.jsonl', null, /none\.jsonl: ENOENT/],
    ['it is a study file', 'a.yaml', 'version: 1\n', /a\.yaml:1: not valid JSON/],
    ['a line is damaged', 'b.jsonl', '{"cassette":1,"perforch":"1"}\n{}\n', /b\.jsonl:2: startedIso: /],
  ])('is refused by name where %s', async (_, name, content, message) => {
    const path = content === null ? join(folder, name) : written(folder, name, content);
    const line = await refusal(['run', study, '--db', join(folder, 'x.sqlite'), '--replay', path]);
    expect(line).toMatch(message);
  });

  it('is refused where both are asked for', async () => {
    const both = ['--record', cassette, '--replay', cassette];
    expect(await refusal(['run', study, '--db', join(folder, 'x.sqlite'), ...both])).toMatch(/give one/);
  });
});
