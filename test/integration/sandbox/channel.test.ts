import { expect, test } from 'vitest';
import { cJob, exited, lastStep, limit, pythonJob, shellJob } from './harness.js';

const token = '0123456789abcdef0123456789abcdef';
const HONEST = `echo "done ${token}" >&3; read nonce <&4; echo "nonce $nonce" >&3`;

test('giving the nonce back completes', async () => {
  const report = await lastStep(shellJob(HONEST, { token }));
  expect(report).toMatchObject({ end: exited(0), channel: 'completed' });
});

test('the channel can be opened by path', async () => {
  const script = `echo "done ${token}" > /proc/self/fd/3; read nonce < /proc/self/fd/4; echo "nonce $nonce" > /proc/self/fd/3`;
  expect((await lastStep(shellJob(script, { token }))).channel).toBe('completed');
});

test('nonces differ and have 32 hex digits', async () => {
  const script = `${HONEST}; echo "$nonce"`;
  const nonces = await Promise.all(
    [1, 2].map(async () => (await lastStep(shellJob(script, { token }))).stdout.toString()),
  );
  expect(new Set(nonces).size).toBe(2);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}\n$/);
});

test('exit 0 without a word is silent', async () => {
  const report = await lastStep(cJob('#include <unistd.h>\nint main(void) { _exit(0); }', { token }));
  expect(report).toMatchObject({ end: exited(0), channel: 'silent' });
});

test('a failed comparison is failed', async () => {
  expect((await lastStep(shellJob(`echo "fail ${token}" >&3; exit 1`, { token }))).channel).toBe('failed');
});

test('without a token there is no channel', async () => {
  const report = await lastStep(shellJob('(echo x >&3) 2> /dev/null || echo closed'));
  expect(report.channel).toBe('none');
  expect(report.stdout.toString()).toBe('closed\n');
});

test.each([
  ['a wrong token', 'echo "done 00000000000000000000000000000000" >&3'],
  [
    'a wrong nonce',
    `echo "done ${token}" >&3; read nonce <&4; echo "nonce 00000000000000000000000000000000" >&3`,
  ],
  ['a nonce sent ahead', `printf 'done ${token}\\nnonce 00000000000000000000000000000000\\n' >&3`],
  ['no answer to the nonce', `echo "done ${token}" >&3`],
  ['half an answer', `echo "done ${token}" >&3; read nonce <&4; printf "nonce $nonce" >&3`],
  ['a word after the nonce', `${HONEST}; echo >&3`],
  ['a second done', `${HONEST}; echo "done ${token}" >&3`],
  ['done twice at once', `printf 'done ${token}\\ndone ${token}\\n' >&3`],
  ['a failure after completing', `${HONEST}; echo "fail ${token}" >&3`],
  ['done after a failure', `printf 'fail ${token}\\ndone ${token}\\n' >&3`],
  ['a nonce unasked for', 'echo "nonce 00000000000000000000000000000000" >&3'],
  ['garbage without a newline', 'printf x >&3'],
  ['an empty line', 'echo >&3'],
  ['a NUL in the line', `printf 'done ${token}\\000\\n' >&3`],
])('%s is forged', async (_name, script) => {
  expect((await lastStep(shellJob(script, { token, limits: { wallMs: 1500 } }))).channel).toBe('forged');
});

test('a flood over the channel is forged and no time-out', async () => {
  const report = await lastStep(
    pythonJob("import os\nfor _ in range(100): os.write(3, b'x' * 60000)", { token }),
  );
  expect(report).toMatchObject({ end: exited(0), channel: 'forged' });
});

test('a descendant that outlives the program has no say', async () => {
  const script = `(sleep 0.3; ${HONEST}) > /dev/null 2>&1 & exit 0`;
  expect((await lastStep(shellJob(script, { token }))).channel).toBe('silent');
});

test('completing does not lift the limits', async () => {
  const report = await lastStep(shellJob(`${HONEST}; sleep 30`, { token, limits: { wallMs: 300 } }));
  expect(report).toMatchObject({ end: limit('wall'), channel: 'completed' });
});

test('a program that stuffs the answering pipe gets no nonce and no hang', async () => {
  const program = `
import os
w = os.open('/proc/self/fd/4', os.O_WRONLY | os.O_NONBLOCK)
try:
  while True: os.write(w, b'x' * 4096)
except BlockingIOError: pass
os.write(3, b'done ${token}\\n')
`;
  expect((await lastStep(pythonJob(program, { token }))).channel).toBe('forged');
});
