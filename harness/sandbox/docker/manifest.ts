import { z } from 'zod';
import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import type { Toolchain } from '../../languages/contract.js';
import type { Limits, SandboxJob } from '../contract.js';

/** Where an image keeps what its toolchains are. */
export const MANIFEST_PATH = '/opt/perforch/toolchains.json';

const toolchain = z.strictObject({
  language: z.enum(LANGUAGES),
  version: z.string().min(1),
  paths: z.record(z.string(), z.string()),
  /** All that a toolchain needs is in the image. */
  mounts: z.array(z.never()),
  compiled: z.record(z.string(), z.base64()).default({}),
  fingerprint: z.string().min(1),
});

const manifest = z.strictObject({ toolchains: z.array(toolchain) });

/** The text of a manifest. */
export function writeManifest(toolchains: readonly Toolchain[]): string {
  return JSON.stringify({ toolchains: toolchains.map((found) => ({ ...found, mounts: [] })) });
}

/** A job that prints the manifest. */
export function manifestJob(): SandboxJob {
  const limits: Limits = {
    cpuMs: 5_000,
    wallMs: 30_000,
    memoryBytes: 2 ** 28,
    processes: 8,
    openFiles: 64,
    fileBytes: 2 ** 20,
    outputBytes: 2 ** 16,
  };
  const cat = { name: 'cat', phase: 'run', argv: ['/bin/cat', MANIFEST_PATH], env: {} } as const;
  return { files: [], mounts: [], workBytes: 2 ** 20, steps: [{ ...cat, limits, sampleMemory: false }] };
}

/** Reads a manifest. Throws `ZodError` or `SyntaxError` when it is none. */
export function readManifest(text: string): ReadonlyMap<Language, Toolchain> {
  const { toolchains } = manifest.parse(JSON.parse(text));
  return new Map(toolchains.map((found) => [found.language, found]));
}
