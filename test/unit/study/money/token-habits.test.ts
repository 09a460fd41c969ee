import { describe, expect, it } from 'vitest';
import { TokenHabits } from '../../../../harness/study/money/token-habits.js';
import { answer } from '../../store/fixture.js';

const SEEN = {
  modelId: 'a',
  stage: 'generate' as const,
  answers: 2,
  promptCharacters: 1000,
  promptTokens: 200,
  completionTokens: 500,
};

describe('the tokens of a question', () => {
  it('are assumed where nothing was seen', () => {
    const habits = new TokenHabits();
    expect(habits.prompt('a', 380)).toEqual({ tokens: 100, basis: 'assumed' });
    expect(habits.completion('a', 'fix')).toEqual({ tokens: 180, basis: 'assumed' });
  });

  it("are those of the model's own answers in the same stage, where there are some", () => {
    const habits = new TokenHabits([SEEN, { ...SEEN, modelId: 'b', completionTokens: 9_000 }]);
    expect(habits.prompt('a', 100)).toEqual({ tokens: 20, basis: 'same_model' });
    expect(habits.completion('a', 'generate')).toEqual({ tokens: 250, basis: 'same_model' });
  });

  it('are those of other models where the model has no answers', () => {
    const habits = new TokenHabits([SEEN]);
    expect(habits.prompt('b', 100)).toEqual({ tokens: 20, basis: 'other_models' });
    expect(habits.completion('b', 'generate')).toEqual({ tokens: 250, basis: 'other_models' });
  });

  it('of another stage say nothing of the length of an answer', () => {
    expect(new TokenHabits([SEEN]).completion('a', 'refine').basis).toBe('assumed');
  });

  it('are learnt from an answer', () => {
    const habits = new TokenHabits();
    const { answer: given } = answer('k', 'x');
    habits.learn('a', 'fix', 'x'.repeat(10), { ...given, promptTokens: 5, completionTokens: 7 });
    expect(habits.completion('a', 'fix')).toEqual({ tokens: 7, basis: 'same_model' });
    expect(habits.prompt('a', 10).tokens).toBe(5);
  });
});

describe('the tokens of an answer', () => {
  it("are the provider's count", () => {
    const { answer: given } = answer('k', 'x');
    const counted = { ...given, promptTokens: 11, completionTokens: 12 };
    expect(new TokenHabits().used('a', 'Q', counted)).toEqual({
      promptTokens: 11,
      completionTokens: 12,
      estimated: false,
    });
  });

  it('are estimated by characters where the provider counted none, and marked', () => {
    const { answer: given } = answer('k', 'x'.repeat(35));
    const uncounted = { ...given, promptTokens: null, completionTokens: null };
    expect(new TokenHabits().used('a', 'q'.repeat(38), uncounted)).toEqual({
      promptTokens: 10,
      completionTokens: 10,
      estimated: true,
    });
  });
});
