import type { Limits, SandboxJob, Step, StepEnd } from '../sandbox/contract.js';
import type { Attack } from './attack.js';

const MIB = 2 ** 20;
const RUN: Limits = {
  cpuMs: 3_000,
  wallMs: 6_000,
  memoryBytes: 256 * MIB,
  processes: 64,
  openFiles: 256,
  fileBytes: 16 * MIB,
  outputBytes: 4 * MIB,
};
const BUILD: Limits = { ...RUN, cpuMs: 20_000, wallMs: 30_000, memoryBytes: 1024 * MIB };
const WORK_BYTES = 32 * MIB;
const ENV = { PATH: '/usr/bin:/bin', HOME: '/work', LANG: 'C.UTF-8' };

interface Raw {
  readonly language: 'shell' | 'c';
  readonly source: string;
  readonly token?: string | undefined;
}

/** The job of an attack that is no judged program: a shell script, or a C program that is compiled first. */
export function rawJob(raw: Raw, attack: Partial<Attack> = {}): SandboxJob {
  const { argv, laterStep, collect, stdin } = attack;
  const run: Omit<Step, 'argv'> = {
    name: 'run',
    phase: 'run',
    env: ENV,
    sampleMemory: false,
    limits: RUN,
    token: raw.token,
  };
  const first = argv ?? (raw.language === 'c' ? ['/work/main'] : ['/bin/sh', 'main.sh']);
  const compile: Step = {
    ...run,
    name: 'compile',
    phase: 'build',
    token: undefined,
    argv: ['/usr/bin/gcc', '-O1', '-w', '-pthread', '-o', 'main', 'main.c'],
    limits: BUILD,
  };
  const input = typeof stdin === 'object' ? stdin.repeat.repeat(stdin.times) : stdin;
  return {
    files: [{ path: raw.language === 'c' ? 'main.c' : 'main.sh', content: raw.source }],
    mounts: [],
    workBytes: WORK_BYTES,
    steps: [
      ...(raw.language === 'c' ? [compile] : []),
      { ...run, argv: first, stdin: input },
      ...(laterStep === undefined ? [] : [{ ...run, name: 'later', argv: ['/bin/sh', '-c', laterStep] }]),
    ],
    collect,
  };
}

/** A step's end in the words of the corpus. */
export function endInWords(end: StepEnd): string {
  switch (end.kind) {
    case 'exited':
      return `exited ${end.code}`;
    case 'signalled':
      return `signalled ${end.signal}`;
    case 'limit':
      return `limit ${end.limit}`;
    case 'not_started':
      return 'not_started';
  }
}
