import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Answer } from '../../../harness/models/contract.js';
import type { NewAnswer } from '../../../harness/store/answers.js';
import { Store } from '../../../harness/store/index.js';
import { recordedModel } from '../../../harness/study/open.js';
import { madeUpProblem } from '../models/problems.js';

export const PROBLEM = madeUpProblem('python', 1);

const folder = mkdtempSync(join(tmpdir(), 'perforch-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let databases = 0;

/** A path at which there is no database yet. */
export function newPath(): string {
  return join(folder, `${++databases}.sqlite`);
}

/** A store with one model, `m`, and one problem. */
export function storeAt(path: string): Store {
  const store = new Store(path);
  store.studies.addProblem(PROBLEM);
  store.studies.addModel(recordedModel('m'));
  return store;
}

export function answer(key: string, raw: string): NewAnswer {
  const facts: Answer = {
    state: 'answered',
    raw,
    finishReason: 'stop',
    promptTokens: 1,
    completionTokens: 2,
    reasoningTokens: 1,
    cachedPromptTokens: 0,
    latencyMs: 3.5,
    servedModel: 'm-2026-01-01',
    fingerprint: 'fp_1',
  };
  return {
    key,
    identityJson: '{}',
    modelId: 'm',
    problemUid: PROBLEM.uid,
    stage: 'generate',
    sample: 1,
    origin: 'asked',
    prompt: 'Q?',
    answer: facts,
  };
}
