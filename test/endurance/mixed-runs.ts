/** Good, failing and hostile programs in five languages, with the verdicts that each may get. */
import { loadDataset } from '../../datasets/index.js';
import { LANGUAGES, type Problem } from '../../datasets/problem.js';
import type { CompilingAhead } from '../../harness/stages/compiling-ahead.js';
import { judge } from '../../harness/stages/judge.js';
import { runLimitsSchema } from '../../harness/stages/limits.js';
import type { Verdict } from '../../harness/stages/verdict.js';
import { studied } from '../../harness/study/problem-kinds/index.js';
import type { Toolbox } from '../../harness/study/toolbox.js';
import { MISBEHAVING, type Misbehaving } from '../integration/languages/misbehaving.js';
import { doubledIn } from '../integration/languages/synthetic.js';

export interface MixedTask {
  readonly name: string;
  readonly problem: Problem;
  readonly program: string;
  readonly verdicts: readonly Verdict[];
}

/** Short, so that thousands of programs that reach them don't take hours. */
const LIMITS = runLimitsSchema.parse({ cpu_ms: 1_500, wall_ms: 4_000, memory_mib: 256, output_mib: 4 });

const VERDICTS: Readonly<Record<keyof Misbehaving, readonly Verdict[]>> = {
  syntax: ['compile_error'],
  loop: ['time_limit'],
  sleep: ['time_limit'],
  memory: ['memory_limit', 'time_limit'],
  flood: ['output_limit', 'time_limit'],
  exception: ['runtime_error'],
  signal: ['runtime_error'],
  assertion: ['runtime_error', 'wrong_answer'],
};

/** Each of the embedded set's solutions, good and buggy, and every way of misbehaving, well mixed. */
export async function mixedTasks(): Promise<MixedTask[]> {
  const { problems } = await loadDataset('mini');
  const solutions = problems.flatMap((problem) =>
    (['refine', 'fix'] as const).flatMap((stage): MixedTask[] => {
      const program = studied(problem).inputProgram(stage);
      if (program === undefined || program === null) return [];
      const name = `${problem.uid} ${stage === 'refine' ? 'canonical' : 'buggy'}`;
      const buggy: Verdict[] = ['wrong_answer', 'runtime_error', 'time_limit'];
      return [{ name, problem, program, verdicts: stage === 'refine' ? ['passed'] : buggy }];
    }),
  );
  const hostile = LANGUAGES.flatMap((language) =>
    Object.entries(MISBEHAVING[language]).map(([fault, program]: [string, string]): MixedTask => ({
      name: `${language} ${fault}`,
      problem: doubledIn(language),
      program,
      verdicts: VERDICTS[fault as keyof Misbehaving],
    })),
  );
  const tasks = [...solutions, ...hostile];
  // A step that has no divisor in common with most numbers: neighbours come from far apart.
  return tasks.map((_, n) => tasks[(n * 71) % tasks.length]).filter((task) => task !== undefined);
}

/** Null, or what came out instead. */
export async function mixedRun(
  task: MixedTask,
  toolbox: Toolbox,
  ahead: CompilingAhead,
): Promise<string | null> {
  const { name, problem, program, verdicts } = task;
  const request = { problem, program, tests: 'hidden', limits: LIMITS } as const;
  const { verdict, detail } = await judge(
    request,
    toolbox.toolchain(problem.language),
    toolbox.sandbox,
    undefined,
    ahead,
  );
  return verdicts.includes(verdict) ? null : `${name}: ${verdict} (${detail})`;
}
