/** The whole corpus against Docker, in a process of its own: it has to come to its end by itself. */
import { beforeAll, expect, test } from 'vitest';
import { loadCorpus } from '../../../../harness/attacks/corpus.js';
import type { documentOf } from '../../../../harness/attacks/table.js';
import { tableOf } from '../../attacks/suite.js';
import { ended, start, type Ended } from '../../cli/perforch.js';

type AttackDocument = ReturnType<typeof documentOf>;

/** Minutes on a machine that has nothing else to do. */
const MOST_MS = 20 * 60_000;

const attacks = await loadCorpus();
let run: Ended;
let found: ReadonlyMap<string, AttackDocument>;

beforeAll(async () => {
  const perforch = start(['attacks', '--sandbox', 'docker', '--json']);
  const tooLong = setTimeout(() => perforch.kill('SIGKILL'), MOST_MS);
  run = await ended(perforch);
  clearTimeout(tooLong);
  const { attacks: results } = JSON.parse(run.stdout) as { attacks: AttackDocument[] };
  found = new Map(results.map((result) => [`${result.attack} ${result.language}`, result]));
}, 1.1 * MOST_MS);

test('the run ends by itself, and well', () => {
  expect(run.code).toBe(0);
});

test.each(tableOf(attacks))('$attack.id in $language', ({ attack, language }) => {
  const result = found.get(`${attack.id} ${language}`);
  expect(result).toBeDefined();
  expect(result?.asExpected, JSON.stringify(result)).toBe(true);
  expect(result?.contained).toBe(attack.succeeds === undefined);
});
