import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { ask, checkVersion, findExecutable, missing, mountFor } from '../locating.js';
import { inWork } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';
import { callOfMain, JUDGE } from './judge.js';
import { assembleRepeated } from './repeated.js';
import { stateKept } from './state.js';

const { runFlags } = pinnedFor('python');
/** A program that is no Python fails here, like one that another language's compiler refuses: none of it has run. */
const COMPILE = `compile(open("${inWork('solution.py')}", encoding="utf-8").read(), "solution.py", "exec")`;

async function locate(): Promise<ToolchainStatus> {
  const command = await findExecutable('python3');
  if (command === null) return missing('python3');
  const { version, refusal } = await checkVersion('python', command, ['--version']);
  if (refusal) return refusal;
  const prefix = (await ask(command, ['-I', '-c', 'import sys; print(sys.base_prefix)'])).trim();
  const { inside, mounts } = await mountFor('python', prefix);
  const numpy = await numpyVersion(command);
  return {
    state: 'ready',
    toolchain: {
      language: 'python',
      version,
      paths: { python: `${inside}/bin/python3` },
      mounts,
      fingerprint: `CPython ${version} ${runFlags.join(' ')}; numpy ${numpy}`,
    },
  };
}

async function numpyVersion(command: string): Promise<string> {
  try {
    return (await ask(command, ['-I', '-c', 'import numpy; print(numpy.__version__)'])).trim();
  } catch {
    return 'absent';
  }
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  const tests = testsOf(problem, options);
  const python = toolchain.paths['python'] ?? '';
  return {
    files: [
      { path: 'solution.py', content: program },
      { path: 'tests.py', content: tests },
      { path: 'judge.py', content: `${JUDGE}\n\n${callOfMain(problem, program, tests, options.token)}` },
    ],
    steps: [
      { name: 'compile', phase: 'build', argv: [python, '-S', ...runFlags, '-c', COMPILE], env: {} },
      {
        name: 'python3',
        phase: 'run',
        argv: [python, ...runFlags, inWork('judge.py')],
        env: { PYTHONHASHSEED: '0' },
      },
    ],
  };
};

export const python: LanguageModule = {
  id: 'python',
  label: 'Python',
  fences: ['python', 'python3', 'py'],
  locate,
  prepare: () => Promise.resolve(),
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
  assembleRepeated,
  stateKept,
};
