import { LANGUAGES, type Language } from '../../datasets/problem.js';
import { groupBy } from '../group-by.js';
import type { StepReport } from '../sandbox/contract.js';

/** What one step of a program took. */
export interface StepTime {
  readonly name: string;
  readonly wallNs: number;
  /** User and system time. */
  readonly cpuNs: number;
}

export interface ProgramTimes {
  readonly language: Language;
  /** From the request to the verdict. */
  readonly wallNs: number;
  readonly steps: readonly StepTime[];
}

/** Means over the programs of a language that came to a step. */
export interface StepTiming {
  readonly language: Language;
  /** Null: what is outside of all steps, making the sandbox above all. */
  readonly step: string | null;
  readonly programs: number;
  /** Null outside of the steps: the sandbox's and the harness's own CPU time isn't told apart by program. */
  readonly cpuMs: number | null;
  readonly wallMs: number;
}

export function stepTime({ name, usage }: StepReport): StepTime {
  return { name, wallNs: usage.wallNs, cpuNs: usage.cpuUserNs + usage.cpuSystemNs };
}

/** Where the time of programs went, by language and step, in the order of the steps. */
export function stepTimings(programs: readonly ProgramTimes[]): readonly StepTiming[] {
  return LANGUAGES.flatMap((language) => {
    const own = programs.filter((program) => program.language === language);
    if (own.length === 0) return [];
    const steps = [
      ...groupBy(
        own.flatMap((program) => program.steps),
        ({ name }) => name,
      ),
    ];
    const outside = own.map(({ wallNs, steps: taken }) => wallNs - sum(taken.map((step) => step.wallNs)));
    return [
      ...steps.map(([step, times]) => ({
        language,
        step,
        programs: times.length,
        cpuMs: meanMs(times.map(({ cpuNs }) => cpuNs)),
        wallMs: meanMs(times.map(({ wallNs }) => wallNs)),
      })),
      { language, step: null, programs: own.length, cpuMs: null, wallMs: meanMs(outside) },
    ];
  });
}

function meanMs(values: readonly number[]): number {
  return sum(values) / values.length / 1e6;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
