import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StepReport } from '../../sandbox/contract.js';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { checkVersion, findExecutable, missing, mountFor } from '../locating.js';
import { inWork } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';
import { assembleRepeated } from './repeated.js';
import { compiling, ENV, JUDGE, sourcesOf } from './sources.js';
import { stateKept } from './state.js';

const { compileFlags, runFlags } = pinnedFor('java');

async function locate(): Promise<ToolchainStatus> {
  const compiler = await findExecutable('javac', 'java');
  if (compiler === null) return missing('javac', 'install a JDK 17 or newer, or run ./scripts/install.sh');
  const { version, refusal } = await checkVersion('java', compiler, ['-version']);
  if (refusal) return refusal;
  const home = dirname(dirname(await realpath(compiler)));
  const { inside, mounts } = await mountFor('java', home);
  return {
    state: 'ready',
    toolchain: {
      language: 'java',
      version,
      paths: { javac: `${inside}/bin/javac`, java: `${inside}/bin/java`, jar: `${inside}/bin/jar` },
      mounts,
      fingerprint: `JDK ${version} ${compileFlags.join(' ')}; ${runFlags.join(' ')}`,
    },
  };
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
  prepare: () => Promise.resolve(),
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
  assembleRepeated,
  stateKept,
  ranOutOfMemory,
  warmsUp: true,
};
