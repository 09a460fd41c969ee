import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of everything that `setup` prepares (the built supervisor, prepared libraries): `$PERFORCH_HOME`, else
 * `perforch` in the user's cache folder. It may not exist yet.
 */
export function perforchHome(): string {
  const chosen = process.env['PERFORCH_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const cache = process.env['XDG_CACHE_HOME'];
  return join(cache !== undefined && cache !== '' ? cache : join(homedir(), '.cache'), 'perforch');
}
