import pLimit from 'p-limit';
import { afterAll } from 'vitest';
import type { Language, Problem } from '../../../datasets/problem.js';
import type { Toolchain } from '../../../harness/languages/contract.js';
import { languageModule } from '../../../harness/languages/index.js';
import type { Sandbox } from '../../../harness/sandbox/contract.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { CompilingAhead } from '../../../harness/stages/compiling-ahead.js';
import { judge, type JudgeRequest } from '../../../harness/stages/judge.js';
import { runLimitsSchema } from '../../../harness/stages/limits.js';
import type { Judgement } from '../../../harness/stages/verdict.js';

export const LIMITS = runLimitsSchema.parse({
  cpu_ms: 5_000,
  wall_ms: 15_000,
  memory_mib: 1024,
  output_mib: 4,
});

const lane = pLimit(2);
let opened: Promise<Sandbox> | undefined;
let ahead: CompilingAhead | undefined;
afterAll(() => ahead?.close());
const toolchains = new Map<Language, Promise<Toolchain>>();

async function findToolchain(language: Language): Promise<Toolchain> {
  const status = await languageModule(language).locate();
  if (status.state !== 'ready') throw new Error(`${language}: ${JSON.stringify(status)}`);
  return status.toolchain;
}

export function toolchainOf(language: Language): Promise<Toolchain> {
  const found = toolchains.get(language) ?? findToolchain(language);
  toolchains.set(language, found);
  return found;
}

/** Judges a program in the real sandbox, two at a time, as a study does. */
export async function judged(
  problem: Problem,
  program: string,
  options: Partial<Pick<JudgeRequest, 'tests' | 'limits'>> = {},
): Promise<Judgement> {
  opened ??= openSandbox();
  const sandbox = await opened;
  ahead ??= new CompilingAhead(sandbox);
  const compilers = ahead;
  const toolchain = await toolchainOf(problem.language);
  const request = { problem, program, tests: 'hidden', limits: LIMITS, ...options } as const;
  return await lane(() => judge(request, toolchain, sandbox, undefined, compilers));
}

/** The verdict with its reasons, for comparing: a failing test then says why. */
export function explain({ verdict, detail, steps }: Judgement): string {
  const said = steps.map(({ stdout, stderr }) => `${stdout.toString()}${stderr.toString()}`).join('\n');
  return `${verdict}: ${detail}\n${said.slice(0, 1500)}`;
}
