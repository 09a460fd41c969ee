import type { ModelSpec } from './contract.js';

export type Parameters = Readonly<Record<string, number | string | boolean>>;

/**
 * What is really sent with a question: the model's own parameters win over the study's. The identity of an answer and
 * the request must agree on this.
 */
export function sentParameters(model: Pick<ModelSpec, 'parameters'>, study: Parameters): Parameters {
  return { ...study, ...model.parameters };
}
