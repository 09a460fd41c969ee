/** Runs in the throw-away namespace: reads the ids of attacks, writes the result of each control as a line of JSON. */
import { text } from 'node:stream/consumers';
import pLimit from 'p-limit';
import { BubblewrapSandbox } from '../../sandbox/bubblewrap.js';
import { backendOf } from '../backend.js';
import { withSecretInEnvironment } from '../canaries.js';
import { loadCorpus } from '../corpus.js';
import { variantsFor } from '../run-corpus.js';
import { runControl } from './run-control.js';

const given = JSON.parse(await text(process.stdin)) as { attacks: string[]; lanes: number };
const attacks = (await loadCorpus()).filter(({ id }) => given.attacks.includes(id));
const backend = await backendOf(new BubblewrapSandbox());
const lane = pLimit(given.lanes);
await withSecretInEnvironment(() =>
  Promise.all(
    variantsFor(attacks, backend).map((variant) =>
      lane(async () => {
        const result = await runControl(variant, backend);
        process.stdout.write(`${JSON.stringify(result)}\n`);
      }),
    ),
  ),
);
process.exit(0);
