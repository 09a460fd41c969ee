import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { readRecordedAnswers, type RecordedAnswer } from '../../../harness/models/import.js';

const RECORD = {
  model: 'm',
  dataset: 'humaneval-x',
  language: 'cpp',
  task_id: 'CPP/0',
  sample: 1,
  raw: 'return 1;',
};

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'perforch-import-')), name);
  await writeFile(file, content);
  return file;
}

async function all(file: string): Promise<RecordedAnswer[]> {
  const records: RecordedAnswer[] = [];
  for await (const record of readRecordedAnswers(file)) records.push(record);
  return records;
}

async function refusalOf(name: string, content: string | Buffer): Promise<string> {
  const file = await fileOf(name, content);
  const refused: unknown = await all(file).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect((refused as UserError).message).not.toContain('\n');
  return (refused as UserError).message.replace(file, 'F');
}

const lines = (...records: object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('reading recorded answers', () => {
  it('fills in what a short record leaves out', async () => {
    const file = await fileOf('a.jsonl', lines(RECORD));
    expect(await all(file)).toEqual([
      {
        file,
        line: 1,
        model: 'm',
        dataset: 'humaneval-x',
        language: 'cpp',
        taskId: 'CPP/0',
        stage: 'generate',
        sample: 1,
        inputProgram: null,
        answer: {
          state: 'answered',
          raw: 'return 1;',
          finishReason: null,
          promptTokens: null,
          completionTokens: null,
          reasoningTokens: null,
          cachedPromptTokens: null,
          latencyMs: null,
          servedModel: null,
          fingerprint: null,
        },
      },
    ]);
  });

  it('keeps what a full record says', async () => {
    const full = {
      ...RECORD,
      stage: 'fix',
      input_program: 'broken',
      finish_reason: 'stop',
      prompt_tokens: 3,
      completion_tokens: 4,
      latency_ms: 1.5,
      note: 'ignored',
    };
    const [record] = await all(await fileOf('a.jsonl', lines(full)));
    expect(record).toMatchObject({
      stage: 'fix',
      inputProgram: 'broken',
      answer: { finishReason: 'stop', promptTokens: 3, completionTokens: 4, latencyMs: 1.5 },
    });
  });

  it.each([
    [{ finish_reason: 'length' }, 'cut'],
    [{ finish_reason: 'length', raw: '' }, 'cut'],
    [{ finish_reason: 'content_filter' }, 'filtered'],
    [{ raw: '' }, 'empty'],
    [{ raw: ' \n' }, 'empty'],
    [{ finish_reason: null }, 'answered'],
  ])('maps %j to %s', async (change, state) => {
    const [record] = await all(await fileOf('a.jsonl', lines({ ...RECORD, ...change })));
    expect(record?.answer.state).toBe(state);
  });

  it.each([
    ['c++', 'cpp'],
    ['CPP', 'cpp'],
    ['golang', 'go'],
    ['Python', 'python'],
    ['RUST', 'rust'],
  ])('takes %s for %s', async (language, meant) => {
    const [record] = await all(await fileOf('a.jsonl', lines({ ...RECORD, language })));
    expect(record?.language).toBe(meant);
  });

  it('unpacks .gz, crosses the borders of chunks, and skips blank lines, CR and the byte order mark', async () => {
    const long = { ...RECORD, raw: 'é🙂'.repeat(60_000) };
    const content = `\uFEFF${lines(long)}\r\n   \n${JSON.stringify(RECORD)}\r\n${JSON.stringify(long)}`;
    const records = await all(await fileOf('a.jsonl.gz', gzipSync(content)));
    expect(records.map(({ line }) => line)).toEqual([1, 4, 5]);
    expect(records[0]?.answer.raw).toBe(long.raw);
    expect(records[2]?.answer.raw).toBe(long.raw);
  });

  it('hands out good lines before it meets a bad one', async () => {
    const reading = readRecordedAnswers(await fileOf('a.jsonl', `${lines(RECORD)}{`));
    expect((await reading.next()).value).toMatchObject({ line: 1 });
    await expect(reading.next()).rejects.toThrow(/:2: not valid JSON/);
  });

  it.each([
    ['cut JSON', '{"model": "m", ', /^F:1: not valid JSON: \{"model": "m",; each line/],
    ['no object', '[1]', /^F:1: the line: /],
    ['a missing field', lines(RECORD, { ...RECORD, task_id: undefined }), /^F:2: task_id: .*missing\)$/],
    [
      'another language',
      lines({ ...RECORD, language: 'cobol' }),
      /^F:1: language: must be one of .*\(got "cobol"\)$/,
    ],
    ['another stage', lines({ ...RECORD, stage: 'guess' }), /^F:1: stage: .*\(got "guess"\)$/],
    ['half a sample', lines({ ...RECORD, sample: 1.5 }), /^F:1: sample: .*\(got 1.5\)$/],
    ['a negative count', lines({ ...RECORD, prompt_tokens: -1 }), /^F:1: prompt_tokens: .*\(got -1\)$/],
    ['raw that is no text', lines({ ...RECORD, raw: { a: 1 } }), /^F:1: raw: .*\(got \{"a":1\}\)$/],
    ['an empty model', lines({ ...RECORD, model: '' }), /^F:1: model: must not be empty/],
  ])('refuses %s', async (_, content, message) => {
    expect(await refusalOf('a.jsonl', content)).toMatch(message);
  });

  it('refuses files that are packed badly, packed without saying so, or not there', async () => {
    const packed = gzipSync(lines(...Array.from({ length: 2000 }, (_, sample) => ({ ...RECORD, sample }))));
    expect(await refusalOf('a.jsonl.gz', packed.subarray(0, packed.length - 20))).toMatch(
      /^F:\d+: cannot be read: /,
    );
    expect(await refusalOf('a.jsonl.gz', 'plain')).toMatch(/^F:1: cannot be read: incorrect header check/);
    expect(await refusalOf('a.jsonl', packed)).toMatch(/^F:1: cannot be read: it is not UTF-8 .*\.gz/);
    await expect(all('/nowhere/a.jsonl')).rejects.toThrow(/^\/nowhere\/a.jsonl:1: cannot be read: ENOENT/);
    await expect(all('/nowhere/a.jsonl.gz')).rejects.toThrow(
      /^\/nowhere\/a.jsonl.gz:1: cannot be read: ENOENT/,
    );
  });
});

const data = process.env['PERFORCH_DATA'];
describe.skipIf(data === undefined)('real recordings', () => {
  it('are all read', async () => {
    const folder = join(data ?? '', 'generations', 'local');
    const stages = new Map<string, number>();
    for (const name of await readdir(folder)) {
      for await (const { stage } of readRecordedAnswers(join(folder, name))) {
        stages.set(stage, (stages.get(stage) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(stages)).toEqual({ generate: 160, fix: 160, refine: 160 });
  });
});
