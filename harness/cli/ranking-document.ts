import { buildProfile, type Analysis } from '../../analysis/index.js';
import { VERSION } from '../version.js';

/**
 * What `rank --json` prints, named field by field, so that a change of the analysis changes no document by accident. Its
 * rankings have the form of `contexts` in profile.json, with what took no part in them. See docs/json-output.md.
 */
export function rankingDocument(analysis: Analysis, createdIso: string) {
  const { provenance, contexts } = buildProfile(analysis, { createdIso, harnessVersion: VERSION });
  const { study, seed, datasets, method, weights, machine, harnessVersion, scripted } = provenance;
  return {
    study: { ...study, createdIso },
    harnessVersion,
    calibration: analysis.calibration,
    scripted,
    seed,
    datasets,
    machine,
    method,
    weights,
    languages: analysis.languages,
    stages: analysis.stages,
    models: analysis.models.map(({ id, name, scripted }) => ({ id, name, scripted })),
    rankings: contexts.map((context, index) => ({
      ...context,
      criteriaDropped: (analysis.contexts[index]?.criteriaDropped ?? []).map(
        ({ criterion, withoutFigure }) => ({ criterion, withoutFigure }),
      ),
    })),
    outcomes: analysis.outcomes.map(({ modelId, planned, counts }) => ({ model: modelId, planned, counts })),
    passAtK: analysis.passAtK.map(({ modelId, language, stage, k, value, problems, plannedProblems }) => ({
      model: modelId,
      language,
      stage,
      k,
      value,
      problems,
      plannedProblems,
    })),
  };
}
