import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetModule } from '../../../datasets/index.js';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';
import { refusal, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();
const db = join(folder, 'unused.sqlite');
const study = (name: string, ...lines: string[]): string => written(folder, name, `${lines.join('\n')}\n`);
const HEAD = ['version: 1', 'name: bad', 'datasets: [mini]'];

describe('data files', () => {
  const FILE = datasetModule('humaneval-x').sources()?.python.file ?? '';

  it('are named with the command that fetches them, when one is missing', async () => {
    const data = join(folder, 'empty-data');
    const line = await refusal(['verify', 'humaneval-x', '--languages', 'python'], {
      env: { PERFORCH_DATA: data },
    });
    expect(line).toContain(join(data, 'humaneval-x', FILE));
    expect(line).toContain('missing');
    expect(line).toContain('perforch datasets fetch');
  });

  it('are refused with both hashes, when one has another content', async () => {
    const data = join(folder, 'wrong-data');
    mkdirSync(join(data, 'humaneval-x'), { recursive: true });
    const file = written(join(data, 'humaneval-x'), FILE.replace(/\.gz$/, ''), '{"task_id": "Python/0"}\n');
    const line = await refusal(['verify', 'humaneval-x', '--languages', 'python'], {
      env: { PERFORCH_DATA: data },
    });
    expect(line).toContain(file);
    expect(line).toMatch(/expected [0-9a-f]{64}, found [0-9a-f]{64}/);
  });
});

describe('a file to import', () => {
  const RECORD = { model: 'm', dataset: 'mini', language: 'python', task_id: 'Python/4', sample: 1, raw: '' };
  const file = (name: string, ...lines: unknown[]): string =>
    written(folder, name, lines.map((line) => `${String(line)}\n`).join(''));

  it('is refused at a line that is no JSON', async () => {
    const path = file('corrupt.jsonl', '', '{"model": "m", "data');
    expect(await refusal(['import', path, '--db', db])).toMatch(`${path}:2: not valid JSON`);
  });

  it('is refused at a field that does not fit', async () => {
    const path = file('field.jsonl', JSON.stringify({ ...RECORD, sample: 'one' }));
    expect(await refusal(['import', path, '--db', db])).toMatch(`${path}:1: sample: `);
  });

  it('is refused at a problem that the data set does not have', async () => {
    const path = file('task.jsonl', JSON.stringify({ ...RECORD, task_id: 'Python/999' }));
    expect(await refusal(['import', path, '--db', db])).toMatch(`${path}:1: task_id: `);
  });

  it('is named when it is not there', async () => {
    const path = join(folder, 'nowhere.jsonl');
    expect(await refusal(['import', path, '--db', db])).toContain(path);
  });
});

describe('a study file', () => {
  it('is named when it is not there', async () => {
    const path = join(folder, 'nowhere.yaml');
    expect(await refusal(['run', path, '--db', db])).toContain(`cannot read ${path}`);
  });

  it('is refused for a field with a slip, with the field that was meant', async () => {
    const path = study('slip.yaml', ...HEAD, 'models: [grok-3]', 'langauges: [python]');
    expect(await refusal(['run', path, '--db', db])).toBe(
      `${path}:5: langauges: there is no such field: did you mean languages?`,
    );
  });

  it('is refused for YAML that is none, with the line', async () => {
    const path = study('yaml.yaml', ...HEAD, 'models: [grok-3');
    expect(await refusal(['run', path, '--db', db])).toMatch(new RegExp(`${path}:\\d: not valid YAML`));
  });

  it('is refused for a value of another type, with the value', async () => {
    const path = study('type.yaml', ...HEAD, 'models: [grok-3]', 'samples: many');
    expect(await refusal(['run', path, '--db', db])).toBe(
      `${path}:5: samples: must be a whole number (got "many")`,
    );
  });

  it('is refused for a value that is none of the known ones', async () => {
    const path = study('value.yaml', ...HEAD, 'models: [grok-3]', 'languages: [python, perl]');
    expect(await refusal(['run', path, '--db', db])).toMatch(
      `${path}:5: languages.1: must be one of python, java, cpp, go, rust (got "perl")`,
    );
  });

  it('is refused for an unknown model, with the nearest', async () => {
    const path = study('model.yaml', ...HEAD, 'models: [grok3]');
    expect(await refusal(['run', path, '--db', db])).toMatch(
      `${path}: models: unknown model "grok3"; did you mean grok-3`,
    );
  });

  it('is refused for an unknown data set, with the known ones', async () => {
    const path = study('dataset.yaml', 'version: 1', 'name: bad', 'datasets: [mimi]', 'models: [grok-3]');
    const line = await refusal(['run', path, '--db', db]);
    expect(line).toContain(`${path}: datasets: `);
    expect(line).toContain('"mimi"');
    expect(line).toContain('mini');
  });

  it('is refused for a task that the data set does not have', async () => {
    const path = study('task.yaml', ...HEAD, 'models: [grok-3]', 'problems: [1, 999]');
    expect(await refusal(['run', path, '--db', db])).toContain(
      `${path}: problems: mini has no task 999: use numbers`,
    );
  });

  it('is refused for imported models where nothing was imported', async () => {
    const path = study('imported.yaml', ...HEAD, 'models: imported');
    expect(await refusal(['run', path, '--db', db])).toContain('run perforch import first');
  });
});

describe('a key that is not set', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer({ m: () => 'never said' });
  });
  afterAll(() => server.close());

  it('is named before anything is sent', async () => {
    written(
      folder,
      'models.yaml',
      `models: [{ id: keyed, name: Keyed, source: { kind: openai, apiName: m, baseUrl: "${server.baseUrl}", keyVariable: CLI_TEST_KEY } }]\n`,
    );
    const path = study('key.yaml', ...HEAD, 'models: [keyed]', 'model_files: [models.yaml]');
    const line = await refusal(['run', path, '--db', db], { env: { CLI_TEST_KEY: undefined } });
    expect(line).toContain('CLI_TEST_KEY is not set');
    expect(server.requests).toEqual([]);
  });
});
