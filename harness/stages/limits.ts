import { z } from 'zod';
import type { Limits } from '../sandbox/contract.js';

const MIB = 1 << 20;

/** What a program may use while it is judged; a study can change these, and they are part of a run's identity. */
export const runLimitsSchema = z.strictObject({
  cpu_ms: z.int().positive().default(10_000),
  wall_ms: z.int().positive().default(30_000),
  memory_mib: z.int().positive().default(2048),
  output_mib: z.int().positive().default(16),
});
export type RunLimits = z.infer<typeof runLimitsSchema>;

/** Compilers get more: what they exceed is a compile error of the program. */
export const BUILD_LIMITS: Limits = {
  cpuMs: 60_000,
  wallMs: 120_000,
  memoryBytes: 3072 * MIB,
  processes: 256,
  openFiles: 1024,
  fileBytes: 256 * MIB,
  outputBytes: 16 * MIB,
};

/** Size of the private work folder: sources, build output and what the program writes. */
export const WORK_BYTES = 512 * MIB;

export function limitsOfRun(limits: RunLimits): Limits {
  return {
    cpuMs: limits.cpu_ms,
    wallMs: limits.wall_ms,
    memoryBytes: limits.memory_mib * MIB,
    processes: 128,
    openFiles: 256,
    fileBytes: 64 * MIB,
    outputBytes: limits.output_mib * MIB,
  };
}
