import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';

export const askedForSchema = z.strictObject({
  /** Key of the answer that is asked for. */
  answer: z.string().min(1),
  problem: z.string().min(1),
  /** The profile that a refine prompt shows: measured once, so that no other machine could ask the same question. */
  shown: z
    .strictObject({ cpuNs: z.number().nonnegative(), maxRssBytes: z.number().nonnegative() })
    .nullable(),
});
/** What a request is sent for: two samples of a cell send the same request, and each has its own answer. */
export type AskedFor = z.output<typeof askedForSchema>;

/** Set around every question, so that `fetch` knows what it works for without a provider being told. */
export const askedFor = new AsyncLocalStorage<AskedFor>();
