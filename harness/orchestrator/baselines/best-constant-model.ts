import type { Profile } from '../../../analysis/profile/schema.js';
import type { Strategy } from '../contract.js';
import { singleModelPipeline } from './single-model-pipeline.js';
import { bestOfAll } from '../route.js';

/**
 * The pipeline of the one model that the profile ranks best at generating over all languages, with so many samples of its
 * answers. Null: it ranks none.
 */
export function bestConstantModel(profile: Profile, samples = 1): Strategy | null {
  const model = bestOfAll(profile, 'generate');
  return model === null ? null : { ...singleModelPipeline(model, samples), id: 'best-constant-model' };
}
