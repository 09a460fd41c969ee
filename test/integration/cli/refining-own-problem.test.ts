import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Profile } from '../../../analysis/index.js';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';
import type { Event } from '../../../harness/orchestrator/index.js';
import { ranked } from '../serve/served.js';
import { jsonOf, refusal, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();
const fenced = (code: string): string => `\`\`\`python\n${code}\n\`\`\`\n`;
const SWIFT = 'n = int(input())\nprint(n * (n + 1) // 2)';
const SLOW = 'n = int(input())\ntotal = 0\nfor i in range(n + 1):\n    total += i\nprint(total)';
const SLOWER = SLOW.replace('n + 1', '3 * n').replace('+= i', '+= i if i <= n else 0');
const WRONG = 'print(3)';

const SUM_UP_TO = {
  ...{ version: 1, kind: 'program', title: 'Sum', description: 'Print the sum of all numbers up to n.' },
  examples: [{ input: '2\n', output: '3\n' }],
  tests: [{ input: '2000000\n', output: '2000001000000\n' }],
};

/** The writer generates; those after it refine, in their order. */
function profileOf(writer: string, refiners: readonly string[]): Profile {
  const own = ranked([writer]);
  const refine = ranked(refiners).contexts.slice(0, 1);
  return {
    ...{ ...ranked([writer, ...refiners]), stages: ['generate', 'fix', 'refine'] },
    contexts: [...own.contexts, ...refine.map((context) => ({ ...context, stage: 'refine' as const }))],
  };
}

let server: ScriptedServer;
let given: readonly string[];

beforeAll(async () => {
  const scripts = { writer: SLOW, hasty: WRONG, heavy: SLOWER, swift: SWIFT };
  const answers = Object.entries(scripts).map(([id, code]) => [id, () => fenced(code)] as const);
  server = await startScriptedServer(Object.fromEntries(answers));
  const models = Object.keys(scripts).map((id) => ({
    ...{ id, name: id },
    source: { kind: 'openai', apiName: id, baseUrl: server.baseUrl, keyVariable: null },
  }));
  const profile = profileOf('writer', ['hasty', 'heavy', 'swift']);
  given = [
    ...['solve', written(folder, 'sum.json', JSON.stringify(SUM_UP_TO)), '--language', 'python'],
    ...['--profile', written(folder, 'profile.json', JSON.stringify(profile))],
    ...['--models', written(folder, 'models.yaml', stringify({ models }))],
  ];
});
afterAll(() => server.close());

it('a program of a problem file is rewritten until one is faster, and what fails or is not faster is rolled back', async () => {
  const args = [...given, '--db', join(folder, 'refined.sqlite'), '--preset', 'quick'];
  const { code, document } = await jsonOf(args);
  const events = document['events'] as readonly Event[];
  const decided = events.flatMap((event) =>
    event.type === 'accepted' || event.type === 'rolled_back' ? [[event.model, event.type]] : [],
  );
  expect(decided).toEqual([
    ['hasty', 'rolled_back'],
    ['heavy', 'rolled_back'],
    ['swift', 'accepted'],
  ]);
  expect({ code, program: document['program'] }).toEqual({ code: 0, program: `${SWIFT}\n` });
  expect(document['refinedFrom']).not.toBeNull();
});

it('a preset that measures no whole programs is refused before anybody is asked', async () => {
  const asked = server.requests.length;
  const line = await refusal([...given, '--db', join(folder, 'unused.sqlite'), '--preset', 'paper']);
  expect(line).toContain('--preset paper: does not measure whole programs');
  expect(server.requests).toHaveLength(asked);
});
