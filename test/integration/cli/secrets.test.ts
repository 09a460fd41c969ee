/** Keys of the environment, and of providers that send them back, must not reach anything that is kept or shown. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { perforchHome } from '../../../harness/home.js';
import { perforch, temporaryFolder, written, type Ended } from './perforch.js';

const KEY = 'planted4711keyOfTheProvider';
const OTHER = 'planted4712secretOfTheShell';
const PLANTED = /planted471[12]/;
const folder = temporaryFolder();
const db = join(folder, 'secrets.sqlite');
const prompts: string[] = [];
const keysReceived = new Set<string>();
let server: Server;
let study: string;

/** Reads whatever a program can find, writes it to both streams, and fails. */
const snooper = (entryPoint: string): string => `
import glob, os, sys

def ${entryPoint}(*arguments):
    found = [repr(dict(os.environ))]
    for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline') + glob.glob('/work/*') + glob.glob('/tmp/*'):
        try: found.append(open(path, 'rb').read().decode('latin1'))
        except OSError: pass
    print(found)
    print(found, file=sys.stderr)
    raise RuntimeError(found)
`;

/** Sends the key back in whatever it says: a refusal, an error of its own, and an answer. */
function reply(asked: number, key: string, prompt: string): { status: number; body: unknown } {
  if (asked === 1) return { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } };
  if (asked === 2)
    return { status: 400, body: { error: { message: `headers were Authorization: Bearer ${key}` } } };
  const entryPoint = /def (\w+)\(/.exec(prompt)?.[1] ?? '';
  const content = `I was asked with ${key}\n\`\`\`python\n${snooper(entryPoint)}\n\`\`\``;
  return {
    status: 200,
    body: {
      model: `served-to-${key}`,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    },
  };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      prompts.push(body);
      const key = (request.headers.authorization ?? '').replace('Bearer ', '');
      keysReceived.add(key);
      const { status, body: said } = reply(prompts.length, key, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const source = { kind: 'openai', apiName: 'snooper', baseUrl, keyVariable: 'PLANTED_KEY' };
  written(folder, 'models.yaml', stringify({ models: [{ id: 'snooper', name: 'Snooper', source }] }));
  study = written(
    folder,
    'study.yaml',
    stringify({
      version: 1,
      name: 'secrets',
      datasets: ['mini'],
      models: ['snooper'],
      model_files: ['models.yaml'],
      languages: ['python'],
      problems: [1, 2],
      measure: { presets: [] },
    }),
  );
});
afterAll(() => new Promise((closed) => server.close(closed)));

const env = { PLANTED_KEY: KEY, PLANTED_SECRET: OTHER };
const shown = ({ stdout, stderr }: Ended): string => stdout + stderr;

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

describe('a study of a model that sends its key back and whose programs look for secrets', () => {
  it('was asked with the key, and has run the programs', async () => {
    // The two refusals are left for the second run.
    const runs = [
      await perforch(['run', study, '--db', db], { env }),
      await perforch(['run', study, '--db', db], { env }),
    ];
    expect([...keysReceived]).toEqual([KEY]);
    expect(prompts.length).toBeGreaterThanOrEqual(6);
    const verdicts = new Sqlite(db, { readonly: true }).prepare('SELECT verdict FROM run').pluck().all();
    expect(verdicts).toContain('runtime_error');
    for (const run of runs) expect(shown(run)).not.toMatch(PLANTED);
  });

  it.each([
    [['status', '--db', db]],
    [['status', '--db', db, '--json']],
    [['rank', '--db', db]],
    [['export', '--db', db, '--out', join(folder, 'tables')]],
  ])('perforch %j shows no secret', async (args) => {
    expect(shown(await perforch(args, { env }))).not.toMatch(PLANTED);
  });

  it('no prompt held a secret', () => {
    expect(prompts.join('\n')).not.toMatch(PLANTED);
  });

  it('no file holds one: neither the database, nor a table, nor what was built', () => {
    const files = [...filesBelow(folder), ...filesBelow(join(perforchHome(), 'built'))];
    expect(files.some((path) => path.endsWith('secrets.sqlite'))).toBe(true);
    const holding = files.filter((path) => PLANTED.test(readFileSync(path, 'latin1')));
    expect(holding).toEqual([]);
  });
});
