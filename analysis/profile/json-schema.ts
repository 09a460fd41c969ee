import { z } from 'zod';
import { ProfileSchema } from './schema.js';

/** The JSON Schema (draft 2020-12) that is published as profile.schema.json. */
export function profileJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(ProfileSchema, { target: 'draft-2020-12' });
}
