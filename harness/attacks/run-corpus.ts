import { performance } from 'node:perf_hooks';
import pLimit from 'p-limit';
import { SandboxFault } from '../sandbox/contract.js';
import { CompilingAhead } from '../stages/compiling-ahead.js';
import { isJudged, variantsOf, type Attack, type LimitsInFile, type Variant } from './attack.js';
import { attempt, type Attempt } from './run-attack.js';
import type { Backend } from './backend.js';
import { Canaries, withSecretInEnvironment } from './canaries.js';

/** A fault of the sandbox that no attack is to cause is tried again this often. */
const TRIES = 3;

/** One attack in one language against one backend. */
export interface AttackResult extends Attempt {
  readonly variant: Variant;
  readonly backend: string;
  readonly contained: boolean;
  /** Contained with one of the outcomes of its file; or listed as one that succeeds, and it did. */
  readonly asExpected: boolean;
  readonly wallMs: number;
}

export interface CorpusOptions {
  readonly lanes?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onResult?: (result: AttackResult, done: number, planned: number) => void;
}

/** All attacks in all of their languages that this machine has. */
export function variantsFor(attacks: readonly Attack[], backend: Backend): Variant[] {
  return attacks
    .flatMap(variantsOf)
    .filter(({ language }) => !isJudged(language) || backend.toolchain(language) !== undefined);
}

/**
 * Runs the corpus, or a part of it, against a backend. Results come in the order of the corpus. Rejects only for what no
 * attack may cause: a sandbox that keeps failing, or a stop.
 */
export async function runCorpus(
  attacks: readonly Attack[],
  backend: Backend,
  { lanes = 2, signal, onResult }: CorpusOptions = {},
): Promise<AttackResult[]> {
  const lane = pLimit(lanes);
  const variants = variantsFor(attacks, backend);
  const ahead = new CompilingAhead(backend.sandbox);
  let done = 0;
  const all = variants.map((variant) => async () => {
    signal?.throwIfAborted();
    const result = await runVariant(variant, { ...backend, ahead });
    onResult?.(result, ++done, variants.length);
    return result;
  });
  try {
    return await withSecretInEnvironment(() => Promise.all(all.map((run) => lane(run))));
  } finally {
    await ahead.close();
  }
}

/** Runs one attack in one language; `raised` are limits in place of its file's. */
export async function runVariant(
  variant: Variant,
  backend: Backend,
  raised?: LimitsInFile,
): Promise<AttackResult> {
  const began = performance.now();
  const made = await attemptWithRetries(variant, backend, raised);
  const contained = made.signs.length === 0;
  const isListed = variant.attack.succeeds !== undefined;
  const isExpected = variant.expected.includes(made.outcome) || variant.expected.includes('any');
  return {
    ...made,
    variant,
    backend: backend.sandbox.id,
    contained,
    asExpected: isListed ? !contained : contained && isExpected && made.faults.length === 0,
    wallMs: performance.now() - began,
  };
}

async function attemptWithRetries(
  variant: Variant,
  backend: Backend,
  raised: LimitsInFile | undefined,
): Promise<Attempt> {
  for (let tried = 1; ; tried++) {
    const canaries = await Canaries.plant(variant.source);
    try {
      return await attempt(variant, backend, canaries, raised);
    } catch (error) {
      if (!(error instanceof SandboxFault)) throw error;
      if (tried < TRIES) continue;
      return {
        outcome: 'fault',
        detail: error.message,
        signs: [],
        faults: [`the sandbox failed: ${error.message}`],
      };
    } finally {
      await canaries.remove();
    }
  }
}
