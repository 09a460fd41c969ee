import { randomBytes } from 'node:crypto';
import { languageModule } from '../languages/index.js';
import { SandboxFault } from '../sandbox/contract.js';
import { judge } from '../stages/judge.js';
import { runLimitsSchema } from '../stages/limits.js';
import { isJudged, type LimitsInFile, type Variant } from './attack.js';
import type { Backend } from './backend.js';
import { processesWith, type Canaries } from './canaries.js';
import { eventually, runWithKilledHarness } from './killed-harness.js';
import { ObservedSandbox } from './observed-sandbox.js';
import { problemFor } from './problems.js';
import { endInWords, rawJob } from './raw-job.js';

/** What came of one attack in one language. */
export interface Attempt {
  /** The end of a raw job or the verdict on a judged program. */
  readonly outcome: string;
  /** Why, in one line. */
  readonly detail: string;
  /** What tells that the attack succeeded; empty when it was contained. */
  readonly signs: readonly string[];
  /** What isn't as the file says, the outcome aside. */
  readonly faults: readonly string[];
}

interface Ran {
  readonly outcome: string;
  readonly detail: string;
  readonly signs?: readonly string[];
  readonly faults?: readonly string[];
}

/** What a judged attack gets where its file says nothing else: less than a study's programs. */
const LIMITS = runLimitsSchema.parse({ cpu_ms: 5_000, wall_ms: 15_000, memory_mib: 1024, output_mib: 4 });

/** Runs one attack against a backend, and looks at everything by which it could have succeeded. */
export async function attempt(
  variant: Variant,
  backend: Backend,
  canaries: Canaries,
  raised?: LimitsInFile,
): Promise<Attempt> {
  const { attack } = variant;
  // Without a namespace of processes the figures are of all of them.
  const isWeakened = backend.bubblewrap !== undefined;
  const sandbox = new ObservedSandbox(backend.sandbox, attack, raised);
  const observed = { ...backend, sandbox };
  const neighbour = attack.neighbour ? await startNeighbour(backend, canaries) : undefined;
  const ran = isJudged(variant.language)
    ? await runJudged(variant, observed, canaries)
    : await runRaw(variant, observed, canaries);
  await neighbour?.end();
  const after = [
    ...(await lookAround(variant, backend, canaries)),
    ...(await judgeInnocent(variant, backend)),
  ];
  const signs = [
    ...(sandbox.printed().includes(canaries.marker) ? ['the program says that it got through'] : []),
    ...(canaries.isSecretIn(sandbox.everything()) ? ['a secret in what came back'] : []),
    ...(ran.outcome === 'passed' && !variant.expected.includes('passed') ? ['a wrong program passed'] : []),
    ...(isWeakened ? [] : sandbox.exceeded()),
    ...(ran.signs ?? []),
    ...after,
    ...(await canaries.seen()),
  ];
  return { outcome: ran.outcome, detail: ran.detail, signs, faults: ran.faults ?? [] };
}

async function runJudged(
  { attack, language, source }: Variant,
  backend: Backend,
  canaries: Canaries,
): Promise<Ran> {
  const toolchain = isJudged(language) ? backend.toolchain(language) : undefined;
  if (!isJudged(language) || toolchain === undefined) throw new Error(`${language} is not there`);
  const problem = problemFor(attack.problem, language);
  const program = canaries.fill(source);
  const request = { problem, program, tests: 'hidden', limits: LIMITS } as const;
  const { verdict, detail } = await judge(request, toolchain, backend.sandbox, undefined, backend.ahead);
  return { outcome: verdict, detail };
}

async function runRaw(variant: Variant, backend: Backend, canaries: Canaries): Promise<Ran> {
  const { attack, source } = variant;
  const language = variant.language === 'c' ? 'c' : 'shell';
  const token = attack.channel === undefined ? undefined : randomBytes(16).toString('hex');
  const filled = canaries.fill(source, { token: token ?? '' });
  const laterStep = attack.laterStep === undefined ? undefined : canaries.fill(attack.laterStep);
  const job = rawJob({ language, source: filled, token }, { ...attack, laterStep });
  if (attack.harnessKilled) return runWithKilledHarness(job, backend, canaries.mark);
  try {
    const { steps, files } = await backend.sandbox.run(job);
    const last = steps.at(-1);
    if (last === undefined) throw new Error('the sandbox reported no step');
    const handedOver = files.length > 0 && variant.expected.every((end) => end === 'fault');
    const printed = last.stdout.toString('latin1');
    const completed = attack.channel !== 'completed' && last.channel === 'completed';
    return {
      outcome: endInWords(last.end),
      detail: `${last.name}: ${last.stderr.toString().split('\n')[0] ?? ''}`,
      signs: [
        ...(completed ? ['the private channel completed'] : []),
        ...(handedOver ? ['something that is no file came back as one'] : []),
      ],
      faults: [
        ...(attack.prints === undefined || attack.prints === printed
          ? []
          : [`printed ${JSON.stringify(printed.slice(0, 200))}`]),
        ...(attack.channel === undefined || attack.channel === last.channel || completed
          ? []
          : [`the channel is ${last.channel}, not ${attack.channel}`]),
      ],
    };
  } catch (error) {
    if (!(error instanceof SandboxFault) || !variant.expected.includes('fault')) throw error;
    return { outcome: 'fault', detail: error.message };
  }
}

/** A run that goes on until it is told to end. Its folder holds the marker, which it doesn't print. */
async function startNeighbour({ sandbox }: Backend, { marker, mark }: Canaries) {
  const job = rawJob({ language: 'shell', source: `exec sh -c 'sleep 60; : ${mark}'` });
  const files = [...job.files, { path: 'neighbours-secret', content: `${marker}\n` }];
  const stop = new AbortController();
  // It sleeps; without a namespace of processes it is charged for everybody.
  const limits = { wallMs: 60_000, cpuMs: 1e7, memoryBytes: 2 ** 34, processes: 10_000 };
  const steps = job.steps.map((step) => ({ ...step, limits: { ...step.limits, ...limits } }));
  const running = sandbox.run({ ...job, files, steps }, stop.signal).catch(() => undefined);
  const isThere = await eventually(async () => (await processesWith(mark)).length > 0, 20_000);
  if (!isThere) throw new Error('the run beside the attack never started');
  return {
    async end(): Promise<void> {
      stop.abort();
      await running;
    },
  };
}

/** The next run: whether it finds what the attack left. */
async function lookAround({ attack }: Variant, { sandbox }: Backend, canaries: Canaries): Promise<string[]> {
  if (attack.nextRun === undefined) return [];
  const { language, source } = attack.nextRun;
  const report = await sandbox.run(rawJob({ language, source: canaries.fill(source) }));
  const said = report.steps.at(-1)?.stdout.toString('latin1') ?? '';
  return said.includes(canaries.marker) ? ['something left for the next run'] : [];
}

async function judgeInnocent(
  { attack, language }: Variant,
  { sandbox, toolchain, ahead }: Backend,
): Promise<string[]> {
  if (!attack.innocentNext || !isJudged(language)) return [];
  const found = toolchain(language);
  if (found === undefined) return [];
  const problem = problemFor(attack.problem, language);
  const program = languageModule(language).programOf(problem, problem.canonicalBody);
  const request = { problem, program, tests: 'hidden', limits: LIMITS } as const;
  const { verdict, detail } = await judge(request, found, sandbox, undefined, ahead);
  return verdict === 'passed' ? [] : [`an honest program right afterwards: ${verdict} (${detail})`];
}
