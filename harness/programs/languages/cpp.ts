import { BUILT_PROGRAM, COMPILER_ENV, inWork } from '../../languages/built-program.js';
import { inBuilt } from '../../languages/repeating.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { submitted } from '../submission.js';

const { compileFlags } = pinnedFor('cpp');

/** What submissions and runners rely on without including it. */
const HEADERS = (
  'algorithm array bitset cassert cctype chrono climits cmath complex cstdint cstdio cstdlib cstring deque forward_list ' +
  'fstream functional iomanip iostream iterator list map memory mutex numeric queue random set sstream stack string ' +
  'thread tuple unordered_map unordered_set utility vector'
).split(' ');
const USUAL = `${HEADERS.map((header) => `#include <${header}>\n`).join('')}using namespace std;\n`;

export const cpp: ProgramLanguage = {
  inRunner: (runner, submission) => `${USUAL}\n${submitted(runner, submission)}`,
  assemble(source, toolchain) {
    const { compiler = '', linker = '' } = toolchain.paths;
    const flags = linker === '' ? compileFlags : [...compileFlags, linker];
    return {
      files: [{ path: 'main.cpp', content: source }],
      builds: [
        {
          name: 'g++',
          phase: 'build',
          argv: [compiler, ...flags, inWork('main.cpp'), '-o', BUILT_PROGRAM],
          env: COMPILER_ENV,
        },
      ],
      ...RUNS_OF_MAIN,
    };
  },
};

/** The runs of a language that builds one executable, `main`. */
export const RUNS_OF_MAIN = {
  collect: ['main'],
  runFiles: [],
  run: { name: 'main', phase: 'run', argv: [inBuilt('main')], env: {} },
} as const;
