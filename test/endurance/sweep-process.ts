import { writeFileSync } from 'node:fs';
import { Store } from '../../harness/store/index.js';
import { openDemo } from '../../harness/study/demo.js';
import { runStudy } from '../../harness/study/run.js';
import type { StudySpec } from '../../harness/study/spec.js';
import { openToolbox } from '../../harness/study/toolbox.js';

/**
 * A sweep in a process of its own, to be killed: a part of the demo's study of scripted models on the mini set. Arguments:
 * the database, a file that gets the number of questions that reached the models, the part as JSON, and the sandbox.
 */
const [database = '', log = '', narrow = '{}', sandbox = ''] = process.argv.slice(2);
if (sandbox !== '') process.env['PERFORCH_SANDBOX'] = sandbox;
const { input, server } = await openDemo(JSON.parse(narrow) as Partial<StudySpec>);
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
process.exit(0);
