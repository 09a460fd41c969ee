import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';

const LANGUAGES = ['cpp', 'golang', 'java', 'javascript', 'python3', 'ruby'];
const TEXTS = [
  ...['id', 'title', 'title_slug', 'description', 'description_md', 'difficulty', 'source', 'url', 'type'],
  ...['release_date', 'test_case_generator', 'evaluator', 'generated_tests'],
];
const INTEGERS = ['release_timestamp', 'time_limit_nanos', 'memory_limit_bytes'];

export type Row = Record<string, unknown>;

/** A row as the public dataset has them: all six languages, other fields beside those that are read. */
export function row(changes: Row = {}): Row {
  const solution = (code: string) => ({
    code,
    memory: 1024,
    memoryDistribution: null,
    runtime: 3,
    runtimeDistribution: '[]',
  });
  return {
    id: '7',
    title: 'Seven',
    title_slug: 'seven',
    description: 'Print seven.',
    description_md: 'Print *seven*.',
    difficulty: 'Easy',
    tags: ['Hash Table', 'Bit Manipulation'],
    source: 'aizu',
    url: 'https://example.org/7',
    type: 'io',
    release_timestamp: null,
    release_date: null,
    time_limit_nanos: 2_000_000_000,
    memory_limit_bytes: 1024,
    starter_code: null,
    solutions: Object.fromEntries(LANGUAGES.map((language) => [language, solution(`seven in ${language}`)])),
    test_case_generator: 'def generate_test_cases(num_cases, seed=42): ...',
    evaluator: 'def evaluate(expected_output, program_output):\n    return expected_output == program_output',
    generated_tests: JSON.stringify([
      { input: 'é\n', output: '7' },
      { input: '', output: '' },
    ]),
    test_runners: null,
    ...changes,
  };
}

export function functionalRow(changes: Row = {}): Row {
  const inAll = (text: string) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, `${text} in ${language}`]));
  return row({
    id: '8',
    title_slug: 'eight',
    source: 'leetcode',
    type: 'functional',
    starter_code: inAll('frame'),
    test_runners: inAll('before\n==Code Submission==\nafter'),
    ...changes,
  });
}

/** Writes rows as a Parquet file of the public layout: nested columns, 64-bit integers, `rowGroupSize` rows a group. */
export function writeShard(filename: string, rows: readonly Row[], rowGroupSize = 100): void {
  mkdirSync(dirname(filename), { recursive: true });
  const column = (name: string) => rows.map((each) => each[name] ?? null);
  const integers = (name: string) =>
    column(name).map((value) => (typeof value === 'number' ? BigInt(value) : value));
  const text = (name: string) =>
    ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }) as const;
  const group = (name: string, fields: readonly unknown[]) => [
    { name, repetition_type: 'OPTIONAL', num_children: fields.length } as const,
  ];
  const int64 = (name: string) => ({ name, type: 'INT64', repetition_type: 'OPTIONAL' }) as const;
  const solution = (language: string) => [
    { name: language, repetition_type: 'OPTIONAL', num_children: 5 } as const,
    ...[
      text('code'),
      int64('memory'),
      text('memoryDistribution'),
      int64('runtime'),
      text('runtimeDistribution'),
    ],
  ];
  const languages = LANGUAGES.map(text);
  const starters = [...languages, text('rust')];
  const withBigints = (value: unknown): unknown =>
    typeof value === 'number'
      ? BigInt(value)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBigints(inner)]))
        : value;
  parquetWriteFile({
    filename,
    rowGroupSize,
    schema: [
      { name: 'schema', num_children: TEXTS.length + INTEGERS.length + 4 },
      ...TEXTS.map(text),
      ...INTEGERS.map(int64),
      { name: 'tags', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      text('element'),
      ...group('starter_code', starters),
      ...starters,
      ...group('test_runners', languages),
      ...languages,
      ...group('solutions', LANGUAGES),
      ...LANGUAGES.flatMap(solution),
    ] as never,
    columnData: [
      ...TEXTS.map((name) => ({ name, data: column(name) })),
      ...INTEGERS.map((name) => ({ name, data: integers(name) })),
      { name: 'tags', data: column('tags') },
      { name: 'starter_code', data: column('starter_code') },
      { name: 'test_runners', data: column('test_runners') },
      { name: 'solutions', data: column('solutions').map(withBigints) },
    ] as never,
  });
}
