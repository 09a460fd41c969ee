import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, ModelSpec } from '../../../harness/models/contract.js';
import type { AnyProblem } from '../../../datasets/any-problem.js';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import { Store } from '../../../harness/store/index.js';
import { programHash } from '../../../harness/store/runs.js';
import { answerIdentity } from '../../../harness/study/keys.js';
import { modelsToAsk, sourcesOf } from '../../../harness/study/models-to-ask.js';
import { estimateMachineTime } from '../../../harness/study/money/machine-time.js';
import { estimateMoney } from '../../../harness/study/money/estimate.js';
import { UserError } from '../../../harness/errors.js';
import { followedCells, ownProgramCell, planOwnProgram } from '../../../harness/study/own-programs.js';
import { planCells } from '../../../harness/study/plan.js';
import { problemNotes } from '../../../harness/study/problem-notes.js';
import { studyHash, studySchema, type StudySpec } from '../../../harness/study/spec.js';
import { cellKey, planStudy } from '../../../harness/study/write-plan.js';
import { VERDICTS } from '../../../harness/stages/verdict.js';
import { newPath } from '../store/fixture.js';

let problems: readonly AnyProblem[];
beforeAll(async () => {
  ({ problems } = await loadProgramDataset('mini-effibench', { languages: ['python'] }));
});

function specOf(stages: StudySpec['stages'] = ['generate', 'fix', 'refine']): StudySpec {
  return studySchema.parse({
    ...{ version: 1, name: 's', datasets: ['mini-effibench'], models: ['m'], languages: ['python'], stages },
  });
}
const MODELS: readonly ModelSpec[] = [
  {
    ...{ id: 'm', name: 'm', provenance: '[D] made up', price: null, parameters: {}, scripted: false },
    source: { kind: 'openai', apiName: 'm', baseUrl: 'http://127.0.0.1/v1', keyVariable: null },
  },
];
const inputOf = (spec: StudySpec) => ({
  spec,
  problems,
  models: MODELS,
  datasetHashes: {},
  sources: new Map(),
});

/** A study in which the first programs were generated and judged, with a program, or none where there is no verdict. */
function judgedStore(spec: StudySpec, verdicts: readonly ('passed' | 'wrong_answer' | null)[]): Store {
  const store = new Store(newPath());
  const cells = planStudy(inputOf(spec), store);
  verdicts.forEach((verdict, at) => {
    const cell = cells[at];
    if (cell === undefined) throw new Error('too many verdicts');
    const key = cellKey(studyHash(spec), cell);
    if (verdict === null) {
      store.cells.finish(key, { extraction: 'empty', programHash: null, runKey: null });
      return;
    }
    const program = `program ${at}`;
    const hash = store.runs.addProgram('python', program);
    store.runs.add({
      ...{ key: `run ${at}`, programHash: hash, problemUid: cell.problem.uid, toolchain: 't', sandbox: 's' },
      ...{ machine: 'm', judgement: { verdict, detail: '', steps: [] } },
    });
    store.cells.finish(key, { extraction: 'fenced', programHash: hash, runKey: `run ${at}` });
    planOwnProgram(spec, store, cell, program, verdict);
  });
  return store;
}

