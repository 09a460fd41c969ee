import type { AnyProblem } from '../../datasets/any-problem.js';
import { loadAnyDataset } from '../../datasets/index.js';
import { UserError } from '../errors.js';
import { readRecordedAnswers, type RecordedAnswer } from '../models/import.js';
import { programHash } from '../store/runs.js';
import type { Store } from '../store/index.js';
import { answerIdentity } from './keys.js';
import { recordedModel } from './open.js';
import { studied } from './problem-kinds/index.js';

export interface ImportCounts {
  readonly read: number;
  readonly added: number;
  /** There already: an answer, once stored, is never replaced. */
  readonly known: number;
}

/**
 * Imports one file of recorded answers, all or nothing. `modelSuffix` is put behind the file's model names, to keep two
 * ways of asking the same model apart. Throws `UserError` for a line that does not fit, names no known problem, or
 * contradicts an answer that is there.
 */
export async function importAnswers(store: Store, file: string, modelSuffix = ''): Promise<ImportCounts> {
  const records: RecordedAnswer[] = [];
  for await (const record of readRecordedAnswers(file)) records.push(record);
  const problems = await problemsOf(records);
  return store.transaction(() => {
    let added = 0;
    for (const record of records) {
      const problem = problems.get(`${record.dataset}:${record.taskId}`);
      if (problem?.language !== record.language) {
        throw new UserError(
          `${record.file}:${record.line}: task_id: ${record.dataset} has no ${record.language} problem "${record.taskId}"`,
        );
      }
      if (addRecord(store, record, problem, modelSuffix)) added++;
    }
    return { read: records.length, added, known: records.length - added };
  });
}

async function problemsOf(records: readonly RecordedAnswer[]): Promise<Map<string, AnyProblem>> {
  const problems = new Map<string, AnyProblem>();
  for (const dataset of new Set(records.map((record) => record.dataset))) {
    const languages = [
      ...new Set(records.filter((r) => r.dataset === dataset).map(({ language }) => language)),
    ];
    for (const problem of (await loadAnyDataset(dataset, { languages })).problems)
      problems.set(problem.uid, problem);
  }
  return problems;
}

function addRecord(store: Store, record: RecordedAnswer, problem: AnyProblem, modelSuffix: string): boolean {
  const { stage, sample, answer } = record;
  const model = recordedModel(record.model + modelSuffix);
  const input = record.inputProgram ?? studied(problem).inputProgram(stage);
  if (input === undefined) {
    throw new UserError(
      `${record.file}:${record.line}: stage: ${problem.uid} has no program for ${stage} to start from; give input_program`,
    );
  }
  const inputProgramHash = input === null ? null : programHash(problem.language, input);
  const identity = answerIdentity({ model, parameters: {}, problem, stage, inputProgramHash, sample });
  store.studies.addProblem(problem);
  store.studies.addModel(model);
  const stored = store.answers.get(identity.key);
  if (stored !== null && stored.raw !== answer.raw) {
    throw new UserError(
      `${record.file}:${record.line}: raw: another answer of ${model.id} to ${problem.uid} (${stage}, sample ${sample}) is ` +
        'there already; use --model-suffix to keep them apart',
    );
  }
  return store.answers.add({
    ...identity,
    modelId: model.id,
    problemUid: problem.uid,
    stage,
    sample,
    origin: 'imported',
    prompt: null,
    answer,
  });
}
