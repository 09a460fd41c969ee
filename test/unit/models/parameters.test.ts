import { describe, expect, it } from 'vitest';
import { modelParametersSchema, parametersSchema } from '../../../harness/models/parameters-schema.js';
import { sentParameters } from '../../../harness/models/parameters.js';

const STUDY = { temperature: 0, max_tokens: 4096 };

describe('what is sent', () => {
  it('is without the parameters of the study that the model has as null', () => {
    expect(sentParameters({ parameters: { temperature: null } }, STUDY)).toEqual({ max_tokens: 4096 });
  });

  it('goes under the names that the endpoint has', () => {
    const model = { parameters: {}, rename: { max_tokens: 'max_completion_tokens' } };
    expect(sentParameters(model, STUDY)).toEqual({ temperature: 0, max_completion_tokens: 4096 });
  });

  it('takes the value that the model gives, under whichever of both names', () => {
    const rename = { max_tokens: 'max_completion_tokens' };
    for (const parameters of [{ max_tokens: 9 }, { max_completion_tokens: 9 }])
      expect(sentParameters({ parameters, rename }, STUDY)).toEqual({
        temperature: 0,
        max_completion_tokens: 9,
      });
    expect(sentParameters({ parameters: { max_tokens: null }, rename }, STUDY)).toEqual({ temperature: 0 });
  });

  it('has another seed for each sample, whoever gives it and whatever it is called', () => {
    expect(sentParameters({ parameters: {} }, { seed: 7 }, 1)).toEqual({ seed: 7 });
    expect(sentParameters({ parameters: {} }, { seed: 7 }, 3)).toEqual({ seed: 9 });
    expect(sentParameters({ parameters: { seed: 0 } }, { seed: 7 }, 2)).toEqual({ seed: 1 });
    const rename = { seed: 'random_seed' };
    expect(sentParameters({ parameters: {}, rename }, { seed: 7 }, 2)).toEqual({ random_seed: 8 });
  });

  it('keeps what is nested as it is', () => {
    const parameters = { reasoning: { effort: 'low' }, stop: ['a', 'b'] };
    expect(sentParameters({ parameters }, {})).toEqual(parameters);
  });
});

describe('parameters', () => {
  it('may be nested, and null in a model', () => {
    const given = {
      reasoning: { effort: 'low', tags: [1, 'two', null, { three: true }] },
      temperature: null,
    };
    expect(modelParametersSchema.parse(given)).toEqual(given);
  });

  it.each([
    [{ stream: true }, 'stream'],
    [{ models: ['a', 'b'] }, 'models'],
    [{ extra_body: { top_k: 1 } }, 'extra_body'],
    [{ options: { stream: true } }, 'options.stream'],
    [{ list: [{ deep: { stream_options: {} } }] }, 'list.0.deep.stream_options'],
  ])('must not set what the harness decides: %j', (given, named) => {
    const message = modelParametersSchema.safeParse(given).error?.issues[0]?.message;
    expect(message).toMatch(/^must not set any of model, /);
    expect(message).toContain(`(got ${named})`);
  });

  it('may use the same words where they mean something else', () => {
    const given = { response_format: { schema: { properties: { model: {}, n: {} } } } };
    expect(modelParametersSchema.parse(given)).toEqual(given);
  });

  it.each([{ seed: 1.5 }, { seed: '7' }])('have a whole number as seed, not %j', (given) => {
    expect(modelParametersSchema.safeParse(given).error?.issues[0]).toMatchObject({
      path: ['seed'],
      message: 'must be a whole number',
    });
  });

  it('of a study are never null', () => {
    expect(parametersSchema.safeParse({ temperature: null }).success).toBe(false);
  });
});
