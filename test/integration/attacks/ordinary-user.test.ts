import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlResult } from '../../../harness/attacks/control/run-control.js';
import { buildVariant } from '../../../harness/attacks/control/supervisor-variant.js';
import { macrosWithout } from '../../../harness/attacks/control/weakening.js';
import { variantsOf } from '../../../harness/attacks/attack.js';
import { loadCorpus } from '../../../harness/attacks/corpus.js';
import type { Probe } from '../../../harness/sandbox/contract.js';
import { askAsOrdinaryUser, homeForAll } from '../ordinary-user.js';

interface Answer {
  readonly uid: number;
  readonly probe: Probe;
  readonly results: readonly { attack: string; language: string; complaint: string }[];
  readonly controls: readonly ControlResult[];
}

const attacks = await loadCorpus();
const raw = attacks
  .flatMap(variantsOf)
  .filter(({ language }) => language === 'c' || language === 'shell')
  .map(({ attack, language }) => ({ id: attack.id, language, controlled: attack.succeeds === undefined }));

describe.runIf(process.getuid?.() === 0)('for an ordinary user', () => {
  let home: string;
  let answer: Answer;

  beforeAll(async () => {
    home = await homeForAll(async () => {
      for (const { control } of attacks) {
        const macros = macrosWithout(control?.off ?? []);
        if (macros.length > 0) await buildVariant(macros);
      }
    });
    const script = fileURLToPath(new URL('./corpus-process.ts', import.meta.url));
    answer = (await askAsOrdinaryUser(script, home)) as Answer;
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('the sandbox is one of a user namespace', () => {
    expect(answer.uid).toBe(65_533);
    expect(answer.probe).toMatchObject({ state: 'ready', notes: ['programs run in a user namespace'] });
  });

  test.each(raw)('$id in $language is contained', ({ id, language }) => {
    const result = answer.results.find((one) => one.attack === id && one.language === language);
    expect(result?.complaint).toBe('');
  });

  test.each(raw.filter(({ controlled }) => controlled))(
    '$id in $language: its control',
    ({ id, language }) => {
      const result = answer.controls.find((one) => one.attack === id && one.language === language);
      expect(`${String(result?.state)}: ${String(result?.evidence)}`).toMatch(/^(succeeded|none|skipped):/);
    },
  );
});
