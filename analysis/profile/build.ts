import { CATEGORIES } from '../../datasets/problem.js';
import { UserError } from '../../harness/errors.js';
import { limitVerdicts } from '../../harness/measure/certificate-limits.js';
import type { Calls } from '../../harness/measure/certificate-summary.js';
import type { Analysis } from '../analysis.js';
import type { ContextRanking } from '../ranking/index.js';
import type { RefineLists } from '../refine-lists.js';
import type { ContextUncertainty } from '../uncertainty.js';
import { ProfileSchema, type Profile } from './schema.js';

export interface ProfileFacts {
  /** ISO 8601 in UTC, with a Z. */
  readonly createdIso: string;
  readonly harnessVersion: string;
}

/**
 * The profile of an analysis, checked against its schema. Throws `UserError` for a date that is not ISO 8601 in UTC.
 */
export function buildProfile(analysis: Analysis, { createdIso, harnessVersion }: ProfileFacts): Profile {
  if (!ProfileSchema.shape.provenance.shape.createdIso.safeParse(createdIso).success) {
    throw new UserError(
      `the profile's date is "${createdIso}": give ISO 8601 in UTC, as in 2026-01-31T12:00:00Z`,
    );
  }
  return ProfileSchema.parse({
    version: 1,
    provenance: {
      study: { name: analysis.study.name, hash: analysis.study.hash },
      seed: analysis.study.seed,
      datasets: Object.entries(analysis.study.datasetHashes).map(([name, hash]) => ({ name, hash })),
      ...selectionOf(analysis),
      method: analysis.method,
      weights: analysis.weights,
      refineThresholds: analysis.refineThresholds,
      resamples: analysis.resamples,
      machine: analysis.study.machine,
      measuring: measuringOf(analysis),
      createdIso,
      harnessVersion,
      scripted: analysis.models.some((model) => model.scripted),
    },
    languages: [...analysis.languages],
    stages: [...analysis.stages],
    categories: [...CATEGORIES],
    models: analysis.models.map(({ id, name, scripted }) => ({
      ...{ id, name, scripted },
      price: analysis.prices[id] ?? null,
    })),
    rules: {
      severalCategories: analysis.severalCategories,
      fallbacks: ['category', 'language', 'all'],
    },
    contexts: analysis.contexts.map((context, index) =>
      contextOf(context, analysis.uncertainty[index], analysis.refineLists[index] ?? null),
    ),
  } satisfies Profile);
}

function selectionOf({ study: { selection } }: Analysis): Pick<Profile['provenance'], 'selection'> {
  if (selection === undefined) return {};
  const { rule, version, dataset, tasks, hash } = selection;
  return { selection: { rule, version, dataset, tasks: tasks.length, hash } };
}

/** The text of profile.json: the same profile gives the same bytes. */
export function renderProfile(profile: Profile): string {
  return `${JSON.stringify(ProfileSchema.parse(profile), null, 2)}\n`;
}

/** Of the preset that runtime is ranked by, and the machines that its figures come from. */
function measuringOf({
  measuring,
  measurability,
  certificates,
}: Analysis): Profile['provenance']['measuring'] {
  const preset = measuring.presets[0] ?? null;
  const machines =
    measurability.find((row) => row.preset === preset && row.language === 'all')?.machines ?? [];
  return {
    preset,
    machines: machines.map((hash) => ({ hash, machine: measuring.machines[hash] ?? null })),
    certificates: certificates
      .filter((own) => own.preset === preset && machines.includes(own.machineHash))
      .flatMap(({ machineHash, dataset, neighbours, createdIso, rows, ...own }) =>
        rows
          .filter(({ language }) => language === 'all')
          .map((all) => ({
            machineHash,
            preset: own.preset,
            dataset,
            neighbours,
            createdIso,
            same: callsOf(all.same),
            slower10: callsOf(all.slower10),
            limitsKept: LIMITS_KEPT[limitVerdicts(all).both],
          })),
      ),
  };
}

const LIMITS_KEPT = { kept: true, missed: false, 'too few': null, 'not tried': null } as const;

function callsOf({ n, faster, slower }: Calls): { n: number; faster: number; slower: number } {
  return { n, faster, slower };
}

function contextOf(
  context: ContextRanking,
  uncertainty: ContextUncertainty | undefined,
  refine: RefineLists | null,
): Profile['contexts'][number] {
  const known = new Map(uncertainty?.models.map((model) => [model.modelId, model]));
  return {
    language: context.language,
    stage: context.stage,
    category: context.category,
    n: context.common,
    N: context.planned,
    tasks: uncertainty?.tasks ?? 0,
    criteriaUsed: [...context.criteriaUsed],
    models: context.models.map((model) => ({
      model: model.modelId,
      score: model.score,
      scoreInterval: known.get(model.modelId)?.scoreInterval ?? null,
      rank: model.rank,
      rankInterval: known.get(model.modelId)?.rankInterval ?? null,
      tieGroups: [...(known.get(model.modelId)?.groups ?? [])],
      passRate: model.passRate,
      n: context.common,
      N: context.planned,
      survivorBias: model.survivorBias,
      criteria: model.runtime,
    })),
    refine: refine === null ? null : refineOf(refine),
    notRanked: context.notRanked.map(({ modelId, reason }) => ({ model: modelId, reason })),
  };
}

function refineOf({ lists }: RefineLists): Profile['contexts'][number]['refine'] {
  const listOf = (criterion: keyof RefineLists['lists']) =>
    lists[criterion].map(
      ({ modelId, improvement, interval, rank, rankInterval, groups, measured, improved }) => ({
        ...{ model: modelId, improvement, improvementInterval: interval },
        ...{ rank, rankInterval, tieGroups: [...groups], measured, improved },
      }),
    );
  return {
    executionTime: listOf('executionTime'),
    meanMemory: listOf('meanMemory'),
    maxMemory: listOf('maxMemory'),
    cpuEfficiency: listOf('cpuEfficiency'),
  };
}
