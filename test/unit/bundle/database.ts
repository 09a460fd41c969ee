import { loadDataset } from '../../../datasets/index.js';
import { Store } from '../../../harness/store/index.js';
import { recordedModel } from '../../../harness/study/open.js';
import { planStudy } from '../../../harness/study/write-plan.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { FINGERPRINT, MACHINE } from '../store/measured.js';

/** What only the answers of the second study say. */
export const SECRET = 'what the other study was told';

/** A database with two studies, `first` and `second`, of two models on two embedded problems, all of it made up. */
export async function twoStudies(path: string): Promise<void> {
  const { id, problems, hash } = await loadDataset('mini', { languages: ['python'] });
  const store = new Store(path);
  store.measurements.addMachine(MACHINE, JSON.stringify(FINGERPRINT));
  for (const [index, name] of ['first', 'second'].entries()) {
    const text = `version: 1\nname: ${name}\ndatasets: [mini]\nlanguages: [python]\nstages: [generate]\nmodels: [a, b]
problems: [${4 + 2 * index}]\nmeasure: { presets: [] }\n`;
    const spec = parseStudy(text, `${name}.yaml`);
    const models = ['a', 'b'].map(recordedModel);
    const input = { spec, problems, datasetHashes: { [id]: hash }, models, sources: new Map() };
    const said = name === 'first' ? 'what this study was told' : SECRET;
    for (const { model, problem, answer } of planStudy(input, store)) {
      const raw = `${said} by ${model.id}`;
      store.answers.add({
        ...answer,
        modelId: model.id,
        problemUid: problem.uid,
        stage: 'generate',
        sample: 1,
        origin: 'imported',
        prompt: null,
        answer: {
          state: 'answered',
          raw,
          finishReason: 'stop',
          promptTokens: 1,
          completionTokens: 2,
          reasoningTokens: null,
          cachedPromptTokens: null,
          latencyMs: 3,
          servedModel: null,
          fingerprint: null,
        },
      });
      const key = `run of ${raw}`;
      const programHash = store.runs.addProgram('python', raw);
      const judgement = {
        verdict: model.id === 'a' ? 'passed' : 'wrong_answer',
        detail: '',
        steps: [],
      } as const;
      const surroundings = { toolchain: 't', sandbox: 's', machine: 'm' };
      store.runs.add({ key, programHash, problemUid: problem.uid, judgement, ...surroundings });
      const studyHash = store.studies.studies().find((study) => study.name === name)?.hash ?? '';
      const cell = {
        studyHash,
        modelId: model.id,
        problemUid: problem.uid,
        stage: 'generate',
        sample: 1,
      } as const;
      store.cells.finish(cell, { extraction: 'fenced', programHash, runKey: key });
    }
  }
  store.close();
}
