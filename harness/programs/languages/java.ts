import { inWork } from '../../languages/built-program.js';
import { ARCHIVE as COMPILER_ARCHIVE, ENV } from '../../languages/java/sources.js';
import { inBuilt } from '../../languages/repeating.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { submitted } from '../submission.js';
import { classesOf } from './java-classes.js';

const { compileFlags, runFlags } = pinnedFor('java');
const ARCHIVE = 'main.jar';
/** For a tool that runs for a moment. */
const QUICK_START = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC', '-J-XX:-UsePerfData'];
const IMPORT = /^[ \t]*import[ \t]+(?:static[ \t]+)?[\w.*]+[ \t]*;/gm;
/** What submissions and runners rely on without importing it. */
const USUAL = ['io', 'math', 'text', 'util', 'util.stream', 'util.function']
  .map((name) => `import java.${name}.*;`)
  .join(' ');

export const java: ProgramLanguage = {
  /** Imports stand before all classes, and of several classes in a file only the one named after it is public. */
  inRunner(runner, submission) {
    const whole = submitted(
      runner,
      submission.replace(/^([ \t]*)public(?=[ \t]+(?:final[ \t]+)?class\b)/gm, '$1'),
    );
    const imports = whole.match(IMPORT) ?? [];
    return `${[USUAL, ...imports.map((line) => line.trim())].join(' ')} ${whole.replaceAll(IMPORT, '')}`;
  },
  assemble(source, toolchain) {
    const { javac = '', jar = '', java: command = '' } = toolchain.paths;
    const { file, main } = classesOf(source);
    const packing = ['--create', '--no-compress', '--file', inWork(ARCHIVE), '-C', inWork('classes'), '.'];
    const compiling = [
      `-J-XX:SharedArchiveFile=${COMPILER_ARCHIVE}`,
      ...compileFlags,
      '-d',
      inWork('classes'),
    ];
    return {
      files: [{ path: `${file}.java`, content: source }],
      builds: [
        { name: 'javac', phase: 'build', argv: [javac, ...compiling, inWork(`${file}.java`)], env: ENV },
        { name: 'jar', phase: 'build', argv: [jar, ...QUICK_START, ...packing], env: ENV },
      ],
      collect: [ARCHIVE],
      runFiles: [],
      run: {
        name: 'java',
        phase: 'run',
        argv: [command, ...runFlags, '-cp', inBuilt(ARCHIVE), main],
        env: ENV,
      },
    };
  },
};
