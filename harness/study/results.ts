import type { Category, Language } from '../../datasets/problem.js';
import type { TaskSelection } from '../../datasets/task-selection.js';
import type { CertificateSummary } from '../measure/certificate-summary.js';
import type { CandidateFlag } from '../measure/flags.js';
import type { NotMeasurableReason } from '../measure/measurement.js';
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
  /** Of the problem's task, the same in every language; with `dataset` it names the task. */
  readonly taskNumber: number;
  readonly language: Language;
  readonly stage: Stage;
  readonly sample: number;
  readonly categories: readonly Category[];
  readonly answerState: AnswerState | null;
  readonly verdict: Verdict | null;
  /** By preset. A preset is missing where the program did not pass, or was not measured yet. */
  readonly measurements: Readonly<Record<string, CellMeasurement>>;
}

/** A passed program beside the canonical solution of its problem, or the own one that it refines, on one machine. */
export interface CellMeasurement {
  /** `same_program`: it is the canonical solution, blank lines aside; all its ratios are 1. */
  readonly state: 'measured' | 'same_program' | 'not_measurable';
  /** Why there is no figure; null unless `not_measurable`. */
  readonly reason: NotMeasurableReason | null;
  /** Program / canonical solution; null where there is no figure, or where a flag forbids to use it. */
  readonly ratios: RuntimeRatios | null;
  /** Of the ratio of execution times; null for presets that have none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** `flagged`: would be faster, but for a flag that forbids to say so. Null where there is no figure. */
  readonly call: 'faster' | 'slower' | 'no_difference_shown' | 'flagged' | null;
  readonly flags: readonly CandidateFlag[];
  /** What disturbed the machine meanwhile. */
  readonly disturbances: readonly string[];
  readonly machineHash: string;
}

/** Without units; null where one side has no figure. */
export interface RuntimeRatios {
  readonly executionTime: number;
  readonly meanMemory: number | null;
  readonly maxMemory: number;
  readonly cpuEfficiency: number;
}

/** All that the analysis needs of a study, read from the store in a fixed order. */
export interface StudyResults {
  readonly studyName: string;
  /** SHA-256 of the canonical study file. */
  readonly studyHash: string;
  readonly datasetHashes: Readonly<Record<string, string>>;
  /** What the study's rule has taken of a data set; none where it is left out. */
  readonly selection?: TaskSelection | null;
  readonly seed: number;
  readonly weights: CriterionWeights;
  /** What refining must improve by to count; 0 where it is left out. */
  readonly refineThresholds?: RefineThresholds;
  readonly models: readonly { readonly id: string; readonly name: string; readonly scripted: boolean }[];
  readonly languages: readonly Language[];
  readonly stages: readonly Stage[];
  /** By model id; a model that is left out has a price that nobody knows. */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
  /** Where the study was planned; each measurement names its own. */
  readonly machine: string;
  /** Presets that the study measures by; rankings use the first one. Empty: the study measures nothing. */
  readonly presets: readonly string[];
  /** Of every machine that a measurement names: its fingerprint in one line. By hash. */
  readonly machines: Readonly<Record<string, string>>;
  /** The last complete certificate of each machine, preset and number of neighbours that the database has. */
  readonly certificates: readonly CertificateSummary[];
  /** By model and stage; none where nothing was asked, as of imported answers. */
  readonly costs: readonly StageCost[];
  readonly cells: readonly CellResult[];
  /**
   * Whole programs that models were asked to fix or to refine and that they had generated themselves, refined ones measured beside
   * these: no part of any comparison, as every model starts from programs of its own. None where it is left out.
   */
  readonly ownPrograms?: readonly CellResult[];
  /** What asking for these has cost, which is no part of `costs`. */
  readonly ownProgramCosts?: readonly (StageCost & { readonly language: Language })[];
  /** Where data sets have no canonical solution: no part of rankings, and compared between models only. None where it is left out. */
  readonly commonRuntimes?: readonly CommonRuntime[];
}

/**
 * A generated whole program that passed, of a problem without a canonical solution, measured beside the one that all programs
 * of the problem are measured beside. Only the quotient of two models' ratios says something.
 */
export type CommonRuntime = Pick<
  CellResult,
  'modelId' | 'dataset' | 'problemUid' | 'taskNumber' | 'language' | 'sample' | 'measurements'
>;

/** What the answers of one model's cells in one stage have cost, at the prices of the days on which they were asked. */
export interface StageCost {
  readonly modelId: string;
  readonly stage: Stage;
  readonly dataset: string;
  /** Answers that were asked for, and those of them whose price nobody knew. */
  readonly answers: number;
  readonly unpriced: number;
  /** Of the others, in USD. */
  readonly usd: number;
}

/** By runtime criterion and language, as a share of what the program before had: 0.05 is 5 %. */
export type RefineThresholds = Readonly<
  Partial<Record<keyof RuntimeRatios, Readonly<Partial<Record<Language, number>>>>>
>;

/** What asking a model costs, in USD per million tokens. */
export interface ModelPrice {
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
  /** Where it was read, in the words of whoever wrote it down; null where nobody says. */
  readonly source: string | null;
  /** When the study last asked at this very price; null: never. */
  readonly lastPaidIso: string | null;
}

/** Weights of the weighted sum model; not negative, not all 0; normalised to a sum of 1 before use. */
export interface CriterionWeights {
  readonly correctness: number;
  readonly executionTime: number;
  readonly meanMemory: number;
  readonly maxMemory: number;
  readonly cpuEfficiency: number;
}
