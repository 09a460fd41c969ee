import { expect, test } from 'vitest';
import { SandboxFault } from '../../../harness/sandbox/contract.js';
import { run, shellJob } from './harness.js';

test('a mount that is not there is a fault that names it', async () => {
  const job = { ...shellJob('true'), mounts: [{ host: '/no/such/toolchain', inside: '/toolchain' }] };
  await expect(run(job)).rejects.toThrow(SandboxFault);
  await expect(run(job)).rejects.toThrow(/no\/such\/toolchain/);
});

test('files that overflow the work folder’s blocks are a fault', async () => {
  const files = [...Array(40).keys()].map((n) => ({ path: `f${n}`, content: 'x' }));
  await expect(run({ ...shellJob('true'), files, workBytes: 65_536 })).rejects.toThrow(/No space left/);
});