describe('what follows from a generated whole program', () => {
  it('is one question at most, to fix it where it failed and to refine it where it passed', () => {
    const [cell] = planCells(specOf(), problems, MODELS);
    if (cell === undefined) throw new Error('no cell');
    for (const verdict of VERDICTS) {
      const next = ownProgramCell(specOf(), cell, 'program', verdict);
      expect([next?.stage, next?.input]).toEqual([verdict === 'passed' ? 'refine' : 'fix', 'program']);
      if (next !== null) expect(ownProgramCell(specOf(), next, 'another', verdict)).toBeNull();
    }
  });

  it('is asked for under the identity that every other command gives the same question', () => {
    const [cell] = planCells(specOf(), problems, MODELS);
    if (cell === undefined) throw new Error('no cell');
    const { model, problem, sample } = cell;
    const asked = answerIdentity({
      ...{ model, problem, sample, stage: 'fix', failure: null, parameters: specOf().parameters },
      inputProgramHash: programHash('python', 'program'),
    });
    expect(ownProgramCell(specOf(), cell, 'program', 'wrong_answer')?.answer).toEqual(asked);
  });

  it('is nothing where the study does not ask for that stage', () => {
    const [cell] = planCells(specOf(['generate', 'fix']), problems, MODELS);
    if (cell === undefined) throw new Error('no cell');
    expect(ownProgramCell(specOf(['generate', 'fix']), cell, 'program', 'passed')).toBeNull();
  });

  it('never is more than there are generated programs, whatever their verdicts', () => {
    const verdict = fc.constantFrom('passed' as const, 'wrong_answer' as const, null);
    const stages = fc.constantFrom<StudySpec['stages']>(
      ['generate', 'fix', 'refine'],
      ['generate', 'fix'],
      ['generate', 'refine'],
      ['generate'],
    );
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 6 }), stages, (verdicts, own) => {
        const spec = specOf(own);
        const store = judgedStore(spec, verdicts);
        const found = store.ownPrograms.results(studyHash(spec));
        const programs = verdicts.filter((one) => one !== null);
        expect(found.length).toBeLessThanOrEqual(programs.length);
        const wanted = programs.filter((one) => own.includes(one === 'passed' ? 'refine' : 'fix'));
        expect(found).toHaveLength(wanted.length);
        store.close();
      }),
      { numRuns: 10 },
    );
  });
});

describe('a study with fix and refine of whole programs', () => {
  it('is estimated with one question more for each program at most', () => {
    const store = new Store(newPath());
    const count = problems.length;
    const whole = estimateMoney(inputOf(specOf()), store);
    expect(whole).toMatchObject({ cells: 2 * count, toAsk: 2 * count, mayFollow: count });
    expect(estimateMoney(inputOf(specOf(['generate'])), store)).toMatchObject({ cells: count, mayFollow: 0 });
    expect(estimateMachineTime(inputOf(specOf()), store, 1).judging.programs).toBe(3 * count);
    store.close();
  });

  it('is estimated by what follows where that is known', () => {
    const spec = specOf(['generate', 'fix']);
    const store = judgedStore(spec, ['passed', 'wrong_answer', null]);
    const left = problems.length - 3;
    expect(followedCells(spec, planCells(spec, problems, MODELS), store).map(({ state }) => state)).toEqual([
      ...['none', 'open', 'none'],
      ...Array.from({ length: left }, () => undefined),
    ]);
    expect(estimateMoney(inputOf(spec), store)).toMatchObject({
      cells: problems.length + 1 + left,
      mayFollow: left,
    });
    store.close();
  });

  it('refuses a model without its key where a question is open, and asks nobody where none may be', () => {
    const spec = specOf(['generate', 'fix']);
    const without = (): never => {
      throw new UserError('no key');
    };
    const answered = (store: Store): void => {
      for (const cell of planCells(spec, problems, MODELS))
        store.answers.add({
          ...{ ...cell.answer, modelId: 'm', problemUid: cell.problem.uid, stage: cell.stage, sample: 1 },
          ...{ origin: 'asked', prompt: 'Q?', answer: ANSWER },
        });
    };
    const open = judgedStore(spec, ['wrong_answer']);
    answered(open);
    expect(() => sourcesOf(inputOf(spec), open, without)).toThrow('no key');
    const unknown = judgedStore(spec, ['passed']);
    answered(unknown);
    expect(modelsToAsk(inputOf(spec), unknown)).toEqual(MODELS);
    expect(sourcesOf(inputOf(spec), unknown, without).size).toBe(0);
    const done = judgedStore(
      spec,
      problems.map(() => 'passed'),
    );
    answered(done);
    expect(modelsToAsk(inputOf(spec), done)).toEqual([]);
    for (const store of [open, unknown, done]) store.close();
  });

  it('says that without generated programs there is nothing to start from', () => {
    expect(problemNotes({ spec: specOf(['fix']), problems })).toContain(
      'mini-effibench: fix starts from generated whole programs, and the study generates none',
    );
  });
});

const ANSWER: Answer = {
  ...{ state: 'answered' as const, raw: 'x', finishReason: 'stop', promptTokens: 1, completionTokens: 1 },
  ...{ reasoningTokens: null, cachedPromptTokens: null, latencyMs: 1, servedModel: null, fingerprint: null },
};
