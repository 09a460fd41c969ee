import { afterEach } from 'vitest';
import type { Price } from '../../../../harness/study/money/price.js';
import { Providers } from '../../../../harness/models/provider/providers.js';
import type { ScriptedServer } from '../../../../harness/models/scripted/server.js';
import { openSource } from '../../../../harness/models/source.js';
import type { Store } from '../../../../harness/store/index.js';
import { Asking, type Asked } from '../../../../harness/study/asking.js';
import { openDemo } from '../../../../harness/study/demo.js';
import { purseOf } from '../../../../harness/study/money/limits.js';
import { Spending } from '../../../../harness/study/money/spending.js';
import type { StudyInput } from '../../../../harness/study/run.js';
import type { PlannedCell } from '../../../../harness/study/plan.js';
import { planStudy } from '../../../../harness/study/write-plan.js';
import type { StudySpec } from '../../../../harness/study/spec.js';

const servers: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export interface PricedStudy {
  readonly input: StudyInput;
  readonly server: ScriptedServer;
}

/** A study of the scripted models behind a real server, all of one price; generate and fix, so that nothing has to run. */
export async function pricedStudy(
  price: Price | null,
  narrow: Partial<StudySpec> = {},
): Promise<PricedStudy> {
  const { input, server } = await openDemo({ stages: ['generate', 'fix'], languages: ['python'], ...narrow });
  servers.push(server);
  const models = input.models.map((model) => ({ ...model, price }));
  return { server, input: { ...input, models } };
}

/** Asks all cells of a study, so many at a time. */
export function askAll(input: StudyInput, store: Store, lanes: number): Promise<Asked[]> {
  return askCells(input, store, lanes, planStudy(input, store));
}

/** Asks a study's first cell, and at the same time once more. */
export function askTwice(input: StudyInput, store: Store): Promise<Asked[]> {
  const [cell] = planStudy(input, store);
  return askCells(input, store, 2, cell === undefined ? [] : [cell, cell]);
}

function askCells(
  { spec, ...input }: StudyInput,
  store: Store,
  lanes: number,
  cells: readonly PlannedCell[],
): Promise<Asked[]> {
  const signal = new AbortController().signal;
  const asking = new Asking(store, new Map(input.models.map((model) => [model.id, openSource(model)])), {
    parameters: spec.parameters,
    providers: new Providers(new Map(), lanes),
    stop: signal,
    abort: signal,
    spending: new Spending(store, purseOf(spec, store), signal),
  });
  return Promise.all(cells.map((cell) => asking.answered(cell, () => Promise.resolve(null))));
}
