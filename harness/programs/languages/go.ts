import { BUILT_PROGRAM, inWork } from '../../languages/built-program.js';
import { withFittingImports } from '../../languages/go/imports.js';
import { IMPORTS } from '../../languages/go/prepared.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { submitted } from '../submission.js';
import { RUNS_OF_MAIN } from './cpp.js';

const { compileFlags, linkFlags } = pinnedFor('go');
const ENV = { TMPDIR: '/tmp' };
const PACKAGE = /^[ \t]*package[ \t]+\w+[ \t]*;?/gm;

export const go: ProgramLanguage = {
  inRunner: (runner, submission) =>
    withFittingImports(submitted(runner, submission).replaceAll(PACKAGE, ''), 'main'),
  assemble(source, toolchain) {
    const { compile = '', link = '' } = toolchain.paths;
    const imports = ['-importcfg', IMPORTS.whole];
    const compiling = [
      '-p',
      'main',
      '-complete',
      '-pack',
      ...compileFlags,
      ...imports,
      '-o',
      inWork('main.a'),
    ];
    const linking = [...linkFlags, ...imports, '-o', BUILT_PROGRAM, inWork('main.a')];
    return {
      files: [{ path: 'main.go', content: source }],
      builds: [
        { name: 'compile', phase: 'build', argv: [compile, ...compiling, inWork('main.go')], env: ENV },
        { name: 'link', phase: 'build', argv: [link, ...linking], env: ENV },
      ],
      ...RUNS_OF_MAIN,
    };
  },
};
