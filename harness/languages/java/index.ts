import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StepReport } from '../../sandbox/contract.js';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { checkVersion, findExecutable, missing, mountFor, preparedMark } from '../locating.js';
import { isPrepared } from '../preparing.js';
import { inWork } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';
import { compiledJudge, preparedClasses, prepareClasses } from './prepared.js';
import { assembleRepeated } from './repeated.js';
import { residentCompiler } from './resident.js';
import { compiling, ENV, INSIDE, JUDGE, sourcesOf } from './sources.js';
import { stateKept } from './state.js';

const { compileFlags, runFlags } = pinnedFor('java');

async function locate(): Promise<ToolchainStatus> {
  const compiler = await findExecutable('javac', 'java');
  if (compiler === null) return missing('javac', 'install a JDK 17 or newer, or run ./scripts/install.sh');
  const { version, refusal } = await checkVersion('java', compiler, ['-version']);
  if (refusal) return refusal;
  const prepared = await preparedClasses(compiler);
  if (!(await isPrepared(prepared))) return missing('compiled Java judge', 'run npx perforch setup');
  const home = dirname(dirname(await realpath(compiler)));
  const { inside, mounts } = await mountFor('java', home);
  return {
    state: 'ready',
    toolchain: {
      language: 'java',
      version,
      paths: { javac: `${inside}/bin/javac`, java: `${inside}/bin/java`, jar: `${inside}/bin/jar` },
      mounts: [...mounts, { host: prepared, inside: INSIDE }],
      compiled: await compiledJudge(prepared),
      fingerprint: `JDK ${version} ${compileFlags.join(' ')}; ${runFlags.join(' ')}; ${preparedMark(prepared)}`,
    },
  };
}

async function prepare(log: (line: string) => void): Promise<void> {
  const compiler = await findExecutable('javac', 'java');
  if (compiler !== null) await prepareClasses(compiler, log);
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => ({
  files: sourcesOf(problem, program, testsOf(problem, options), JUDGE.replace('{{token}}', options.token)),
  steps: [
    compiling(toolchain, compileFlags),
    {
      name: 'java',
      phase: 'run',
      argv: [toolchain.paths['java'] ?? '', ...runFlags, '-cp', inWork('classes'), 'PerforchJudge'],
      env: ENV,
    },
  ],
});

/** The heap has a limit of its own, which the machine keeps: with `ExitOnOutOfMemoryError` it says so and exits with 3. */
function ranOutOfMemory({ end, stdout }: StepReport): boolean {
  const told = stdout.includes('Terminating due to java.lang.OutOfMemoryError');
  return told && end.kind === 'exited' && end.code === 3;
}

export const java: LanguageModule = {
  id: 'java',
  label: 'Java',
  fences: ['java'],
  locate,
  prepare,
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
  assembleRepeated,
  residentCompiler,
  stateKept,
  ranOutOfMemory,
  warmsUp: true,
};
