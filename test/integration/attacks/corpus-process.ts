/** Runs the attacks that need no prepared toolchain, and their controls, and writes what came of them as JSON. */
import { isJudged, type Attack } from '../../../harness/attacks/attack.js';
import { backendOf } from '../../../harness/attacks/backend.js';
import { runControls } from '../../../harness/attacks/control/throw-away.js';
import { loadCorpus } from '../../../harness/attacks/corpus.js';
import { runCorpus } from '../../../harness/attacks/run-corpus.js';
import { complaint, documentOf } from '../../../harness/attacks/table.js';
import { openSandbox } from '../../../harness/sandbox/index.js';

const raw = (attack: Attack): Attack => {
  const sources = Object.entries(attack.sources).filter(([language]) => !isJudged(language as 'c'));
  return { ...attack, sources: Object.fromEntries(sources) };
};
const attacks = (await loadCorpus()).map(raw).filter(({ sources }) => Object.keys(sources).length > 0);
const sandbox = await openSandbox('bubblewrap');
const probe = await sandbox.probe();
const results = await runCorpus(attacks, await backendOf(sandbox));
const controls = (await runControls(attacks)).filter(
  ({ language }) => language === 'c' || language === 'shell',
);
const documents = results.map((result) => ({ ...documentOf(result), complaint: complaint(result) }));
process.stdout.write(JSON.stringify({ uid: process.getuid?.(), probe, results: documents, controls }));
