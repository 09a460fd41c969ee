import type { CertificateSummary } from '../harness/measure/certificate-summary.js';
import type { CriterionWeights, ModelPrice, RefineThresholds, Stage } from '../harness/study/results.js';
import type { Language } from '../datasets/problem.js';
import type { TaskSelection } from '../datasets/task-selection.js';
import type { MeasurabilityRow } from './measurability.js';
import type { CommonRuntimeRow } from './common-runtimes.js';
import type { ModelOutcomes } from './outcomes.js';
import type { PassAtKRow } from './sampling.js';
import type { Comparison } from './comparisons.js';
import type { CostRow } from './costs.js';
import type { Interaction, RouterGain, WinnerCount } from './heterogeneity/index.js';
import type { RankingSource } from './ranking-sources.js';
import type { RefineLists } from './refine-lists.js';
import type { ContextRanking, SeveralCategories } from './ranking/index.js';
import type { Sensitivity } from './sensitivity.js';
import type { ContextUncertainty } from './uncertainty.js';
import type { CappedScoresRow } from './capped-scores.js';
import type { OwnProgramsRow } from './own-programs.js';
import type { SpeedRow } from './speed.js';

export interface AnalysedModel {
  readonly id: string;
  readonly name: string;
  readonly scripted: boolean;
}

/** All figures of a study, unrounded but for scores, in an order that doesn't depend on the input's. */
export interface Analysis {
  readonly study: {
    readonly name: string;
    readonly hash: string;
    readonly seed: number;
    readonly machine: string;
    readonly datasetHashes: Readonly<Record<string, string>>;
    /** What the study's rule has taken of a data set; none where it is left out. */
    readonly selection?: TaskSelection;
  };
  readonly measuring: {
    /** Runtime is ranked by the first one; empty for a study that measures nothing. */
    readonly presets: readonly string[];
    /** Machines in one line, by hash; of those that figures come from. */
    readonly machines: Readonly<Record<string, string>>;
  };
  /** Id of the ranking method. */
  readonly method: string;
  readonly severalCategories: SeveralCategories;
  /** Resamples behind the intervals but those of pass@1; as many weight vectors, and permutations less one, are drawn. */
  readonly resamples: number;
  /** As the study gives them; only their proportions matter. */
  readonly weights: CriterionWeights;
  /** Those above 0. */
  readonly refineThresholds: RefineThresholds;
  readonly languages: readonly Language[];
  readonly stages: readonly Stage[];
  /** By id. */
  readonly models: readonly AnalysedModel[];
  /** By model id; of the models whose price is known. */
  readonly prices: Readonly<Record<string, ModelPrice>>;
  readonly contexts: readonly ContextRanking[];
  /** One for each context, in the same order. */
  readonly uncertainty: readonly ContextUncertainty[];
  /** One for each context, in the same order; null outside of refine, and for a study that measures nothing. */
  readonly refineLists: readonly (RefineLists | null)[];
  readonly comparisons: readonly Comparison[];
  /** Empty for a method that knows no weights. */
  readonly sensitivity: readonly Sensitivity[];
  readonly winners: readonly WinnerCount[];
  readonly interactions: readonly Interaction[];
  readonly routerGains: readonly RouterGain[];
  readonly rankingSources: readonly RankingSource[];
  readonly outcomes: readonly ModelOutcomes[];
  /** Empty for a study with one sample a problem. */
  readonly passAtK: readonly PassAtKRow[];
  readonly costs: readonly CostRow[];
  /** The next two are empty for a study that measures nothing. */
  readonly speed: readonly SpeedRow[];
  /** Empty for a study without measured whole programs. */
  readonly cappedScores: readonly CappedScoresRow[];
  /** Empty for a study in which nothing starts from a model's own whole program. */
  readonly ownPrograms: readonly OwnProgramsRow[];
  /** Empty for a study without whole programs that have no canonical solution. */
  readonly commonRuntimes: readonly CommonRuntimeRow[];
  readonly measurability: readonly MeasurabilityRow[];
  /** By machine, preset, neighbours and date. */
  readonly certificates: readonly CertificateSummary[];
}
