import { describe, expect, it } from 'vitest';
import { humanevalXRow } from '../../../datasets/humaneval-x/rows.js';
import { humanevalpackRow } from '../../../datasets/humanevalpack/rows.js';
import { parseRows } from '../../../datasets/rows.js';
import { UserError } from '../../../harness/errors.js';

const row = {
  task_id: 'Go/1',
  prompt: 'p',
  declaration: 'd',
  canonical_solution: 'c',
  test: 't',
  example_test: '',
  test_setup: 'package main',
};

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('rows of a JSON Lines file', () => {
  it('are read past blank lines and fields that nobody asked for', () => {
    const rows = parseRows(
      'f.jsonl',
      `${lines(row)}\n\n${lines({ ...row, text: 'more' })}\n`,
      humanevalXRow.go,
    );
    expect(rows.map((each) => each.task_id)).toEqual(['Go/1', 'Go/1']);
  });

  it.each([
    [
      lines(row, { ...row, prompt: undefined }),
      /^f\.jsonl:2: field "prompt": .*: the file is damaged: fetch it again/,
    ],
    [lines({ ...row, test: 5 }), /^f\.jsonl:1: field "test": .*\(value: 5\): the file is damaged/],
    [lines({ ...row, task_id: 'Rust/1' }), /^f\.jsonl:1: field "task_id": .*\(value: "Rust\/1"\)/],
    [lines({ ...row, test_setup: undefined }), /field "test_setup"/],
    [
      `${lines(row)}\n{"task_id": "Go/`,
      /^f\.jsonl:2: no JSON, the line begins "\{"task_id": "Go\/": the file is damaged/,
    ],
    ['[]', /^f\.jsonl:1: field "\(all\)"/],
  ])('name file, line, field and value where they do not fit: %s', (text, message) => {
    const read = () => parseRows('f.jsonl', text, humanevalXRow.go);
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });

  it('must have the wrong body in HumanEvalPack', () => {
    expect(() => parseRows('f.jsonl', lines(row), humanevalpackRow.go)).toThrow(/field "buggy_solution"/);
  });
});
