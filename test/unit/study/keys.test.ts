import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { sentParameters } from '../../../harness/models/parameters.js';
import { answerIdentity, type AnswerQuestion } from '../../../harness/study/keys.js';
import { planCells } from '../../../harness/study/plan.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { madeUpProblem } from '../models/problems.js';

const template = vi.hoisted(() => ({ text: 'first' }));
vi.mock('../../../harness/stages/prompt.js', () => ({
  templateHash: (stage: string) => `${template.text}-${stage}`,
}));
beforeEach(() => {
  template.text = 'first';
});

const OPENAI = {
  kind: 'openai',
  apiName: 'api-m',
  baseUrl: 'https://one.example/v1',
  keyVariable: 'A_KEY',
} as const;
const MODEL: ModelSpec = {
  id: 'm',
  name: 'M',
  provenance: '[D] test',
  source: OPENAI,
  price: null,
  parameters: {},
  scripted: false,
};
const QUESTION: AnswerQuestion = {
  model: MODEL,
  parameters: { temperature: 0 },
  problem: madeUpProblem('python', 1),
  stage: 'fix',
  inputProgramHash: 'input',
  sample: 1,
};
const keyOf = (change: Partial<AnswerQuestion> = {}): string =>
  answerIdentity({ ...QUESTION, ...change }).key;
const withModel = (change: Partial<ModelSpec>): string => keyOf({ model: { ...MODEL, ...change } });

describe("an answer's key", () => {
  it.each([
    ['the model', () => withModel({ id: 'other' })],
    ["the model's name at the endpoint", () => withModel({ source: { ...OPENAI, apiName: 'other' } })],
    ["the study's parameters", () => keyOf({ parameters: { temperature: 1 } })],
    ["the model's parameters", () => withModel({ parameters: { temperature: 1 } })],
    ['the problem', () => keyOf({ problem: madeUpProblem('python', 2) })],
    ['the language', () => keyOf({ problem: madeUpProblem('go', 1) })],
    ["the problem's statement", () => keyOf({ problem: { ...QUESTION.problem, statement: 'Other.' } })],
    ['the stage', () => keyOf({ stage: 'refine' })],
    ['the program that goes in', () => keyOf({ inputProgramHash: 'other' })],
    ['the sample', () => keyOf({ sample: 2 })],
    ['what a fixer is told', () => keyOf({ failure: 'It does not compile.' })],
  ])('depends on %s', (_, other) => {
    expect(other()).not.toBe(keyOf());
  });

  // Worked out before there were endpoints, names of their own and seeds that move on.
  it.each([
    ['of chat', {}, '6aae6dab119ee4986ca48958cbaade028e9b012bc0dd32127f60da8e2e443305'],
    [
      'with a seed',
      { parameters: { temperature: 0, seed: 7 } },
      '10ba3ed8cd4d36addb087e71cbb4d62740382f09e7f0ff36fecbd06ab503085b',
    ],
    ['of a second sample', { sample: 2 }, '7cb7ce7c8660a65fff477fe15b8e6332c59f2c1e831c22448b1d829be1c8de68'],
  ])('%s is what it always was', (_, change, key) => {
    expect(keyOf(change)).toBe(key);
    const chat = {
      ...MODEL,
      source: { ...OPENAI, endpoint: 'chat', headers: { a: 'b' }, timeoutSeconds: 9 },
    } as const;
    expect(keyOf({ model: chat, ...change })).toBe(key);
  });

  it('depends on what is sent: endpoint, names of parameters, seed of the sample', () => {
    expect(withModel({ source: { ...OPENAI, endpoint: 'completion' } })).not.toBe(keyOf());
    expect(withModel({ rename: { temperature: 'heat' } })).not.toBe(keyOf());
    expect(withModel({ parameters: { temperature: null } })).not.toBe(keyOf());
    const { identityJson } = answerIdentity({ ...QUESTION, parameters: { seed: 7 }, sample: 3 });
    expect((JSON.parse(identityJson) as { parameters: unknown }).parameters).toEqual({ seed: 9 });
  });

  it('depends on every word that a fixer is told, also of a recorded model, and not on being told nothing', () => {
    const recorded: ModelSpec = { ...MODEL, source: { kind: 'recorded' } };
    for (const model of [MODEL, recorded]) {
      const keys = [keyOf({ model }), keyOf({ model, failure: 'one' }), keyOf({ model, failure: 'two' })];
      expect(new Set(keys).size).toBe(3);
      expect(keyOf({ model, failure: null })).toBe(keys[0]);
    }
  });

  it('depends on the words of those who put questions in their own', () => {
    const prompts = { render: () => '', hash: () => 'own' };
    expect(keyOf({ prompts })).not.toBe(keyOf());
  });

  it('depends on the template of the prompt', () => {
    const before = keyOf();
    template.text = 'second';
    expect(keyOf()).not.toBe(before);
  });

  it.each([
    ['the base URL', () => withModel({ source: { ...OPENAI, baseUrl: 'https://two.example/v1' } })],
    ['the key variable', () => withModel({ source: { ...OPENAI, keyVariable: null } })],
    ['the price', () => withModel({ price: { inputUsdPerMTok: 1, outputUsdPerMTok: 1 } })],
    ['the name for people', () => withModel({ name: 'Another name' })],
    ['the categories of the problem', () => keyOf({ problem: madeUpProblem('python', 1, ['Greedy']) })],
    [
      'a parameter of the study that the model overrides',
      () => {
        const model = { ...MODEL, parameters: { temperature: 0 } };
        return keyOf({ model, parameters: { temperature: 1 } });
      },
    ],
  ])('does not depend on %s', (_, other) => {
    expect(other()).toBe(keyOf());
  });

  it('does not depend on weights, limits, seed and name of the study', () => {
    const keys = ['', 'weights: { correctness: 1 }\nlimits: { cpu_ms: 1 }\nseed: 9\n'].map((lines, index) => {
      const text = `version: 1\nname: n${index}\ndatasets: [made-up]\nmodels: [m]\n${lines}`;
      const cells = planCells(parseStudy(text, 'study.yaml'), [madeUpProblem('python', 1)], [MODEL]);
      return cells.map(({ answer }) => answer.key);
    });
    expect(keys[0]).toHaveLength(3);
    expect(keys[1]).toEqual(keys[0]);
  });

  it('of a recorded model depends on nothing that nobody knows of it', () => {
    const model: ModelSpec = { ...MODEL, source: { kind: 'recorded' } };
    const before = keyOf({ model });
    template.text = 'second';
    expect(keyOf({ model, parameters: { temperature: 1 } })).toBe(before);
    expect(keyOf({ model, sample: 2 })).not.toBe(before);
  });
});

describe('parameters', () => {
  it("of the model win over the study's, in what is sent and in the key", () => {
    const model = { ...MODEL, parameters: { temperature: 1 } };
    const sent = sentParameters(model, { temperature: 0, max_tokens: 5 });
    expect(sent).toEqual({ temperature: 1, max_tokens: 5 });
    const { identityJson } = answerIdentity({
      ...QUESTION,
      model,
      parameters: { temperature: 0, max_tokens: 5 },
    });
    expect((JSON.parse(identityJson) as { parameters: unknown }).parameters).toEqual(sent);
  });
});
