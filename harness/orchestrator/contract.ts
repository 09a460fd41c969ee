import type { Language } from '../../datasets/problem.js';
import type { Metric, MetricComparison } from '../measure/metric-comparison.js';
import type { Event } from './event.js';

/** What is to be solved. Its statement and tests are the asker's and the evaluator's business. */
export interface Task {
  readonly id: string;
  readonly language: Language;
  /** Null: not known, so a model is asked for them. */
  readonly categories: readonly string[] | null;
}

export const STAGES = ['generate', 'fix', 'refine'] as const;
export type Stage = (typeof STAGES)[number];

/** A model, and which of its answers to the same question, from 1: several are several samples. */
export interface Choice {
  readonly model: string;
  readonly sample: number;
}

/** What to ask for, of whom. Fix and refine start from `program`. */
export interface Request extends Choice {
  readonly stage: Stage;
  readonly task: Task;
  readonly program: string | null;
  /** What went wrong with `program`, for a fixer that is told; else null. */
  readonly failure: string | null;
}

/** Null: not known. Latency is that of the answer when it was given, also where it is taken from a store now. */
export interface Cost {
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly usd: number | null;
  readonly latencyMs: number | null;
}

export type Reply =
  | { readonly state: 'program'; readonly program: string; readonly cost: Cost }
  /** An answer without a program in it: empty, refused, cut, or only words. */
  | { readonly state: 'no_program'; readonly reason: string; readonly cost: Cost }
  /** Nobody's answer: the provider failed, or nobody recorded one. */
  | { readonly state: 'unanswered'; readonly reason: string };

/** What a model said of a task's categories, in its own words. */
export type Words =
  | { readonly state: 'said'; readonly text: string; readonly cost: Cost }
  | Extract<Reply, { state: 'unanswered' }>;

/** Asks models. Rejects when it was stopped, never for what a model or provider does. */
export interface Asker {
  ask(request: Request): Promise<Reply>;
  /** Which of the vocabulary's categories a task has. */
  askCategories(task: Task, model: string, vocabulary: readonly string[], attempt: number): Promise<Words>;
}

export type Validation =
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly verdict: string; readonly failure: string }
  /** The task has no tests that the loop may see. */
  | { readonly state: 'no_tests' };

export type Comparison =
  | ({ readonly state: 'measured' } & MetricComparison)
  | { readonly state: 'same_program' }
  | { readonly state: 'not_measurable'; readonly reason: string };

/** Runs programs. A fault of its own rejects: it says nothing about a program. */
export interface Evaluator {
  validate(task: Task, program: string): Promise<Validation>;
  /** The same with the tests that the task shows, whatever gates the loop. */
  validateShown(task: Task, program: string): Promise<Validation>;
  compare(task: Task, original: string, rewritten: string, metric: Metric): Promise<Comparison>;
}

/** What a task may cost; null: no limit. A call that is under way is not cut off. */
export interface Budget {
  readonly calls: number | null;
  readonly tokens: number | null;
  readonly usd: number | null;
  readonly wallMs: number | null;
}
export const NO_BUDGET: Budget = { calls: null, tokens: null, usd: null, wallMs: null };

/** `ranking`: refiners as the study ranks them by all its criteria, accepted by execution time. */
export type RefineMetric = Metric | 'ranking';

export interface Options {
  /** A fixer is told what went wrong. */
  readonly feedback: boolean;
  /** The first rewritten program that is accepted, the best of all that are, or no refining. */
  readonly refine: 'first_improvement' | 'best_of_n' | 'off';
  /** What refining is for: the list of refiners is this metric's, and so is what is measured of their programs. */
  readonly refineMetric: RefineMetric;
  /** What counts as better: what the measurement shows, or any ratio below 1. */
  readonly improvement: 'shown' | 'any';
  readonly budget: Budget;
}

/** In the order in which they are tried, each stage on its own. */
export type Plan = Readonly<Record<Stage, readonly Choice[]>>;

export interface Tools {
  readonly asker: Asker;
  readonly evaluator: Evaluator;
  readonly onEvent?: (event: Event) => void;
  /** Milliseconds; only differences matter. */
  readonly now?: () => number;
}

export interface Solution {
  /** Null: no model gave any program. */
  readonly program: string | null;
  /** `passed`: the tests that the loop may see. */
  readonly validation: 'passed' | 'failed' | 'not_validated' | 'no_program';
  /** Who wrote the program; null where there is none. */
  readonly by: { readonly stage: Stage; readonly model: string } | null;
  /** The correct program that was refined; null where none was. */
  readonly refinedFrom: string | null;
  readonly calls: number;
  readonly cost: Cost;
  readonly events: readonly Event[];
}

/** A way to solve tasks: PerfOrch, or what it is compared with. */
export interface Strategy {
  readonly id: string;
  solve(task: Task, tools: Tools, options: Options): Promise<Solution>;
}
