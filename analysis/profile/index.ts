export { buildProfile, renderProfile, type ProfileFacts } from './build.js';
export { compareProfiles, type FirstPlace, type ProfileComparison } from './compare.js';
export { profileJsonSchema } from './json-schema.js';
export { ProfileSchema, type Profile } from './schema.js';
