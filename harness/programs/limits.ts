import { runLimitsSchema } from '../stages/limits.js';
import type { Limits } from '../sandbox/contract.js';

const MIB = 1 << 20;

/** Of one test, as EffiBench-X's own harness has them: 10 s and 1,024 MiB; the time is CPU time here. */
export const PROGRAM_LIMITS = runLimitsSchema.parse({ memory_mib: 1024 });

/** For an evaluator to decide on one output; what takes the longer time without the CPU's is the machine's fault. */
export const EVALUATOR_LIMITS = { cpuSeconds: 10, wallSeconds: 60 } as const;
/** Of what asks an evaluator about many outputs. */
export const EVALUATING: Limits = {
  cpuMs: 600_000,
  wallMs: 1_800_000,
  memoryBytes: 1024 * MIB,
  processes: 64,
  openFiles: 256,
  fileBytes: MIB,
  outputBytes: MIB,
};
/** Of what runs a dataset's runner around a function: it reads whole inputs and prints whole answers. */
export const CALLING: Limits = { ...EVALUATING, fileBytes: 64 * MIB, outputBytes: 256 * MIB };
