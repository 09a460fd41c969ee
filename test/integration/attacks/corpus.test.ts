import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runControls } from '../../../harness/attacks/control/throw-away.js';
import type { ControlResult } from '../../../harness/attacks/control/run-control.js';
import { loadCorpus } from '../../../harness/attacks/corpus.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { buildSupervisor } from '../../../harness/sandbox/supervisor-build.js';
import { describeCorpus, tableOf } from './suite.js';

const attacks = await loadCorpus();
await buildSupervisor();
const sandbox = await openSandbox('bubblewrap');
afterAll(() => sandbox.close?.());

describeCorpus(sandbox, attacks);

describe('with its one defence off, in a throw-away namespace', () => {
  const controlled = attacks.filter(({ succeeds }) => succeeds === undefined);
  const table = tableOf(controlled);
  let results: readonly ControlResult[];
  beforeAll(async () => {
    results = await runControls(controlled);
  });

  test.each(table)('$attack.id succeeds in $language', ({ attack, language, control }) => {
    const result = results.find((one) => one.attack === attack.id && one.language === language);
    const state = control?.none === undefined ? 'succeeded' : 'none';
    expect(`${String(result?.state)}: ${String(result?.evidence)}`).toMatch(
      new RegExp(`^(${state}|skipped):`),
    );
  });
});
