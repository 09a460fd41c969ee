import { readFileSync } from 'node:fs';
import { inWork } from '../built-program.js';
import type { LanguageModule } from '../contract.js';
import { countArguments, exchanged, flagsOfBuild, inBuilt } from '../repeating.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { compiling, ENV, JUDGE, sourcesOf } from './sources.js';

const { runFlags } = pinnedFor('java');
const REPEAT = readFileSync(new URL('PerforchRepeat.java', import.meta.url), 'utf8');
const REPEATING_JUDGE = exchanged(
  JUDGE,
  ['Main.main(new String[0]);', 'PerforchRepeat.run(args, channel, in);'],
  // Its concatenation would be linked while the clock still runs, which takes 5 ms.
  ['send("done " + TOKEN);', 'channel.write(PerforchRepeat.DONE);'],
  ['return (T) copied(value);', 'return PerforchRepeat.isPlain(value) ? value : (T) copied(value);'],
);
const ARCHIVE = 'main.jar';

export const assembleRepeated: LanguageModule['assembleRepeated'] = (
  problem,
  program,
  toolchain,
  options,
) => {
  const { jar = '', java = '' } = toolchain.paths;
  const tests = testsOf(problem, { tests: 'hidden' });
  const packing = ['--create', '--no-compress', '--file', inWork(ARCHIVE), '-C', inWork('classes'), '.'];
  return {
    files: [
      ...sourcesOf(problem, program, tests, REPEATING_JUDGE.replace('{{token}}', options.token)),
      { path: 'PerforchRepeat.java', content: REPEAT.replaceAll('{{token}}', options.token) },
    ],
    builds: [
      compiling(toolchain, flagsOfBuild('java', options.build), ['PerforchRepeat']),
      { name: 'jar', phase: 'build', argv: [jar, ...QUICK_START, ...packing], env: ENV },
    ],
    collect: [ARCHIVE],
    runFiles: [],
    run: (counts) => ({
      name: 'java',
      phase: 'run',
      argv: [
        java,
        ...runFlags,
        ...(options.build === 'plain' ? [] : STEADY),
        '-cp',
        inBuilt(ARCHIVE),
        'PerforchJudge',
        ...countArguments(counts),
      ],
      env: ENV,
    }),
  };
};

/** Hot methods wait for the compiler: it doesn't go on beside repetitions that are measured. */
const STEADY = ['-Xbatch'];
/** For a tool that runs for a moment. */
const QUICK_START = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC', '-J-XX:-UsePerfData'];
