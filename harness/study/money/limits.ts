import type { Store } from '../../store/index.js';
import { studyHash, type StudyFile, type StudySpec } from '../spec.js';
import type { BudgetLimits } from './budget.js';
import type { Purse } from './spending.js';

/** A study with limits that go before those of its file. */
export function withLimits(study: StudyFile, { usd, models }: BudgetLimits): StudyFile {
  const { budget = { models: {}, prices: {} } } = study.spec;
  const limits = { usd: usd ?? budget.usd, models: { ...budget.models, ...models } };
  return { ...study, spec: { ...study.spec, budget: { ...budget, ...limits } } };
}

/** What a study may spend, and what its cells have cost so far. */
export function purseOf(spec: StudySpec, store: Store): Purse {
  return { limits: spec.budget ?? { models: {} }, spent: () => store.charges.spentOn(studyHash(spec)) };
}
