import type { StudyFile } from '../spec.js';
import type { BudgetLimits } from './budget.js';

/** A study with limits that go before those of its file. */
export function withLimits(study: StudyFile, { usd, models }: BudgetLimits): StudyFile {
  const { budget = { models: {}, prices: {} } } = study.spec;
  const limits = { usd: usd ?? budget.usd, models: { ...budget.models, ...models } };
  return { ...study, spec: { ...study.spec, budget: { ...budget, ...limits } } };
}
