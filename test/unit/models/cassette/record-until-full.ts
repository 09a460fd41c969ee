/** Records ten exchanges into the file that it is given, and prints what became of them. Its file sizes are limited. */
import { Recorder } from '../../../../harness/models/cassette/recorder.js';

const [path = ''] = process.argv.slice(2);
const told: string[] = [];
const answers: string[] = [];
let asked = 0;
const recorder = new Recorder(path, {
  send: () => Promise.resolve(new Response('x'.repeat(200) + String(asked++))),
  onBroken: (message) => told.push(message),
});
for (let n = 0; n < 10; n++) {
  const response = await recorder.fetchFor([])('http://provider.test/v1/chat/completions');
  answers.push(await response.text());
}
const { broken } = recorder;
recorder.close();
process.stdout.write(JSON.stringify({ answers, told, broken }));
