import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { loadRegistry } from '../../../harness/models/registry.js';

const MINE = `models:
  - id: my-model
    name: Mine
    source: { kind: openai, apiName: mine, baseUrl: "http://127.0.0.1:8080/v1", keyVariable: null }
`;

async function fileOf(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'perforch-models-')), 'mine.yaml');
  await writeFile(file, text);
  return file;
}

async function refusalOf(text: string): Promise<string> {
  const file = await fileOf(text);
  const refused: unknown = await loadRegistry([file]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  const { message } = refused as UserError;
  expect(message).not.toContain('\n');
  return message.replace(file, 'F');
}

describe("the study's models", async () => {
  const { models, get } = await loadRegistry();

  it('are 17 with ids of their own, none of them scripted', () => {
    expect(models).toHaveLength(17);
    expect(new Set(models.map(({ id }) => id)).size).toBe(17);
    expect(new Set(models.map(({ name }) => name)).size).toBe(17);
    expect(models.filter(({ scripted }) => scripted)).toEqual([]);
  });

  it('are the 14 of the released code and three of ours', () => {
    const marks = models.map(({ provenance }) => provenance.slice(0, 4));
    expect(marks.filter((mark) => mark === '[C] ')).toHaveLength(14);
    expect(marks.filter((mark) => mark === '[D] ')).toHaveLength(3);
  });

  it('have an API and a key variable, but for the two whose answers are imported', () => {
    const recorded = models.filter(({ source }) => source.kind === 'recorded').map(({ id }) => id);
    expect(recorded).toEqual(['baidu-comate', 'codegeex']);
    const openWithoutKey = models.filter(
      ({ source }) =>
        source.kind === 'openai' && source.keyVariable === null && !source.baseUrl.includes('127.0.0.1'),
    );
    expect(openWithoutKey).toEqual([]);
  });

  it('have a source for every price', () => {
    for (const model of models) expect(model.priceSource === null).toBe(model.price === null);
    expect(get('github-copilot').price).toEqual({ inputUsdPerMTok: 2.5, outputUsdPerMTok: 10 });
  });

  it.each([
    ['claude', 'claude-3-7-sonnet-20250219'],
    ['grok3', 'grok-3'],
    ['GPT-4.1', 'gpt-4.1-2025-04-14'],
    ['codegex', 'codegeex'],
    ['llama-3.1-8b', 'llama-3.1-8b-instruct'],
  ])('are suggested for %s', (typed, meant) => {
    expect(() => get(typed)).toThrow(UserError);
    expect(() => get(typed)).toThrow(`unknown model "${typed}"; did you mean ${meant}`);
  });
});

describe("a user's model file", () => {
  it('is added behind the study, with a provenance that names it', async () => {
    const file = await fileOf(MINE);
    const { models, get } = await loadRegistry([file]);
    expect(models).toHaveLength(18);
    expect(get('my-model')).toEqual({
      id: 'my-model',
      name: 'Mine',
      provenance: `[D] added by ${file}`,
      source: { kind: 'openai', apiName: 'mine', baseUrl: 'http://127.0.0.1:8080/v1', keyVariable: null },
      price: null,
      priceSource: null,
      parameters: {},
      scripted: false,
    });
  });

  it.each([
    [
      'an unknown field',
      MINE.replace('name:', 'nmae: x\n    name:'),
      /^F:3: models\.0\.nmae: .*did you mean name/,
    ],
    ['no name', MINE.replace('name: Mine', ''), /^F:2: models\.0\.name: /],
    ['a bad address', MINE.replace('"http:', '"ftp:'), /^F:4: models\.0\.source\.baseUrl: must be an http/],
    ['a password', MINE.replace('//127', '//me:pw@127'), /^F:4: models\.0\.source\.baseUrl: must not hold/],
    [
      'an unknown kind',
      MINE.replace('kind: openai', 'kind: magic'),
      /^F:4: models\.0\.source\.kind: .*\(got "magic"\)$/,
    ],
    [
      'a price without a source',
      `${MINE}    price: { inputUsdPerMTok: 1, outputUsdPerMTok: 2 }\n`,
      /priceSource: must say/,
    ],
    [
      'a negative price',
      `${MINE}    price: { inputUsdPerMTok: -1, outputUsdPerMTok: 2 }\n`,
      /^F:5: .*inputUsdPerMTok: .*-1/,
    ],
    [
      'a reserved parameter',
      `${MINE}    parameters: { stream: true }\n`,
      /^F:5: models\.0\.parameters: must not set any/,
    ],
    [
      'no mark',
      `${MINE}    provenance: mine\n`,
      /^F:5: models\.0\.provenance: must begin with its mark.*"mine"/,
    ],
    ['an upper-case id', MINE.replace('my-model', 'My Model'), /^F:2: models\.0\.id: .*\(got "My Model"\)$/],
    ['broken YAML', `${MINE}  - {`, /^F:\d+: not valid YAML: /],
    ['nothing', '', /^F:1: the file: /],
    ['an id of the study', MINE.replace('my-model', 'grok-3'), /^model id "grok-3" is given twice/],
  ])('is refused for %s', async (_, text, message) => {
    expect(await refusalOf(text)).toMatch(message);
  });

  it('does not show a key that was put where its variable belongs', async () => {
    const message = await refusalOf(MINE.replace('keyVariable: null', 'keyVariable: sk-abcdef'));
    expect(message).toMatch(/^F:4: models\.0\.source\.keyVariable: must be the NAME/);
    expect(message).not.toContain('sk-abcdef');
    expect(await refusalOf(MINE.replace('//127', '//me:secret@127'))).not.toContain('secret');
  });

  it('must be there', async () => {
    await expect(loadRegistry(['/nowhere/models.yaml'])).rejects.toThrow(
      /^cannot read \/nowhere\/models.yaml: ENOENT/,
    );
  });
});
