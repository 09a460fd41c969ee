import type { Category, Language } from '../../datasets/problem.js';
import type { AnswerState } from '../models/contract.js';
import type { Verdict } from '../stages/verdict.js';

export const STAGES = ['generate', 'fix', 'refine'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * One planned cell of a study with what is known of it, as the analysis reads it. `answerState` null: nobody has
 * answered yet (or only the provider failed). `verdict` null: not judged yet, or there was nothing to judge because
 * the answer is empty, refused, cut or filtered.
 */
export interface CellResult {
  readonly modelId: string;
  readonly dataset: string;
  readonly problemUid: string;
  readonly language: Language;
  readonly stage: Stage;
  readonly sample: number;
  readonly categories: readonly Category[];
  readonly answerState: AnswerState | null;
  readonly verdict: Verdict | null;
  /** Of the run step of the judged program, where it ran; null where it was not measured. */
  readonly run: RunFigures | null;
  /** The same of the problem's canonical solution on the same machine; null where it was not measured. */
  readonly reference: RunFigures | null;
}

/** Raw figures of one run. Until the measuring protocol lands they are `uncalibrated`: single runs, start-up included. */
export interface RunFigures {
  readonly cpuNs: number;
  readonly wallNs: number;
  readonly maxRssBytes: number;
  readonly meanRssBytes: number | null;
}

/** All that the analysis needs of a study, read from the store in a fixed order. */
export interface StudyResults {
  readonly studyName: string;
  /** SHA-256 of the canonical study file. */
  readonly studyHash: string;
  readonly datasetHashes: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly weights: CriterionWeights;
  readonly models: readonly { readonly id: string; readonly name: string; readonly scripted: boolean }[];
  readonly languages: readonly Language[];
  readonly stages: readonly Stage[];
  readonly machine: string;
  readonly cells: readonly CellResult[];
}

/** Weights of the weighted sum model; not negative, not all 0; normalised to a sum of 1 before use. */
export interface CriterionWeights {
  readonly correctness: number;
  readonly executionTime: number;
  readonly meanMemory: number;
  readonly maxMemory: number;
  readonly cpuEfficiency: number;
}
