import { CANDIDATE_FLAGS } from '../../harness/measure/flags.js';
import { presetOf, type Preset } from '../../harness/measure/presets.js';
import type { Analysis } from '../analysis.js';
import { FLAGS, REASONS, type MeasurementCounts } from '../measurements.js';

/** By which preset runtime is ranked, and what that means, in one line. */
export function runtimeNote({ measuring }: Analysis): string {
  const [preset] = measuring.presets;
  return preset === undefined
    ? 'runtime: the study measures nothing'
    : `runtime by the preset ${presetNote(preset)}`;
}

/** What a preset means in one line, its id first. */
export function presetNote(id: string): string {
  return `${id}: ${meaningOf(presetOf(id))}`;
}

function meaningOf(preset: Preset): string {
  const build = preset.build === 'optimised' ? 'optimised builds' : 'builds without optimisation';
  if (preset.kind === 'paired') {
    const [first = 0, last = first] = [preset.looks[0], preset.looks.at(-1)];
    const pairs = first === last ? `${first} pairs` : `${first} to ${last} pairs`;
    return (
      `${build}; program and canonical solution in turn, ${pairs} of fresh processes on one CPU; execution time is the ` +
      `CPU time of a repetition; faster or slower where the ${preset.confidence * 100} % interval of the median ratio ` +
      'excludes 1'
    );
  }
  return (
    `${build}; ${counted(preset.runs, 'run')} of the canonical solution, then of the program, each of ` +
    `${counted(preset.repetitions, 'repetition')}; execution time is the mean wall time of whole processes; any ratio ` +
    'below 1 is called faster'
  );
}

/** What could not be measured or used, and on which machines the rest was. */
export function measuringNotes(analysis: Analysis, counts: MeasurementCounts | null): string[] {
  if (counts === null || counts.problems === 0) return [];
  const { problems, measurable, programs, voided, flagged } = counts;
  const not = [
    ...REASONS.map((reason) => [counts.notMeasurable[reason], words(reason)] as const),
    [counts.notMeasured, 'not measured'] as const,
    [counts.sameProgram, 'passed by nothing but the canonical solution itself'] as const,
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const flags = FLAGS.filter((flag) => flagged[flag] > 0);
  const voiding = flags.filter((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  const others = flags.filter((flag) => !voiding.includes(flag));
  const listed = (some: typeof flags) => some.map((flag) => `${flagged[flag]} ${words(flag)}`).join(', ');
  return [
    `measured: ${measurable} of ${problems} problems that were passed${not.length === 0 ? '' : `; ${not.join(', ')}`}`,
    ...(voiding.length === 0
      ? []
      : [`flagged, so without a runtime: ${voided} of ${programs} passed programs (${listed(voiding)})`]),
    ...(others.length === 0 ? [] : [`flagged, yet with a runtime: ${listed(others)}`]),
    ...machineNotes(analysis, counts.machines),
  ];
}

function machineNotes(analysis: Analysis, hashes: readonly string[]): string[] {
  const names = hashes.map((hash) => machineName(analysis, hash));
  if (names.length < 2) return names.map((name) => `measured on the machine ${name}`);
  return [
    `measured on ${names.length} machines, every ratio on one of them: ${names.map((name) => `machine ${name}`).join('; ')}`,
  ];
}

/** The first eight digits of a machine's hash, and what it is. */
export function machineName({ measuring }: Analysis, hash: string): string {
  const line = measuring.machines[hash];
  return line === undefined ? shortHash(hash) : `${shortHash(hash)} (${line})`;
}

/** As tables name a machine. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** An id as people read it. */
export function words(id: string): string {
  return id.replaceAll('_', ' ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
