import { UserError } from '../errors.js';
import type { RepeatOptions } from '../languages/contract.js';

/** Candidate and reference alternate, each in fresh processes, until the interval of their ratio decides. */
export interface PairedPreset {
  readonly kind: 'paired';
  readonly id: string;
  readonly build: RepeatOptions['build'];
  /** CPU time that the reference's repetitions must take; what stays below it is not measurable. */
  readonly floorNs: number;
  /** Tests that take less than the floor however often are a handful of instructions, whose place in memory decides. */
  readonly mostRepetitions: number;
  /** After so many pairs the interval is looked at; the last one is the budget. */
  readonly looks: readonly number[];
  /** Of the whole comparison: every look has a share of what is left to 1, so that looking often costs nothing. */
  readonly confidence: number;
  /** An interval of at most this relative width ends a comparison that has not decided. */
  readonly enoughWidth: number;
  /** Runs of each side with memory sampling, on all CPUs. */
  readonly resourceRuns: number;
  /** Instructions of both sides are counted, too, where the machine has Valgrind. */
  readonly instructions?: true;
}

/** Each side runs by itself, a fixed number of times, and the means of whole processes are compared. */
export interface LoopPreset {
  readonly kind: 'loop';
  readonly id: string;
  readonly build: RepeatOptions['build'];
  readonly repetitions: number;
  readonly runs: number;
  /** A run that takes longer has no figure. */
  readonly wallMs: number;
}

export type Preset = PairedPreset | LoopPreset;

/** 10 is the fewest pairs whose whole range holds a median with 99.75 %, the share of four looks at 99 %. */
const LOOKS = [10, 16, 24, 32];

const PRECISE: PairedPreset = {
  kind: 'paired',
  id: 'precise',
  build: 'optimised',
  floorNs: 100e6,
  mostRepetitions: 2_000_000,
  looks: LOOKS,
  confidence: 0.99,
  enoughWidth: 0.04,
  resourceRuns: 3,
};

/** With a second opinion that no noise touches; each program takes seconds more. */
const COUNTED: PairedPreset = { ...PRECISE, id: 'counted', instructions: true };

/** For a first look in minutes: shorter runs and a single look, so wider intervals and fewer measurable problems. */
const QUICK: PairedPreset = { ...PRECISE, id: 'quick', floorNs: 30e6, looks: [8], resourceRuns: 1 };

/**
 * The study's own protocol, as its released code has it: the tests 1,000 times in a process, three runs of each program
 * one after the other, means of whole processes, no optimisation flags. Building is kept out of the time.
 */
const PAPER: LoopPreset = {
  kind: 'loop',
  id: 'paper',
  build: 'plain',
  repetitions: 1_000,
  runs: 3,
  wallMs: 300_000,
};

/** What a single plain run of each program would say. */
const SINGLE: LoopPreset = {
  kind: 'loop',
  id: 'single',
  build: 'optimised',
  repetitions: 1,
  runs: 1,
  wallMs: 30_000,
};

const PRESETS = [PRECISE, COUNTED, QUICK, PAPER, SINGLE];

/** The ids of all presets; the first one is the default. */
export const PRESET_IDS = PRESETS.map(({ id }) => id);

/** Throws `UserError` for an unknown id. */
export function presetOf(id: string): Preset {
  const preset = PRESETS.find((known) => known.id === id);
  if (preset === undefined) {
    throw new UserError(`no measuring preset is called "${id}": choose one of ${PRESET_IDS.join(', ')}`);
  }
  return preset;
}
