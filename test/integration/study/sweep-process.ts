import { writeFileSync } from 'node:fs';
import { Store } from '../../../harness/store/index.js';
import { openDemo } from '../../../harness/study/demo.js';
import { runStudy } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

/**
 * A sweep in a process of its own, to be killed: a small study of scripted models on the mini set. Arguments: the
 * database, and a file that gets one line for every question that reached the models.
 */
const [database = '', log = ''] = process.argv.slice(2);
const { input, server } = await openDemo({ languages: ['python', 'cpp'], problems: [4, 6, 8, 10] });
const store = new Store(database);
const toolbox = await openToolbox(input.spec.languages);
const never = new AbortController().signal;
await runStudy(input, store, toolbox, {
  lanes: 2,
  askLanes: 4,
  stop: never,
  abort: never,
  onNote: () => undefined,
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
});
store.close();
await server.close();
writeFileSync(log, String(server.requests.length));
