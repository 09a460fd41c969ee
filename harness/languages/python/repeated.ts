import { readFileSync } from 'node:fs';
import { inWork } from '../built-program.js';
import type { LanguageModule } from '../contract.js';
import { countArguments, exchanged } from '../repeating.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { callOfMain, JUDGE } from './judge.js';

const { runFlags } = pinnedFor('python');
const REPEAT = readFileSync(new URL('repeat.py', import.meta.url), 'utf8');
const REPEATING_JUDGE = exchanged(
  JUDGE,
  ['    pristine = __builtins__\n', '    pristine = __builtins__\n    is_plain, repeat = repeating(token)\n'],
  ['return plain(result)', 'return result if is_plain(result) else plain(result)'],
  ['exec(tests_code, tests)', 'repeat(lambda: exec(tests_code, {**tests}))'],
);

export const assembleRepeated: LanguageModule['assembleRepeated'] = (
  problem,
  program,
  toolchain,
  options,
) => {
  const tests = testsOf(problem, { tests: 'hidden' });
  const judge = `${REPEATING_JUDGE}${REPEAT}\n\n${callOfMain(problem, program, tests, options.token)}`;
  return {
    files: [],
    builds: [],
    collect: [],
    runFiles: [
      { path: 'solution.py', content: program },
      { path: 'tests.py', content: tests },
      { path: 'judge.py', content: judge },
    ],
    run: (counts) => ({
      name: 'python3',
      phase: 'run',
      argv: [toolchain.paths['python'] ?? '', ...runFlags, inWork('judge.py'), ...countArguments(counts)],
      env: { PYTHONHASHSEED: '0' },
    }),
  };
};
