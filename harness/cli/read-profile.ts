import { ProfileSchema, type Profile } from '../../analysis/index.js';
import { checkJson, parseJson } from '../user-files/json.js';
import { readText } from '../user-files/text.js';

/**
 * Reads a profile.json. Throws `UserError` that names file, line, field and value for one that does not fit, and for one of
 * another version.
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readText(path);
  return checkJson(path, text, parseJson(path, text), ProfileSchema);
}
