import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readYaml } from '../user-files/yaml.js';
import { attackFile, KINDS, type Attack } from './attack.js';

/** The folder of the corpus: one folder a kind, one file an attack. */
export const CORPUS_FOLDER = fileURLToPath(new URL('corpus', import.meta.url));

/** All attacks, by kind and name. Throws `UserError` for a file that doesn't fit. */
export async function loadCorpus(folder = CORPUS_FOLDER): Promise<Attack[]> {
  const attacks: Attack[] = [];
  for (const kind of KINDS) {
    const names = (await readdir(`${folder}/${kind}`)).filter((name) => name.endsWith('.yaml')).sort();
    for (const name of names) {
      const parsed = await readYaml(`${folder}/${kind}/${name}`, attackFile);
      attacks.push({ ...parsed, id: `${kind}/${name.replace(/\.yaml$/, '')}`, kind });
    }
  }
  return attacks;
}
