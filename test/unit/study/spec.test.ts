import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { loadRegistry } from '../../../harness/models/registry.js';
import { modelFilesOf, parseStudy, readStudy, studyHash } from '../../../harness/study/spec.js';

const LEAST = 'version: 1\nname: least\ndatasets: [mini]\nmodels: [m]\n';
const hashOf = (text: string): string => studyHash(parseStudy(text, 'study.yaml'));
const folder = mkdtempSync(join(tmpdir(), 'perforch-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refusalOf(text: string): string {
  try {
    parseStudy(text, 'study.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error('the study was taken');
}

describe('the shortest study file', () => {
  it('gets these defaults', () => {
    expect(parseStudy(LEAST, 'study.yaml')).toEqual({
      version: 1,
      name: 'least',
      datasets: ['mini'],
      languages: ['python', 'java', 'cpp', 'go', 'rust'],
      stages: ['generate', 'fix', 'refine'],
      models: ['m'],
      model_files: [],
      samples: 1,
      parameters: { temperature: 0, max_tokens: 4096 },
      limits: { cpu_ms: 10_000, wall_ms: 30_000, memory_mib: 2048, output_mib: 16 },
      weights: {
        correctness: 0.5,
        execution_time: 0.2,
        mean_memory: 0.1,
        max_memory: 0.1,
        cpu_efficiency: 0.1,
      },
      measure: { presets: ['precise'] },
      seed: 1,
    });
  });
});

describe('what a study measures by', () => {
  it('may be nothing', () => {
    expect(parseStudy(`${LEAST}measure: { presets: [] }\n`, 'study.yaml').measure.presets).toEqual([]);
  });

  it('keeps the order of the file: the first preset is that of the rankings', () => {
    const { measure } = parseStudy(`${LEAST}measure: { presets: [paper, precise] }\n`, 'study.yaml');
    expect(measure.presets).toEqual(['paper', 'precise']);
  });
});

describe('the hash of a study', () => {
  it('is the same for another order of fields, comments and spelt-out defaults', () => {
    const other = '# a comment\nmodels:\n  - m\nseed: 1\ndatasets: [mini] # one\nname: least\nversion: 1\n';
    expect(hashOf(other)).toBe(hashOf(LEAST));
  });

  it.each([
    ['a weight', 'weights: { correctness: 0.6 }'],
    ['the samples', 'samples: 2'],
    ['a limit', 'limits: { cpu_ms: 1 }'],
    ['the presets', 'measure: { presets: [precise, paper] }'],
    ['their order', 'measure: { presets: [paper, precise] }'],
    ['the seed', 'seed: 2'],
    ['what refining must improve by', 'refine_thresholds: { max_memory: 0.1 }'],
  ])('is another for another value of %s', (_, line) => {
    expect(hashOf(`${LEAST}${line}\n`)).not.toBe(hashOf(LEAST));
  });

  it('does not depend on its money', () => {
    const budget =
      'budget: { usd: 5, models: { m: 1 }, prices: { m: { inputUsdPerMTok: 1, outputUsdPerMTok: 2, priceSource: x } } }';
    expect(hashOf(`${LEAST}${budget}\n`)).toBe(hashOf(LEAST));
  });

  it('does not depend on the folder of the file, though its files of models are taken from there', async () => {
    const text = `${LEAST}model_files: [mine.yaml]\n`;
    const path = join(folder, 'study.yaml');
    writeFileSync(path, text);
    const study = await readStudy(path);
    expect(studyHash(study.spec)).toBe(hashOf(text));
    expect(modelFilesOf(study)).toEqual([join(folder, 'mine.yaml')]);
  });
});

describe('a study file', () => {
  it.each([
    ['seed: -1', /^study.yaml:5: seed: /],
    ['samples: 0', /^study.yaml:5: samples: .*\(got 0\)$/],
    ['samples: 1.5', /^study.yaml:5: samples: must be a whole number \(got 1.5\)$/],
    ['stages: []', /^study.yaml:5: stages: is empty/],
    ['stages: [fix, fix]', /^study.yaml:5: stages: has an entry twice/],
    ['limits: { cpu_sm: 1 }', /^study.yaml:5: limits.cpu_sm: there is no such field: did you mean cpu_ms\?$/],
    ['limits:\n  wall_ms: no', /^study.yaml:6: limits.wall_ms: .*\(got "no"\)$/],
    ['weights: { correctness: -1 }', /^study.yaml:5: weights.correctness: .*\(got -1\)$/],
    [
      'weights: { correctness: 0, execution_time: 0, mean_memory: 0, max_memory: 0, cpu_efficiency: 0 }',
      /^study.yaml:5: weights: at least one weight must be above 0$/,
    ],
    [
      'measure: { presets: [exact] }',
      /^study.yaml:5: measure.presets.0: must be one of precise, counted, quick, paper, single \(got "exact"\)$/,
    ],
    ['measure: { presets: [paper, paper] }', /^study.yaml:5: measure.presets: has an entry twice/],
    [
      'measure: { preset: paper }',
      /^study.yaml:5: measure.preset: there is no such field: did you mean presets\?$/,
    ],
    ['parameters: { stream: true }', /^study.yaml:5: parameters: must not set any of /],
    ['zzz: 1', /^study.yaml:5: zzz: there is no such field: the fields here are version, name, /],
    ['seed: 1\nseed: 2', /^study.yaml:6: not valid YAML: /],
  ])('is refused for %j in one line with its place', (line, message) => {
    const refusal = refusalOf(`${LEAST}${line}\n`);
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain('\n');
  });

  it.each(['', '- a\n', 'text\n'])('is refused when it is %j', (text) => {
    expect(refusalOf(text)).toMatch(/^study.yaml:\d: the file: /);
  });

  it('names the version that is needed', () => {
    expect(refusalOf(LEAST.replace('version: 1', 'version: 2'))).toBe(
      'study.yaml:1: version: must be 1, the version of the format (got 2)',
    );
  });
});

describe('docs/study-file.md', () => {
  const documentation = readFileSync('docs/study-file.md', 'utf8');
  const [example = '', models = ''] = [...documentation.matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text]) => text ?? '',
  );

  it('has an example that is a study with every field given', () => {
    const spec = parseStudy(example, 'docs/study-file.md');
    expect(spec.weights.correctness).toBe(0.6);
    const fields = [...documentation.matchAll(/^\| `(\w+)(?:\.(\w+))?`/gm)];
    for (const [, field = '', member] of fields) {
      const value = (spec as Record<string, unknown>)[field];
      expect(value, field).toBeDefined();
      if (member !== undefined) expect(value).toHaveProperty(member);
    }
    expect(new Set(fields.map(([, field]) => field))).toEqual(new Set(Object.keys(spec)));
  });

  it('has an example of a file of models that the registry takes, and names models that exist', async () => {
    const file = join(folder, 'my-models.yaml');
    writeFileSync(file, models);
    const registry = await loadRegistry([file]);
    const spec = parseStudy(example, 'docs/study-file.md');
    for (const id of spec.models) expect(registry.get(id).id).toBe(id);
  });
});
