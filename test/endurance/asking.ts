/**
 * Asks seventeen models at four providers that misbehave in every known way for 300 answers each, and kills the harness with
 * SIGKILL at random moments until all are there. One provider takes no key at first, another wants money first. In the end
 * every answer must be the right one, none that was stored may have been asked for again, and the database must hold every
 * try that the servers saw, but for those under way at a kill.
 *
 *   npx tsx test/endurance/asking.ts [--problems 60] [--most-seconds 5]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startMisbehavingProvider } from '../integration/models/misbehaving-provider.js';
import { KEY, modelAt, questionsTo } from '../integration/models/question-run.js';
import { historyFaults, storedQuestions, wrongAnswers } from './asking-history.js';
import { note } from './own-namespace.js';
import { numbers } from './sweep.js';

const { values } = parseArgs({
  options: {
    problems: { type: 'string', default: '60' },
    'most-seconds': { type: 'string', default: '5' },
    seed: { type: 'string', default: '20261123' },
  },
});
const known = Array.from({ length: 17 }, (_, n) => `model-${n}`);
const providers = [
  await startMisbehavingProvider({ known, key: KEY }),
  await startMisbehavingProvider({ known, key: KEY }),
  await startMisbehavingProvider({ known, key: KEY, refuses: (n) => (n < 60 ? 'the wrong key' : null) }),
  await startMisbehavingProvider({ known, key: KEY, refuses: (n) => (n < 60 ? 'no money' : null) }),
];
const models = known.map((name, n) => modelAt(name, providers[n % providers.length]?.baseUrl ?? ''));
const cells = questionsTo(models, Number(values.problems));
const folder = mkdtempSync(join(tmpdir(), 'perforch-asking-'));
const database = join(folder, 'study.sqlite');

const requestCount = (): number => providers.reduce((sum, { served }) => sum + served.length, 0);

/** Runs the harness, and kills it after a time. Gives its exit code; null where it was killed. */
async function run(killAfterMs: number): Promise<number | null> {
  const file = fileURLToPath(new URL('asking-process.ts', import.meta.url));
  const named = models.flatMap(({ id, source }) => [
    '--model',
    `${id}=${'baseUrl' in source ? source.baseUrl : ''}`,
  ]);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', file, '--db', database, '--problems', values.problems, ...named],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const before = requestCount();
  // The clock of the kill begins with the first question: starting up is not what is tried here.
  while (child.exitCode === null && requestCount() === before) await sleep(5);
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const code = await ended;
  clearTimeout(timer);
  // What was on its way arrives, also where this machine is busy.
  for (let seen = -1; seen !== requestCount();) {
    seen = requestCount();
    await sleep(500);
  }
  return code;
}

const random = numbers(Number(values.seed));
const started = performance.now();
const problems: string[] = [];
/** By provider: how many requests it had seen when the harness was killed. */
const kills: number[][] = [];
/** How many requests its provider had seen when a question was first found answered. */
const storedAt = new Map<string, number>();
let runs = 0;
for (let complete = false; !complete; runs++) {
  const code = await run(random.next().value * Number(values['most-seconds']) * 1000);
  if (code === null) kills.push(providers.map(({ served }) => served.length));
  for (const { model, prompt, integrity } of storedQuestions(database)) {
    if (integrity !== 'ok') problems.push(`after ${kills.length} kills: ${integrity}`);
    const key = `${model}\n${prompt}`;
    const provider = providers[known.indexOf(model) % providers.length];
    if (!storedAt.has(key)) storedAt.set(key, provider?.served.length ?? 0);
  }
  complete = code === 0;
  if (code !== null && code !== 0 && code !== 3) problems.push(`the harness ended with ${code}`);
  if (runs % 5 === 0) note(`${kills.length} kills, ${storedAt.size} of ${cells.length} answers`);
}
const seconds = (performance.now() - started) / 1000;
for (const { served } of providers) {
  served.forEach(({ model, prompt }, index) => {
    const stored = storedAt.get(`${model}\n${prompt}`);
    if (stored !== undefined && index >= stored) problems.push(`asked again for a stored answer of ${model}`);
  });
}
problems.push(...wrongAnswers(database, cells));
const history = historyFaults(database, providers, kills);
problems.push(...history.faults);
const behaviours: Record<string, number> = {};
for (const { behaviour } of providers.flatMap(({ served }) => served))
  behaviours[behaviour] = (behaviours[behaviour] ?? 0) + 1;
process.stdout.write(
  `${JSON.stringify(
    {
      models: models.length,
      answers: storedAt.size,
      of: cells.length,
      runs,
      kills: kills.length,
      requests: requestCount(),
      attemptsStored: history.attempts,
      requestsUnderWayAtKills: history.lost,
      seconds: Math.round(seconds),
      behaviours,
      problems: problems.slice(0, 20),
      problemCount: problems.length,
    },
    null,
    1,
  )}\n`,
);
await Promise.all(providers.map((provider) => provider.close()));
rmSync(folder, { recursive: true });
process.exit(problems.length === 0 ? 0 : 1);
