import { buildProfile, type Analysis, type Profile } from '../../analysis/index.js';
import { VERSION } from '../version.js';
import { evidenceDocument } from './evidence-document.js';
import { ownProgramsDocument } from './own-programs-document.js';

/**
 * What `rank --json` prints, named field by field, so that a change of the analysis changes no document by accident. Its
 * rankings have the form of `contexts` in profile.json, with what took no part in them. See docs/json-output.md.
 */
export function rankingDocument(analysis: Analysis, createdIso: string) {
  const { provenance, contexts } = buildProfile(analysis, { createdIso, harnessVersion: VERSION });
  const { study, seed, datasets, method, weights, machine, measuring, harnessVersion, scripted } = provenance;
  return {
    study: { ...study, createdIso },
    harnessVersion,
    scripted,
    seed,
    datasets,
    selection: provenance.selection ?? null,
    machine,
    measuring: { presets: analysis.measuring.presets, machines: measuring.machines },
    method,
    weights,
    refineThresholds: provenance.refineThresholds,
    resamples: provenance.resamples,
    languages: analysis.languages,
    stages: analysis.stages,
    models: analysis.models.map(({ id, name, scripted }) => ({ id, name, scripted })),
    rankings: contexts.map((context, index) => ({
      ...context,
      models: withUncertainty(context.models, analysis.uncertainty[index]),
      criteriaDropped: (analysis.contexts[index]?.criteriaDropped ?? []).map(
        ({ criterion, reason, withoutFigure }) => ({ criterion, reason, withoutFigure }),
      ),
    })),
    ...evidenceDocument(analysis),
    costs: analysis.costs.map(({ modelId, stage, answered, passed, usd, unknown, usdPerPassed }) => ({
      ...{ model: modelId, stage, answered, passed, usd, unknown, usdPerPassed },
    })),
    outcomes: analysis.outcomes.map(({ modelId, planned, counts }) => ({ model: modelId, planned, counts })),
    passAtK: analysis.passAtK.map(
      ({ modelId, language, stage, k, value, interval, problems, plannedProblems }) => ({
        model: modelId,
        language,
        stage,
        k,
        value,
        low95: interval?.low ?? null,
        high95: interval?.high ?? null,
        problems,
        plannedProblems,
      }),
    ),
    speed: analysis.speed.flatMap(({ modelId, language, stage, passed, figures }) =>
      figures.map((figure) => ({ model: modelId, language, stage, passed, ...speedOf(figure) })),
    ),
    commonRuntimes: analysis.commonRuntimes.map(commonRuntimeOf),
    ownPrograms: ownProgramsDocument(analysis),
    measurability: analysis.measurability.map(measurabilityOf),
    certificates: analysis.certificates.map(certificateOf),
  };
}

function commonRuntimeOf(row: Analysis['commonRuntimes'][number]) {
  const {
    dataset,
    language,
    first,
    second,
    problems,
    executionTime,
    maxMemory,
    firstLess,
    secondLess,
    p,
    holm,
  } = row;
  const ratioOf = ({ n, ratio, interval }: typeof executionTime) => ({
    ...{ n, ratio, low95: interval?.low ?? null, high95: interval?.high ?? null },
  });
  return {
    ...{ dataset, language, first, second, problems, firstLess, secondLess, p, holm },
    executionTime: ratioOf(executionTime),
    maxMemory: ratioOf(maxMemory),
  };
}

/** The models of a ranking with what a profile has no need of. */
function withUncertainty(
  models: Profile['contexts'][number]['models'],
  uncertainty: Analysis['uncertainty'][number] | undefined,
) {
  return models.map((model) => {
    const own = uncertainty?.models.find(({ modelId }) => modelId === model.model);
    return {
      ...model,
      firstShare: own?.firstShare ?? null,
      passRateInterval: own?.passRateInterval ?? null,
      runtimeIntervals: {
        executionTime: own?.runtimeIntervals.executionTime ?? null,
        meanMemory: own?.runtimeIntervals.meanMemory ?? null,
        maxMemory: own?.runtimeIntervals.maxMemory ?? null,
        cpuEfficiency: own?.runtimeIntervals.cpuEfficiency ?? null,
      },
    };
  });
}

function speedOf({ interval, ...figures }: Analysis['speed'][number]['figures'][number]) {
  const { preset, n, faster, slower, noDifferenceShown, flagged } = figures;
  const { withRatio, below1, problems, geometricMean } = figures;
  return {
    preset,
    n,
    faster,
    slower,
    noDifferenceShown,
    flagged,
    withRatio,
    below1,
    problems,
    geometricMean,
    low95: interval?.low ?? null,
    high95: interval?.high ?? null,
  };
}

function measurabilityOf(row: Analysis['measurability'][number]) {
  const { preset, language, problems, measurable, notMeasured, sameProgram, notMeasurable } = row;
  const { programs, withFigures, flagged, voided, disturbed, machines } = row;
  return {
    preset,
    language,
    problems,
    measurable,
    notMeasured,
    sameProgram,
    notMeasurable,
    programs,
    withFigures,
    flagged,
    voided,
    disturbed,
    machines,
  };
}

function certificateOf(certificate: Analysis['certificates'][number]) {
  const { machineHash, machine, preset, dataset, neighbours, createdIso, complete, rows } = certificate;
  return {
    machineHash,
    machine,
    preset,
    dataset,
    neighbours,
    createdIso,
    complete,
    rows: rows.map(({ language, problems, measurable, same, slower10, slower5, paper, single }) => ({
      language,
      problems,
      measurable,
      same,
      slower10,
      slower5,
      paper,
      single,
    })),
  };
}
