import type { Language } from '../../../datasets/problem.js';
import type { ProgramProblem, ProgramTest, StdinProblem } from '../../../datasets/program-problem.js';
import type { Toolchain } from '../../../harness/languages/contract.js';
import { languageModule } from '../../../harness/languages/index.js';
import { judgeProgram, type ProgramJudgement } from '../../../harness/programs/judge.js';
import { PROGRAM_LIMITS } from '../../../harness/programs/limits.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import type { RunLimits } from '../../../harness/stages/limits.js';

export const sandbox = await openSandbox();

const toolchains = new Map<Language, Promise<Toolchain>>();

export function toolchainOf(language: Language): Promise<Toolchain> {
  const found = toolchains.get(language) ?? findToolchain(language);
  toolchains.set(language, found);
  return found;
}

async function findToolchain(language: Language): Promise<Toolchain> {
  const ofSandbox = (await sandbox.toolchains?.())?.get(language);
  if (ofSandbox !== undefined) return ofSandbox;
  const status = await languageModule(language).locate();
  if (status.state !== 'ready') throw new Error(`${language} is needed here: ${status.advice}`);
  return status.toolchain;
}

/** Compares texts as they are. */
export const EXACT =
  'def evaluate(expected_output, program_output):\n    return expected_output == program_output';

/** A problem on standard input with an evaluator of its own. */
export function problemWith(evaluator: string, language: Language = 'python'): StdinProblem {
  return {
    kind: 'stdin',
    uid: `synthetic:${language}`,
    dataset: 'synthetic',
    taskId: 'synthetic',
    task: 'synthetic',
    number: 1,
    language,
    title: 'Synthetic',
    statement: '',
    source: 'synthetic',
    publishedLimits: { timeNs: 1, memoryBytes: 1 },
    canonical: null,
    evaluator,
    categories: [],
  };
}

export async function judged(
  problem: ProgramProblem,
  program: string,
  tests: readonly ProgramTest[],
  limits: Partial<RunLimits> = {},
): Promise<ProgramJudgement> {
  const used = { program: await toolchainOf(problem.language), python: await toolchainOf('python') };
  const request = { problem, program, tests, limits: { ...PROGRAM_LIMITS, ...limits } };
  return await judgeProgram(request, used, sandbox);
}
