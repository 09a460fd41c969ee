import { beforeAll, describe, expect, test } from 'vitest';
import { isJudged, variantsOf, type Attack, type Variant } from '../../../harness/attacks/attack.js';
import { backendOf, type Backend } from '../../../harness/attacks/backend.js';
import { runCorpus, type AttackResult } from '../../../harness/attacks/run-corpus.js';
import { complaint } from '../../../harness/attacks/table.js';
import type { Sandbox } from '../../../harness/sandbox/contract.js';

/** Every attack in every language, as rows of a table of tests. */
export function tableOf(attacks: readonly Attack[]): Variant[] {
  return attacks.flatMap(variantsOf);
}

/** The corpus as tests of one sandbox: one test an attack and language. */
export function describeCorpus(sandbox: Sandbox, attacks: readonly Attack[]): void {
  describe(`against ${sandbox.id}`, () => {
    let backend: Backend;
    let results: readonly AttackResult[];
    beforeAll(async () => {
      backend = await backendOf(sandbox);
      results = await runCorpus(attacks, backend);
    });

    test.each(tableOf(attacks))('$attack.id in $language', ({ attack, language }) => {
      if (isJudged(language) && backend.toolchain(language) === undefined) return;
      const result = results.find(
        ({ variant }) => variant.attack.id === attack.id && variant.language === language,
      );
      expect(result).toBeDefined();
      if (result === undefined) return;
      expect(complaint(result)).toBe('');
      expect(result.contained).toBe(attack.succeeds === undefined);
    });
  });
}
