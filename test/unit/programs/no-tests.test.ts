import { expect, it } from 'vitest';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import type { Toolchain } from '../../../harness/languages/contract.js';
import { judgeProgram } from '../../../harness/programs/judge.js';
import { PROGRAM_LIMITS } from '../../../harness/programs/limits.js';

const python: Toolchain = { language: 'python', version: '3', paths: {}, mounts: [], fingerprint: 'none' };

it('a program without tests has no verdict, and never a pass', async () => {
  const [problem] = (await loadProgramDataset('mini-effibench')).problems;
  if (problem === undefined) throw new Error('the mini set is empty');
  const sandbox = {
    id: 'none',
    probe: () => Promise.reject(new Error('not asked')),
    run: () => Promise.reject(new Error('nothing is to run')),
  };
  const request = { problem, program: 'print(1)', tests: [], limits: PROGRAM_LIMITS };
  await expect(judgeProgram(request, { program: python, python }, sandbox)).rejects.toThrow('no tests');
});
