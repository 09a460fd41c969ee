import { compiling } from '../../languages/rust/assembling.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { RUNS_OF_MAIN } from './cpp.js';

const { compileFlags } = pinnedFor('rust');

/** Without runners: no dataset has any in Rust. */
export const rust: ProgramLanguage = {
  assemble: (source, toolchain) => ({
    files: [{ path: 'main.rs', content: source }],
    builds: [compiling(toolchain, compileFlags)],
    ...RUNS_OF_MAIN,
  }),
};
