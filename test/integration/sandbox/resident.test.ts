import { expect, test } from 'vitest';
import type { Limits } from '../../../harness/sandbox/contract.js';
import type { Resident } from '../../../harness/sandbox/resident-contract.js';
import { buildSupervisor } from '../../../harness/sandbox/supervisor-build.js';
import { LIMITS, MIB, sandbox } from './harness.js';

const GENEROUS = { wallMs: 20_000, replyBytes: 8 * MIB };
/** Messages in and out; `answer(request)` is what a test adds. */
const LOOP = `
import os, struct, sys, time
def read(size):
    data = b""
    while len(data) < size:
        part = os.read(0, size - len(data))
        if not part: sys.exit(0)
        data += part
    return data
def send(data):
    while data: data = data[os.write(1, data):]
def message(data): return struct.pack(">I", len(data)) + data
def serve(answer):
    while True: send(message(answer(read(struct.unpack(">I", read(4))[0]))))
`;

async function open(program: string, limits: Partial<Limits> = {}): Promise<Resident> {
  await buildSupervisor();
  const opened = await sandbox.openResident?.({
    files: [{ path: 'main.py', content: LOOP + program }],
    mounts: [],
    workBytes: 16 * MIB,
    step: {
      name: 'resident',
      phase: 'build',
      argv: ['/usr/bin/python3', '-I', 'main.py'],
      env: {},
      limits: { ...LIMITS, outputBytes: 64 * MIB, ...limits },
      sampleMemory: false,
    },
  });
  if (opened === undefined) throw new Error('nothing stays in this sandbox');
  return opened;
}

const asked = async (resident: Resident, text: string, limits = GENEROUS) =>
  (await resident.exchange(Buffer.from(text), limits)).reply.toString();

test('one process answers request after request', async () => {
  const resident = await open(
    'n = 0\ndef answer(text):\n    global n\n    n += 1\n    return text + b" %d" % n\nserve(answer)',
  );
  expect(await asked(resident, 'a')).toBe('a 1');
  expect(await asked(resident, '')).toBe(' 2');
  expect(await asked(resident, 'b')).toBe('b 3');
  await resident.close();
});

test('messages larger than any pipe come through whole, both ways', async () => {
  const resident = await open('serve(lambda text: text[::-1])');
  const request = Buffer.alloc(5 * MIB);
  for (let at = 0; at < request.length; at += 4) request.writeUInt32LE(at, at);
  const { reply } = await resident.exchange(request, GENEROUS);
  expect(reply.equals(Buffer.from(request).reverse())).toBe(true);
  await resident.close();
});

test('a program that never reads does not keep others waiting beyond the time limit', async () => {
  const resident = await open('time.sleep(100)');
  await expect(resident.exchange(Buffer.alloc(MIB), { ...GENEROUS, wallMs: 300 })).rejects.toThrow(
    /no reply within 300 ms/,
  );
  await resident.close();
});

test('the CPU time of all exchanges and of the end is that of the process', async () => {
  const burn = 'def burn(s):\n    t = time.process_time()\n    while time.process_time() - t < s: pass\n';
  const resident = await open(`${burn}burn(0.3)\nserve(lambda text: (burn(0.2), b"x")[1])`);
  const first = (await resident.exchange(Buffer.of(1), GENEROUS)).usage;
  const second = (await resident.exchange(Buffer.of(1), GENEROUS)).usage;
  expect(first.cpuNs).toBeGreaterThanOrEqual(500e6);
  expect(second.cpuNs).toBeGreaterThanOrEqual(200e6);
  expect(second.cpuNs).toBeLessThan(first.cpuNs);
  expect(first.maxRssBytes).toBeGreaterThan(MIB);
  expect(await resident.close()).toBeLessThan(100e6);
});

test('what an exchange that came to nothing took is told at the end', async () => {
  const resident = await open('serve(lambda text: exec("while True: pass"))');
  await expect(resident.exchange(Buffer.of(1), { ...GENEROUS, wallMs: 1_500 })).rejects.toThrow(/no reply/);
  expect(await resident.close()).toBeGreaterThan(300e6);
});

test.each<[string, string, RegExp]>([
  ['an end by itself', 'read(5); sys.stderr.write("enough"); sys.exit(7)', /"code":7.*enough/],
  ['a reply that is too large', 'serve(lambda text: b"x" * (9 << 20))', /larger than 8388608 bytes/],
  [
    'more than a reply',
    'read(5); send(message(b"a") + message(b"b")); time.sleep(100)',
    /more than its reply/,
  ],
  ['an exceeded memory limit', 'serve(lambda text: bytearray(b"x" * (900 << 20)))', /"limit":"memory"/],
  ['an exceeded CPU limit', 'serve(lambda text: exec("while True: pass"))', /"limit":"cpu"/],
])('%s is a fault, and the last exchange', async (_name, program, why) => {
  const resident = await open(program, { cpuMs: 2_000 });
  await expect(asked(resident, 'x')).rejects.toThrow(why);
  await expect(asked(resident, 'x')).rejects.toThrow(why);
  await resident.close();
});

test('what is said unasked is a fault of the next exchange', async () => {
  const resident = await open('send(message(b"early")); serve(lambda text: text)');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await expect(asked(resident, 'x')).rejects.toThrow(/unasked/);
  await resident.close();
});

test('an abort ends the exchange with its reason', async () => {
  const resident = await open('time.sleep(100)');
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('stopped by the test')), 100);
  await expect(resident.exchange(Buffer.of(1), GENEROUS, controller.signal)).rejects.toThrow(
    'stopped by the test',
  );
  await resident.close();
});

test('nothing is left of a resident when it is closed', async () => {
  const resident = await open(
    'os.fork()\nos.setsid() if os.fork() == 0 else serve(lambda text: text)\ntime.sleep(1000)',
  );
  await asked(resident, 'x');
  const started = Date.now();
  await resident.close();
  await resident.close();
  expect(Date.now() - started).toBeLessThan(60_000);
  await expect(asked(resident, 'x')).rejects.toThrow(/was closed/);
});
