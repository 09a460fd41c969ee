import { readFile } from 'node:fs/promises';
import { ProfileSchema, type Profile } from '../../analysis/index.js';
import { UserError } from '../errors.js';
import { parseYaml } from '../models/yaml.js';

/**
 * Reads a profile.json. Throws `UserError` that names file, line, field and value for one that does not fit, and for one of
 * another version.
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot read ${path}: ${reason}: name another file`, { cause });
  });
  const found = ProfileSchema.safeParse(asJson(text));
  // Says in which line a fault is, and takes much longer.
  return found.success ? found.data : parseYaml(path, text, ProfileSchema);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
