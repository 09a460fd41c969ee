/**
 * Writes profile.schema.json anew, after a change of schema.ts:
 * npx tsx analysis/profile/write-schema.ts && npx prettier --write analysis/profile/profile.schema.json
 */
import { writeFileSync } from 'node:fs';
import { profileJsonSchema } from './json-schema.js';

writeFileSync(
  new URL('profile.schema.json', import.meta.url),
  `${JSON.stringify(profileJsonSchema(), null, 2)}\n`,
);
