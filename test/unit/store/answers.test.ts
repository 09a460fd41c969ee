import { describe, expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { answer, newPath, PROBLEM, storeAt } from './fixture.js';

describe('an answer', () => {
  it('is never overwritten', () => {
    const store = storeAt(newPath());
    expect(store.answers.add(answer('k', 'first'))).toBe(true);
    expect(store.answers.add(answer('k', 'second'))).toBe(false);
    expect(store.answers.get('k')?.raw).toBe('first');
    store.close();
  });

  it('comes back as it was given', () => {
    const store = storeAt(newPath());
    const given = answer('k', 'line one\nline two\u0000 \u{1f600}');
    store.answers.add(given);
    expect(store.answers.get('k')).toEqual(given.answer);
    expect(store.answers.get('other')).toBeNull();
    store.close();
  });

  it('of a model or problem that is not there is refused', () => {
    const store = storeAt(newPath());
    expect(() => store.answers.add({ ...answer('k', 'x'), modelId: 'nobody' })).toThrow(/FOREIGN KEY/);
    expect(() => store.answers.add({ ...answer('k', 'x'), problemUid: 'nothing' })).toThrow(/FOREIGN KEY/);
    store.close();
  });

  it('is lost with a transaction that fails', () => {
    const store = storeAt(newPath());
    const failing = (): void =>
      store.transaction(() => {
        store.answers.add(answer('k', 'first'));
        throw new Error('half way');
      });
    expect(failing).toThrow('half way');
    expect(store.answers.get('k')).toBeNull();
    store.close();
  });
});

describe('a reader beside a writer', () => {
  it('sees what is committed, and is not kept waiting by what is not', () => {
    const path = newPath();
    const writer = storeAt(path);
    const reader = new Store(path, { mustExist: true });
    writer.answers.add(answer('before', 'committed'));
    writer.transaction(() => {
      writer.answers.add(answer('during', 'not yet'));
      expect(reader.answers.get('before')?.raw).toBe('committed');
      expect(reader.answers.get('during')).toBeNull();
    });
    expect(reader.answers.get('during')?.raw).toBe('not yet');
    reader.close();
    writer.close();
  });
});

describe('a problem', () => {
  it('with another content under the same name is refused', () => {
    const store = storeAt(newPath());
    store.studies.addProblem({ ...PROBLEM, categories: ['Greedy'] });
    expect(() => store.studies.addProblem({ ...PROBLEM, statement: 'Other.' })).toThrow(
      /differs from the problem of that name in this database/,
    );
    store.close();
  });
});

describe('imported models', () => {
  it('are those with imported answers, by id', () => {
    const store = storeAt(newPath());
    expect(store.answers.importedModels()).toEqual([]);
    store.answers.add(answer('asked', 'x'));
    expect(store.answers.importedModels()).toEqual([]);
    store.answers.add({ ...answer('imported', 'x'), origin: 'imported', prompt: null });
    expect(store.answers.importedModels()).toEqual(['m']);
    store.close();
  });
});
