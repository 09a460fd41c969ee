import { expect, test } from 'vitest';
import { SandboxFault, type SandboxJob } from '../../../harness/sandbox/contract.js';
import { MIB, run, shellSteps } from './harness.js';

const collecting = (script: string, ...collect: string[]): SandboxJob => ({ ...shellSteps(script), collect });

test('what a build made comes back byte for byte, in the order of the job', async () => {
  const script = 'mkdir a; head -c 3000000 /dev/urandom > a/big; md5sum < a/big; printf "x\\0y" > small';
  const { files, steps } = await run(collecting(script, 'small', 'a/big'));
  expect(files.map(({ path }) => path)).toEqual(['small', 'a/big']);
  expect(files[0]?.content).toEqual(Buffer.from('x\0y'));
  const { createHash } = await import('node:crypto');
  const sum = createHash('md5')
    .update(files[1]?.content ?? '')
    .digest('hex');
  expect(steps[0]?.stdout.toString()).toContain(sum);
});

test('nothing is collected after a step that failed', async () => {
  const { files } = await run(collecting('echo x > made; exit 1', 'made'));
  expect(files).toEqual([]);
});

test.each([
  ['a file that is not there', 'true', 'made'],
  ['a link', 'ln -s /etc/passwd made', 'made'],
  ['a file behind a link', 'ln -s /etc made', 'made/passwd'],
  ['a folder', 'mkdir made', 'made'],
  ['a pipe', 'mkfifo made', 'made'],
  ['a file that is too large', `truncate -s ${65 * MIB} made`, 'made'],
])('%s is refused', async (_, script, path) => {
  const job = collecting(script, path);
  const roomy = {
    ...job,
    steps: job.steps.map((step) => ({ ...step, limits: { ...step.limits, fileBytes: 100 * MIB } })),
  };
  await expect(run(roomy)).rejects.toThrow(SandboxFault);
});

test('a path out of the work folder is refused before anything runs', async () => {
  await expect(run(collecting('true', '../etc/passwd'))).rejects.toThrow(/plain and relative/);
});
