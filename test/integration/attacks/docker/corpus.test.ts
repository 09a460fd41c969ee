import { afterAll } from 'vitest';
import { loadCorpus } from '../../../../harness/attacks/corpus.js';
import { openSandbox } from '../../../../harness/sandbox/index.js';
import { describeCorpus } from '../suite.js';

const attacks = await loadCorpus();
const sandbox = await openSandbox('docker');
afterAll(() => sandbox.close?.());

describeCorpus(sandbox, attacks);
