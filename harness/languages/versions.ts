import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../../datasets/problem.js';

const flags = z.array(z.string()).default([]);
const pinned = z.strictObject({
  minimum: z.string().regex(/^\d+\.\d+\.\d+$/),
  compileFlags: flags,
  /** In place of `compileFlags` in timed builds without optimisation; absent where there are no such flags. */
  plainCompileFlags: z.array(z.string()).optional(),
  linkFlags: flags,
  runFlags: flags,
});
export type Pinned = z.infer<typeof pinned>;

const VERSIONS = z
  .record(z.enum(LANGUAGES), pinned)
  .parse(parse(readFileSync(new URL('versions.yaml', import.meta.url), 'utf8')));

/** The pinned flags and the minimum version of one language, from `versions.yaml`. */
export function pinnedFor(language: Language): Pinned {
  return VERSIONS[language];
}

/** The first dotted number in a tool's own version text, as `major.minor.patch`; null when there is none. */
export function parseVersion(text: string): string | null {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? `${match[1] ?? '0'}.${match[2] ?? '0'}.${match[3] ?? '0'}` : null;
}

/** Whether dotted version `found` is at least `minimum`, compared number by number. */
export function isAtLeast(found: string, minimum: string): boolean {
  const have = found.split('.').map(Number);
  const need = minimum.split('.').map(Number);
  for (let i = 0; i < need.length; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
