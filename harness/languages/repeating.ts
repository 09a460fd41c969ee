import type { Language } from '../../datasets/problem.js';
import { BUILT_FOLDER } from '../sandbox/contract.js';
import type { RepeatCounts, RepeatedAssembly, RepeatOptions } from './contract.js';
import { pinnedFor } from './versions.js';

/** A file of a build as runs name it. */
export function inBuilt(name: string): string {
  return `${BUILT_FOLDER}/${name}`;
}

/** Flags of the compiler for a build to be timed. */
export function flagsOfBuild(language: Language, build: RepeatOptions['build']): readonly string[] {
  const { compileFlags, plainCompileFlags } = pinnedFor(language);
  return build === 'plain' ? (plainCompileFlags ?? compileFlags) : compileFlags;
}

/** How every repeating program is told its counts: the last two arguments. */
export function countArguments({ warmUp, repetitions }: RepeatCounts): readonly string[] {
  return [String(warmUp), String(repetitions)];
}

/** The runs of a language that builds one executable, `main`. */
export const RUNS_OF_MAIN: Pick<RepeatedAssembly, 'collect' | 'runFiles' | 'run'> = {
  collect: ['main'],
  runFiles: [],
  run: (counts) => ({
    name: 'main',
    phase: 'run',
    argv: [inBuilt('main'), ...countArguments(counts)],
    env: {},
  }),
};

/**
 * A judge's text with some parts exchanged, so that verdicts and timing share all others.
 *
 * @throws where a part isn't there exactly once.
 */
export function exchanged(
  text: string,
  ...exchanges: readonly (readonly [part: string, by: string])[]
): string {
  return exchanges.reduce((judge, [part, by]) => {
    const pieces = judge.split(part);
    if (pieces.length !== 2) throw new Error(`the judge has ${pieces.length - 1} times: ${part}`);
    return pieces.join(by);
  }, text);
}
