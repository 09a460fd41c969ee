/**
 * Judges the canonical and buggy solutions of a data set in both sandboxes, and names every program whose verdict is not the
 * same. Needs an engine with the sandbox's image: see scripts/test-engine.sh.
 *
 *   npx tsx test/endurance/both-sandboxes.ts [--dataset humanevalpack] [--languages python,java] [--sample 20]
 */
import { parseArgs } from 'node:util';
import { loadDataset } from '../../datasets/index.js';
import { LANGUAGES } from '../../datasets/problem.js';
import { openToolbox } from '../../harness/study/toolbox.js';
import { verifySolutions, type VerifiedProgram } from '../../harness/study/verify.js';
import { note } from './own-namespace.js';

const { values } = parseArgs({
  options: {
    dataset: { type: 'string', default: 'humanevalpack' },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    sample: { type: 'string' },
  },
});
const asked = values.languages.split(',');
const languages = LANGUAGES.filter((language) => asked.includes(language));
const { problems } = await loadDataset(values.dataset);
const most = Number(values.sample ?? Infinity);
const taken = problems.filter(({ language, number }) => languages.includes(language) && number < most);

const EACH = 50;

async function verdictsIn(id: 'bubblewrap' | 'docker'): Promise<Map<string, VerifiedProgram>> {
  const toolbox = await openToolbox(languages, id);
  const verified = await verifySolutions(taken, toolbox, {
    lanes: 2,
    cores: 2,
    stop: new AbortController().signal,
    onProgress: (done, total) => done % EACH === 0 && note(`${id}: ${done} of ${total}`),
  }).finally(() => toolbox.close());
  note(
    `${id}: ${verified.unexpected} unexpected, ${Math.round(verified.wallMs / verified.programs.length)} ms each`,
  );
  return new Map(verified.programs.map((program) => [`${program.problemUid} ${program.kind}`, program]));
}

const bubblewrap = await verdictsIn('bubblewrap');
const docker = await verdictsIn('docker');
const different = [...bubblewrap].flatMap(([name, { verdict }]) => {
  const other = docker.get(name)?.verdict;
  return other === verdict ? [] : [`${name}: ${verdict} in bubblewrap, ${String(other)} in docker`];
});
process.stdout.write(
  `${JSON.stringify({ dataset: values.dataset, programs: bubblewrap.size, different })}\n`,
);
process.exit(different.length === 0 ? 0 : 1);
