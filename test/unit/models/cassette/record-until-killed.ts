/** Records exchanges of 1 MB into the file that it is given, for ever. */
import { Recorder } from '../../../../harness/models/cassette/recorder.js';

const [path = ''] = process.argv.slice(2);
const recorder = new Recorder(path, { send: () => Promise.resolve(new Response('x'.repeat(1 << 20))) });
for (let n = 1; ; n++) {
  await recorder.fetchFor([])('http://provider.test/v1/chat/completions');
  process.stdout.write(`${n}\n`);
}
