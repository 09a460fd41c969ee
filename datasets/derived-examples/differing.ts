import { z } from 'zod';
import { readBundled } from '../border.js';

/** Numbers of tasks whose function in Rust does not do what Python's example says, with the reason. */
export const DIFFERING: ReadonlyMap<number, string> = new Map(
  Object.entries(
    readBundled(
      new URL('differing.yaml', import.meta.url),
      z.record(z.string().regex(/^\d+$/), z.string().min(1)),
    ),
  ).map(([number, reason]) => [Number(number), reason]),
);
