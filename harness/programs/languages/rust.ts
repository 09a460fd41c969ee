import { readFileSync } from 'node:fs';
import type { ValueType } from '../../../datasets/program-problem.js';
import { compiling } from '../../languages/rust/assembling.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { RUNS_OF_MAIN } from './cpp.js';

const RUNNER = readFileSync(new URL('rust-runner.rs', import.meta.url), 'utf8');
const { compileFlags } = pinnedFor('rust');

/** Both may stand only where an answer doesn't: in front of everything, and once. */
const LINT = /^[ \t]*#!\[[ \t]*(?:allow|warn)\([^)\]]*\)[ \t]*\]/gm;
const STRUCT =
  /^(?:[ \t]*#\[derive\([^)]*\)\]\s*)?[ \t]*(?:pub[ \t]+)?struct[ \t]+Solution[ \t]*(?:;|\{\s*\})/gm;

export const rust: ProgramLanguage = {
  aroundCall({ name, parameters, returns }, submission) {
    const given = parameters.map((type, at) => `let argument${at}: ${named(type)} = given.next();`);
    const passed = parameters.map((_, at) => `argument${at}`).join(', ');
    const main = [
      'let mut given = self::perforch_call::arguments();',
      ...given,
      `let value: ${named(returns)} = self::Solution::${name}(${passed});`,
      'self::perforch_call::print(&value);',
    ];
    const own = submission.replaceAll(LINT, '').replaceAll(STRUCT, '');
    return `${RUNNER}\npub struct Solution;\n${own}\nfn main() { ${main.join(' ')} }\n`;
  },
  assemble: (source, toolchain) => ({
    files: [{ path: 'main.rs', content: source }],
    builds: [compiling(toolchain, compileFlags)],
    ...RUNS_OF_MAIN,
  }),
};

/** The type by a path that an answer's own names don't change. */
function named(type: ValueType): string {
  if (typeof type !== 'string') return `::std::vec::Vec<${named(type.list)}>`;
  return type === 'String' ? '::std::string::String' : `::std::primitive::${type}`;
}
