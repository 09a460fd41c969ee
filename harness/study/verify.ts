import pLimit from 'p-limit';
import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import { LANGUAGES, type Language, type ProblemDefect } from '../../datasets/problem.js';
import { cpusBesideTiming } from '../measure/timing-cpus.js';
import { noProgramTests, type TestsOfProgram } from '../programs/tests.js';
import { SandboxFault } from '../sandbox/contract.js';
import { CompilingAhead } from '../stages/compiling-ahead.js';
import type { Judgement, Verdict } from '../stages/verdict.js';
import { limitsFor } from './judging-limits.js';
import { JudgingWorks, type JudgingWork } from './judging-work.js';
import { studied } from './problem-kinds/index.js';
import { stepTime, stepTimings, type StepTime, type StepTiming } from './timings.js';
import type { Toolbox } from './toolbox.js';

export type SolutionKind = 'canonical' | 'buggy';

export interface VerifiedProgram {
  readonly problemUid: string;
  readonly language: Language;
  readonly kind: SolutionKind;
  readonly verdict: Verdict;
  readonly detail: string;
  /** `as_expected`: canonical passed, buggy did not. `known_defect`: the dataset's own fault explains it. */
  readonly outcome: 'as_expected' | 'known_defect' | 'unexpected';
  readonly defect: ProblemDefect | null;
  /** First lines of what the last step wrote to standard error, for the unexpected ones. */
  readonly stderr: string;
  readonly cpuNs: number;
  /** From the request to the verdict. */
  readonly wallNs: number;
  readonly steps: readonly StepTime[];
}

export interface Verification {
  /** Programs whose verdict neither the solution's kind nor a known defect explains. */
  readonly unexpected: number;
  readonly wallMs: number;
  readonly lanes: number;
  readonly cores: number;
  /** CPU time of compilers and programs / (wall time x cores). */
  readonly busyShare: number;
  /** Where the programs' time went. */
  readonly timings: readonly StepTiming[];
  readonly programs: readonly VerifiedProgram[];
}

export interface VerifyOptions {
  readonly lanes: number;
  readonly cores: number;
  readonly stop: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Of whole programs, where some are verified. */
  readonly programTests?: TestsOfProgram | undefined;
}

/** Judges the canonical and (where the dataset has them) the buggy solutions of the problems. */
export async function verifySolutions(
  problems: readonly AnyProblem[],
  toolbox: Toolbox,
  options: VerifyOptions,
): Promise<Verification> {
  const tasks = problems.flatMap((problem) =>
    (['canonical', 'buggy'] as const).flatMap((kind) => {
      const own = studied(problem);
      const program = kind === 'canonical' ? own.canonicalProgram() : (own.inputProgram('fix') ?? null);
      return program === null ? [] : [{ problem, kind, program }];
    }),
  );
  const ahead = new CompilingAhead(toolbox.sandbox);
  const works = new JudgingWorks(toolbox, options.programTests ?? noProgramTests, ahead);
  const started = process.hrtime.bigint();
  const programs = await verifyAll(mixed(tasks), works, options).finally(() => ahead.close());
  const wallNs = Number(process.hrtime.bigint() - started);
  const cpuNs = programs.reduce((sum, program) => sum + program.cpuNs, 0);
  const { lanes, cores } = options;
  return {
    unexpected: programs.filter(({ outcome }) => outcome === 'unexpected').length,
    wallMs: wallNs / 1e6,
    lanes,
    cores,
    busyShare: wallNs === 0 ? 0 : cpuNs / (wallNs * cores),
    timings: stepTimings(programs),
    programs: programs.sort(inOrder),
  };
}

async function verifyAll(
  tasks: readonly Task[],
  works: JudgingWorks,
  { lanes, stop, onProgress }: VerifyOptions,
): Promise<VerifiedProgram[]> {
  const lane = pLimit(lanes);
  let done = 0;
  return Promise.all(
    tasks.map((task) =>
      lane(async () => {
        stop.throwIfAborted();
        const verified = await verifyOne(task, works, stop);
        onProgress(++done, tasks.length);
        return verified;
      }),
    ),
  );
}

function inOrder(a: VerifiedProgram, b: VerifiedProgram): number {
  const byProblem = a.problemUid.localeCompare(b.problemUid, 'en', { numeric: true });
  return byProblem === 0 ? (a.kind < b.kind ? 1 : -1) : byProblem;
}

interface Task {
  readonly problem: AnyProblem;
  readonly kind: SolutionKind;
  readonly program: string;
}

/** Languages in turn, so that no stretch of the work is all of one kind. */
function mixed(tasks: readonly Task[]): Task[] {
  const queues = LANGUAGES.map((language) => tasks.filter(({ problem }) => problem.language === language));
  const longest = Math.max(0, ...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => queues.flatMap((queue) => queue[index] ?? [])).flat();
}

async function verifyOne(
  { problem, kind, program }: Task,
  works: JudgingWorks,
  stop: AbortSignal,
): Promise<VerifiedProgram> {
  const started = process.hrtime.bigint();
  const limits = limitsFor(problem, {});
  const judgement = await judgeTwice(await works.of({ problem, program, tests: 'hidden', limits }), stop);
  const wallNs = Number(process.hrtime.bigint() - started);
  const { verdict, detail, steps } = judgement;
  const defect = isProgramProblem(problem) ? null : problem.defect;
  const asExpected = verdict !== 'harness_error' && (verdict === 'passed') === (kind === 'canonical');
  return {
    problemUid: problem.uid,
    language: problem.language,
    kind,
    verdict,
    detail,
    outcome: asExpected ? 'as_expected' : explains(defect, kind, verdict) ? 'known_defect' : 'unexpected',
    defect,
    stderr: asExpected ? '' : (steps.at(-1)?.stderr.toString('utf8').slice(0, 2000) ?? ''),
    cpuNs: steps.map(stepTime).reduce((sum, { cpuNs }) => sum + cpuNs, 0),
    wallNs,
    steps: steps.map(stepTime),
  };
}

function explains(defect: ProblemDefect | null, kind: SolutionKind, verdict: Verdict): boolean {
  if (verdict === 'harness_error') return false;
  return defect?.kind === (kind === 'buggy' ? 'any_passes' : 'canonical_fails');
}

async function judgeTwice({ judge }: JudgingWork, stop: AbortSignal): Promise<Judgement> {
  try {
    return await judge(cpusBesideTiming(), stop);
  } catch (error) {
    if (!(error instanceof SandboxFault)) throw error;
  }
  try {
    return await judge(cpusBesideTiming(), stop);
  } catch (error) {
    if (!(error instanceof SandboxFault)) throw error;
    return { verdict: 'harness_error', detail: error.message, steps: [] };
  }
}
