import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, expectPlain, jsonOf, perforch, start, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';
import { onTerminal } from './terminal.js';

const ANSWERED = 4;
const CELLS = 6;
const folder = temporaryFolder();
const db = join(folder, 'status.sqlite');
let study: ScriptedStudy;
let gate: Server;
let open: () => void;
let path: string;

/** A server before the scripted one that lets so many questions through, and holds the others until `open` is called. */
async function startGate(target: string): Promise<Server> {
  const opened = new Promise<void>((resolve) => (open = resolve));
  let questions = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      questions += 1;
      if (questions > ANSWERED) await opened;
      const reply = await fetch(`${target}/chat/completions`, { method: 'POST', body });
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

beforeAll(async () => {
  study = await scriptedStudy(folder, 'scripted', {});
  gate = await startGate(study.server.baseUrl);
  const baseUrl = `http://127.0.0.1:${(gate.address() as AddressInfo).port}/v1`;
  const source = { kind: 'openai', apiName: 'scripted-systems', baseUrl, keyVariable: null };
  written(folder, 'models.json', JSON.stringify({ models: [{ id: 'held', name: 'Held', source }] }));
  const fields = {
    version: 1,
    name: 'held',
    datasets: ['mini'],
    models: ['held'],
    model_files: ['models.json'],
  };
  const narrow = { languages: ['python'], problems: [1, 2], measure: { presets: [] } };
  path = written(folder, 'held.yaml', JSON.stringify({ ...fields, ...narrow }));
});
afterAll(async () => {
  open();
  gate.closeAllConnections();
  await study.server.close();
});

describe('perforch status, while a run goes on in another process', () => {
  it('tells how far it is, and with --watch waits for its end, without disturbing it', async () => {
    const run = ended(start(['run', path, '--db', db]));
    let seen: Record<string, unknown> = {};
    while (seen['decided'] !== ANSWERED) {
      await delay(200);
      const { code, stdout } = await perforch(['status', '--db', db, '--json']);
      if (code === 0) seen = JSON.parse(stdout) as Record<string, unknown>;
    }
    expect(seen).toMatchObject({ cells: CELLS, answered: ANSWERED, failed: 0 });

    const watcher = start(['status', '--db', db, '--watch']);
    const watching = ended(watcher);
    const piped = new Promise<void>((seenByPipe) => {
      watcher.stderr?.on('data', (chunk) => {
        if (String(chunk).includes('4/6 decided')) seenByPipe();
      });
    });
    const onScreen = onTerminal(['status', '--db', db, '--watch'], { columns: 120, rows: 20 }, {}, (raw) => {
      // The run may end only when both have seen it go on.
      if (raw.includes('4/6 decided')) void piped.then(open);
      return false;
    });
    const { code, lines } = await onScreen;
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^study held \([0-9a-f]{8}\), begun /);
    expect(lines.filter((line) => line.includes(' decided, '))).toEqual([
      expect.stringMatching(/^6\/6 decided, .*, done$/),
    ]);
    const watched = await watching;
    expect(watched.code).toBe(0);
    expect(watched.stderr).toContain('4/6 decided');
    expect(watched.stdout).toMatch(/^6\/6 decided, .*, done$/m);
    expectPlain(watched.stdout + watched.stderr);
    expect((await run).code).toBe(0);
    const { document } = await jsonOf(['status', '--db', db]);
    expect(document).toMatchObject({ cells: CELLS, decided: CELLS });
  });
});
