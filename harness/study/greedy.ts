import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import { sentParameters } from '../models/parameters.js';
import type { StudySpec } from './spec.js';

/**
 * Refuses several samples of a model that is asked at temperature 0: the answers are one answer, paid for several times, and
 * pass@k of them would say nothing. Recorded answers are what they are. `place` names the study for messages.
 */
export function refuseGreedySamples(
  place: string,
  { samples, parameters }: Pick<StudySpec, 'samples' | 'parameters'>,
  models: readonly ModelSpec[],
): void {
  if (samples === 1) return;
  const greedy = models.filter(
    (model) =>
      model.source.kind !== 'recorded' &&
      sentParameters(model, parameters)[model.rename?.['temperature'] ?? 'temperature'] === 0,
  );
  if (greedy.length === 0) return;
  throw new UserError(
    `${place}: samples: is ${samples}, but ${greedy.map(({ id }) => id).join(', ')} would be asked at temperature 0, where ` +
      `all samples are the same: set parameters.temperature above 0, such as 0.8, or samples to 1`,
  );
}
