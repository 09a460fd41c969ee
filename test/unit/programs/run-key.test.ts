import { describe, expect, it } from 'vitest';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import type { Toolchain } from '../../../harness/languages/contract.js';
import { programRunKey, testsHash, type ProgramRequest } from '../../../harness/programs/judge.js';
import { PROGRAM_LIMITS } from '../../../harness/programs/limits.js';

const { problems } = await loadProgramDataset('mini-effibench');
const [stdin] = problems.filter((problem) => problem.kind === 'stdin');
const [functional] = problems.filter((problem) => problem.kind === 'functional');
const called = problems.find((problem) => problem.kind === 'functional' && problem.language === 'rust');
if (stdin === undefined || functional === undefined || called?.kind !== 'functional')
  throw new Error('the mini set has both kinds');

const python: Toolchain = {
  language: 'python',
  version: '3',
  paths: { python: '/usr/bin/python3' },
  mounts: [],
  fingerprint: 'one',
};
const request: ProgramRequest = {
  problem: stdin,
  program: 'print(1)',
  tests: [{ input: '1', output: '2' }],
  limits: PROGRAM_LIMITS,
};
const keyOf = (changes: Partial<ProgramRequest>, toolchain = python, id = 'bubblewrap') =>
  runKeyOf({ ...request, ...changes }, toolchain, id);
const runKeyOf = (changed: ProgramRequest, toolchain: Toolchain, id: string) =>
  programRunKey(changed, testsHash(changed.tests), { program: toolchain, python }, { id });

describe('the identity of a run of a program', () => {
  it('is the same for the same, whatever the CPUs', () => {
    expect(keyOf({ cpus: [1] })).toBe(keyOf({}));
  });

  it.each([
    ['program', keyOf({ program: 'print(2)' })],
    ['input of a test', keyOf({ tests: [{ input: '2', output: '2' }] })],
    ['expected output', keyOf({ tests: [{ input: '1', output: '1' }] })],
    ['evaluator', keyOf({ problem: { ...stdin, evaluator: 'def evaluate(a, b): return True' } })],
    ['runner', keyOf({ problem: functional })],
    ['limit', keyOf({ limits: { ...PROGRAM_LIMITS, cpu_ms: 1 } })],
    ['toolchain', keyOf({}, { ...python, fingerprint: 'other' })],
    ['sandbox', keyOf({}, python, 'docker')],
  ])('is another with another %s', (_, key) => {
    expect(key).not.toBe(keyOf({}));
  });
});

describe('the identity of a run of a function that another language’s runner is put around', () => {
  const rustKey = (changes: Partial<typeof called>) => keyOf({ problem: { ...called, ...changes } });

  it.each([
    ['runner', { runner: `${called.runner}\nprint()` }],
    ['name in the runner', { call: { ...call(), pythonName: 'other' } }],
    ['type', { call: { ...call(), returns: 'i64' as const } }],
  ])('is another with another %s', (_, changes) => {
    expect(rustKey(changes)).not.toBe(rustKey({}));
  });

  function call() {
    if (called?.kind !== 'functional' || called.call === undefined) throw new Error('it is called');
    return called.call;
  }
});
