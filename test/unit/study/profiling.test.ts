import { describe, expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { planCells } from '../../../harness/study/plan.js';
import { openProfiling, type ProfilingRequest } from '../../../harness/study/profiling.js';
import { planStudy } from '../../../harness/study/write-plan.js';
import { studyHash } from '../../../harness/study/spec.js';
import { answer, newPath } from '../store/fixture.js';

const request = (model: string, change: Partial<ProfilingRequest> = {}): ProfilingRequest => ({
  model,
  endpoint: { baseUrl: 'http://127.0.0.1:1/v1' },
  study: null,
  dataset: 'mini',
  tasks: 2,
  ...change,
});

/** A store in which these models were profiled, and have answered one question each. */
async function storeWith(models: readonly string[]): Promise<Store> {
  const store = new Store(newPath());
  for (const id of models) {
    const { input, model } = await openProfiling(request(id), store);
    planStudy(input, store);
    const [cell] = planCells(input.spec, input.problems, [model]);
    if (cell === undefined) throw new Error('nothing planned');
    const { key, identityJson } = cell.answer;
    const { problem, stage } = cell;
    store.answers.add({ ...answer(key, 'raw'), identityJson, modelId: id, problemUid: problem.uid, stage });
  }
  return store;
}

describe('profiling a model', () => {
  it('takes all three stages and five languages, and asks the model alone', async () => {
    const store = await storeWith([]);
    const { input, tasks } = await openProfiling(request('new'), store);
    expect(input.spec).toMatchObject({ models: ['new'], problems: [1, 2] });
    expect(planCells(input.spec, input.problems, input.models)).toHaveLength(2 * 5 * 3);
    expect([...input.sources.keys()]).toEqual(['new']);
    expect(tasks).toEqual({ used: 2, of: 12 });
    store.close();
  });

  it('goes on with the same study, once the model has answers', async () => {
    const store = await storeWith(['a', 'z']);
    const first = await openProfiling(request('m'), store);
    planStudy(first.input, store);
    const again = await openProfiling(request('m', { endpoint: null }), store);
    expect(first.input.spec.models).toEqual(['a', 'm', 'z']);
    expect(studyHash(again.input.spec)).toBe(studyHash(first.input.spec));
    store.close();
  });

  it('takes the answers of the others, and asks none of them', async () => {
    const store = await storeWith(['other']);
    const { input } = await openProfiling(request('new'), store);
    expect(input.models.map(({ id }) => id)).toEqual(['new', 'other']);
    expect(input.notAsked).toEqual(new Set(['other']));
    expect([...input.sources.keys()]).toEqual(['new']);
    store.close();
  });

  it('leaves out models that have answers to other questions only', async () => {
    const store = await storeWith(['other']);
    const spec = (await openProfiling(request('x'), store)).input.spec;
    const warmer = { ...spec, models: ['grok-3'], problems: [1], parameters: { temperature: 0.7 } };
    const study = { path: 's.yaml', spec: warmer };
    const { input, withoutAnswers } = await openProfiling(request('new', { study }), store);
    expect(input.spec.models).toEqual(['new']);
    expect(withoutAnswers).toEqual(['grok-3']);
    store.close();
  });

  it.each([
    [request('new', { endpoint: { baseUrl: 'nowhere' } }), '--base-url: must be an http(s) address'],
    [request('New'), 'MODEL: must be lower-case letters'],
    [request('new', { endpoint: null }), 'or say with --base-url where it is asked'],
    [
      request('new', { endpoint: { baseUrl: 'http://127.0.0.1:1/v1', keyVariable: 'sk-secret' } }),
      '--key-variable: must be the NAME',
    ],
  ])('refuses what is not there, by the name of the option', async (wrong, message) => {
    const store = await storeWith([]);
    await expect(openProfiling(wrong, store)).rejects.toThrow(message);
    store.close();
  });
});
