import type { Language, Problem } from '../../../datasets/problem.js';
import { meterProblem, meterProgram } from './programs.js';

const MIB = 2 ** 20;

/** Meters that others are compared with. */
export type Base = 'base' | 'child-base';

/** What a meter's figure must come to on a machine that measures right. */
export type Expectation =
  /** The maximum of a program that does nothing, or has a child that does nothing. */
  | { readonly figure: 'base'; readonly mostBytes: number }
  /** The maximum is what the language's meter `over` has, and so many bytes. */
  | { readonly figure: 'memory'; readonly bytes: number; readonly over: Base }
  /** CPU time / wall time of the repetition. */
  | { readonly figure: 'efficiency'; readonly ratio: number };

/** A program whose use of memory or CPU is known, measured exactly as candidates are. */
export interface Meter {
  readonly id: string;
  readonly language: Language;
  readonly problem: Problem;
  readonly program: string;
  readonly expectation: Expectation;
  /** It is skipped where the harness may use fewer CPUs. */
  readonly cpus: number;
}

interface Plan {
  readonly id: string;
  /** What the program is told to do (see `programs/`), and how many MiB, or milliseconds of CPU time (`half`: of wall time). */
  readonly what: string;
  readonly amount: number;
  readonly expectation: Expectation;
  readonly cpus?: number;
}

function base(id: Base, what: string, mostBytes: number): Plan {
  return { id, what, amount: 0, expectation: { figure: 'base', mostBytes } };
}

function memory(id: string, what: string, amount: number, mib: number, over: Base = 'base'): Plan {
  return { id, what, amount, expectation: { figure: 'memory', bytes: mib * MIB, over } };
}

function cpu(id: string, what: string, amount: number, ratio: number, cpus = 1): Plan {
  return { id, what, amount, expectation: { figure: 'efficiency', ratio }, cpus };
}

/**
 * At a mark the CPU time of children that were waited for is known in ticks of 10 ms, user and system time each rounded
 * down: `child-spin` is so long that both ticks together are less than the tolerance. `two-threads` is so long that it
 * hardly matters that one of two threads starts, or ends, some 10 ms after the other.
 */
const PLANS: readonly Plan[] = [
  memory('hold-8', 'hold', 8, 8),
  memory('hold-64', 'hold', 64, 64),
  memory('hold-256', 'hold', 256, 256),
  memory('spike-256', 'spike', 256, 256),
  memory('child-128', 'child hold', 128, 128, 'child-base'),
  memory('tree-128', 'both hold', 64, 128, 'child-base'),
  cpu('spin', 'spin', 300, 1),
  cpu('half', 'half', 600, 0.5),
  cpu('two-threads', 'two spin', 1_500, 2, 2),
  cpu('child-spin', 'child spin', 600, 1),
];

/** Two to three times what was seen (1.8 to 9 MiB; Java 36 MiB), as versions differ. */
const MOST_BASE_MIB: Readonly<Record<Language, number>> = {
  python: 32,
  java: 128,
  cpp: 16,
  go: 16,
  rust: 16,
};

/** All meters of a language, those first that others are compared with. */
export function metersOf(language: Language): Meter[] {
  const mostBytes = MOST_BASE_MIB[language] * MIB;
  const bases = [base('base', 'nothing', mostBytes), base('child-base', 'child hold', 2 * mostBytes)];
  return [...bases, ...PLANS].map(({ id, what, amount, expectation, cpus = 1 }) => ({
    id,
    language,
    problem: meterProblem(language, { id, what, amount }),
    program: meterProgram(language),
    expectation,
    cpus,
  }));
}
