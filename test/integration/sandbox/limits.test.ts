import { expect, test } from 'vitest';
import { cJob, exited, lastStep, limit, MIB, pythonJob, shellJob, signalled } from './harness.js';

test('a sleep past the wall limit ends with it', async () => {
  const report = await lastStep(shellJob('sleep 30', { limits: { wallMs: 300 } }));
  expect(report.end).toEqual(limit('wall'));
  expect(report.usage.wallNs).toBeGreaterThan(0.28e9);
});

test('a program that ignores SIGTERM ends with the wall limit', async () => {
  const script = "trap '' TERM INT HUP XCPU; while :; do sleep 1; done";
  expect((await lastStep(shellJob(script, { limits: { wallMs: 300 } }))).end).toEqual(limit('wall'));
});

test('a spin ends with the CPU limit', async () => {
  const report = await lastStep(shellJob('while :; do :; done', { limits: { cpuMs: 300 } }));
  expect(report.end).toEqual(limit('cpu'));
  expect(report.usage.cpuUserNs + report.usage.cpuSystemNs).toBeLessThan(0.6e9);
});

test('spinning children count against the CPU limit', async () => {
  const script = 'spin() { while :; do :; done; }; spin & spin & wait';
  expect((await lastStep(shellJob(script, { limits: { cpuMs: 400 } }))).end).toEqual(limit('cpu'));
});

test('short-lived children that nobody waits for count against the CPU limit', async () => {
  const program = `
    #include <signal.h>
    #include <unistd.h>
    int main(void) {
      signal(SIGCHLD, SIG_IGN);
      if (fork() == 0) for (;;) ;
      for (;;) pause();
    }`;
  expect((await lastStep(cJob(program, { limits: { cpuMs: 300 } }))).end).toEqual(limit('cpu'));
});

test.each([true, false])(
  'memory by malloc ends with the memory limit (sampled: %s)',
  async (sampleMemory) => {
    const program = 'x = []\nwhile True: x.append(bytearray(1 << 20))';
    const report = await lastStep(pythonJob(program, { sampleMemory, limits: { memoryBytes: 100 * MIB } }));
    expect(report.end).toEqual(limit('memory'));
    expect(report.usage.maxRssBytes).toBeGreaterThan(100 * MIB);
  },
);

test('a spike too short to be sampled is still over the memory limit', async () => {
  const program = `
    #include <string.h>
    #include <sys/mman.h>
    int main(void) {
      char *m = mmap(0, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      munmap(m, 64 << 20);
      return 0;
    }`;
  expect((await lastStep(cJob(program, { limits: { memoryBytes: 50 * MIB } }))).end).toEqual(limit('memory'));
});

test('memory spread over many processes is summed', async () => {
  const program =
    'import os, time\nfor _ in range(8):\n  if os.fork() == 0:\n    x = bytearray(os.urandom(1 << 20) * 25)\n    time.sleep(20)\ntime.sleep(20)';
  expect((await lastStep(pythonJob(program, { limits: { memoryBytes: 150 * MIB } }))).end).toEqual(
    limit('memory'),
  );
});

test('memory held by threads whose first thread has ended is seen', async () => {
  const program = `
    #include <pthread.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    void *grow(void *x) { for (;;) { memset(malloc(1 << 20), 1, 1 << 20); usleep(500); } return x; }
    int main(void) { pthread_t t; pthread_create(&t, 0, grow, 0); pthread_exit(0); }`;
  expect((await lastStep(cJob(program, { limits: { memoryBytes: 60 * MIB } }))).end).toEqual(limit('memory'));
});

test('files in the work folder are bounded', async () => {
  const script = 'for n in 1 2 3; do head -c 60000000 /dev/zero > $n || exit 9; done';
  const report = await lastStep(shellJob(script));
  expect(report.end).toEqual(exited(9));
  expect(report.stderr.toString()).toMatch(/No space left/);
});

test('one file beyond the file limit is a signal', async () => {
  const program = "open('big', 'wb').write(bytes(10 << 20))";
  const report = await lastStep(pythonJob(program, { limits: { fileBytes: MIB } }));
  expect([exited(1), signalled(25)]).toContainEqual(report.end);
});

test('countless small files are charged to memory', async () => {
  const program = 'import os\nfor n in range(10**6): os.close(os.open(f"f{n}", os.O_CREAT))';
  expect((await lastStep(pythonJob(program, { limits: { memoryBytes: 40 * MIB } }))).end).toEqual(
    limit('memory'),
  );
});

test.each(['stdout', 'stderr'])(
  'a flood on %s without a newline ends with the output limit',
  async (stream) => {
    const program = `import sys\nwhile True: sys.${stream}.write('x' * 100000)`;
    const report = await lastStep(pythonJob(program, { limits: { outputBytes: MIB } }));
    expect(report.end).toEqual(limit('output'));
    expect(report[stream === 'stdout' ? 'stdout' : 'stderr']).toHaveLength(65_536);
  },
);

test('output beyond the limit just before a clean exit is still beyond it', async () => {
  const report = await lastStep(pythonJob("print('x' * 5000)", { limits: { outputBytes: 1000 } }));
  expect(report.end).toEqual(limit('output'));
});

test('a fork bomb ends with the process limit', async () => {
  const program = '#include <unistd.h>\nint main(void) { for (;;) fork(); }';
  expect((await lastStep(cJob(program, { limits: { processes: 40 } }))).end).toEqual(limit('processes'));
});

test('a fork bomb that starves itself ends with some limit, and is gone', async () => {
  const bomb = 'bomb() { bomb | bomb & }; bomb; sleep 20';
  const report = await lastStep(shellJob(bomb, { limits: { processes: 40, wallMs: 2000 } }));
  expect(report.end.kind).toBe('limit');
});

test('a thread bomb ends with the process limit', async () => {
  const program = `
    #include <pthread.h>
    #include <unistd.h>
    void *idle(void *x) { pause(); return x; }
    int main(void) { pthread_t t; for (;;) pthread_create(&t, 0, idle, 0); }`;
  expect((await lastStep(cJob(program, { limits: { processes: 40 } }))).end).toEqual(limit('processes'));
});

test('more open files than allowed cannot be had', async () => {
  const program =
    'import os\nn = 0\ntry:\n  while True:\n    os.open("/dev/null", 0); n += 1\nexcept OSError: print(n)';
  const report = await lastStep(pythonJob(program, { limits: { openFiles: 40 } }));
  expect(Number(report.stdout.toString())).toBeLessThan(40);
});

test('memory outside of any process cannot be had', async () => {
  const program = `
    import ctypes, os
    libc = ctypes.CDLL(None, use_errno=True)
    print(libc.shmget(0, 1 << 20, 0o1777), libc.msgget(0, 0o1777))
    try: os.memfd_create('x')
    except OSError as error: print(error.errno)`.replace(/^ {4}/gm, '');
  expect((await lastStep(pythonJob(program))).stdout.toString()).toBe('-1 -1\n38\n');
});
