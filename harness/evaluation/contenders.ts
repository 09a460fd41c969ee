import { analyse, buildProfile, cutIntoFolds, type Profile } from '../../analysis/index.js';
import type { AnyProblem } from '../../datasets/any-problem.js';
import {
  bestConstantModel,
  bestOfAll,
  majorityOfThree,
  oracleRouter,
  perforch,
  randomRouting,
  singleModel,
  singleModelPipeline,
  withCallsOf,
  type Strategy,
} from '../orchestrator/index.js';
import { resultsOfDatasets } from '../study/results-of-datasets.js';
import type { StudyResults } from '../study/results.js';
import { VERSION } from '../version.js';
import type { Contender } from './evaluate.js';
import type { ProfileFrom } from './record.js';

export interface ContenderOptions {
  readonly topK: number;
  readonly folds: number;
  readonly seed: number;
  readonly createdIso: string;
  /** Profiles are made from these datasets alone, and judged on the others. */
  readonly rankedOn?: readonly string[] | undefined;
}

type Routed = (profile: Profile) => Strategy | null;

/**
 * Everything that is compared: PerfOrch with and without categories, the best constant model with one answer a stage and with
 * as many calls as PerfOrch, and a vote, each by a profile of all tasks and by profiles of the other folds' tasks; every single
 * model, alone and with its own fixes; random routing and an oracle's.
 */
export function contendersOf(
  results: StudyResults,
  problems: readonly AnyProblem[],
  options: ContenderOptions,
): Contender[] {
  const { topK, seed } = options;
  const modelIds = results.models.map(({ id }) => id);
  const routed: readonly (readonly [string, Routed])[] = [
    ['perforch', (profile) => perforch(profile, { topK })],
    ['perforch-without-categories', (profile) => perforch(profile, { topK, useCategories: false })],
    ['best-constant-model', (profile) => bestConstantModel(profile)],
    ['best-constant-model-same-calls', (profile) => asManyCalls(profile, topK)],
    ['majority-of-three', (profile) => majorityOfThree(profile)],
  ];
  const { rankedOn } = options;
  const whole = profileOf(resultsOfDatasets(results, rankedOn, '--ranked-on'), options);
  const ofFold = rankedOn === undefined ? foldProfiles(results, problems, options) : null;
  const from = rankedOn === undefined ? 'all_tasks' : 'other_datasets';
  const fixed = (strategy: Strategy): Contender => ({
    ...{ id: strategy.id, profileFrom: null, strategyFor: () => strategy },
  });
  return [
    ...routed.flatMap(([id, make]) => routedContenders(id, make, { from, profile: whole }, ofFold)),
    fixed(oracleRouter(solversIn(results), bestOfAll(whole, 'generate') ?? modelIds[0] ?? '')),
    fixed(randomRouting(modelIds, topK, seed)),
    ...modelIds.map((id) => fixed(singleModelPipeline(id))),
    ...modelIds.map((id) => fixed(singleModel(id))),
  ];
}

/** The best constant model with as many calls as PerfOrch takes for the task, by the same profile. */
function asManyCalls(profile: Profile, topK: number): Strategy | null {
  const own = bestConstantModel(profile, topK);
  return own === null ? null : withCallsOf(perforch(profile, { topK }), own);
}

/** By problem the models whose first generated program passed. */
function solversIn({ cells }: StudyResults): Map<string, string[]> {
  const solvers = new Map<string, string[]>();
  for (const { stage, sample, verdict, problemUid, modelId } of cells) {
    if (stage !== 'generate' || sample !== 1 || verdict !== 'passed') continue;
    solvers.set(problemUid, [...(solvers.get(problemUid) ?? []), modelId]);
  }
  return solvers;
}

function routedContenders(
  id: string,
  make: Routed,
  whole: { readonly from: ProfileFrom; readonly profile: Profile },
  ofFold: ((problem: AnyProblem) => Profile) | null,
): Contender[] {
  const all = make(whole.profile);
  if (all === null) return [];
  const byWhole: Contender = { id, profileFrom: whole.from, strategyFor: () => all };
  if (ofFold === null) return [byWhole];
  const made = new Map<Profile, Strategy>();
  const strategyFor = (problem: AnyProblem): Strategy => {
    const profile = ofFold(problem);
    const strategy = made.get(profile) ?? make(profile) ?? all;
    made.set(profile, strategy);
    return strategy;
  };
  return [byWhole, { id, profileFrom: 'other_tasks', strategyFor }];
}

/** The profile for a problem that its task is no part of; null with fewer tasks than folds. A task is in one fold with all its languages. */
function foldProfiles(
  results: StudyResults,
  problems: readonly AnyProblem[],
  options: ContenderOptions,
): ((problem: AnyProblem) => Profile) | null {
  const tasks = [...new Set(problems.map(({ number }) => number))].sort((a, b) => a - b);
  const { folds, seed } = options;
  if (folds < 2 || tasks.length < folds) return null;
  const profiles = cutIntoFolds(tasks, folds, `${seed} folds of an evaluation`).map((held) => ({
    held,
    profile: profileOf(
      { ...results, cells: results.cells.filter((cell) => !held.has(cell.taskNumber)) },
      options,
    ),
  }));
  return ({ uid, number }) => {
    const found = profiles.find(({ held }) => held.has(number));
    if (found === undefined) throw new Error(`${uid} is in no fold`);
    return found.profile;
  };
}

/** Resamples go into intervals only, which nobody who routes reads; with so few there are none. */
function profileOf(results: StudyResults, { createdIso }: ContenderOptions): Profile {
  return buildProfile(analyse(results, { resamples: 2 }), { createdIso, harnessVersion: VERSION });
}
