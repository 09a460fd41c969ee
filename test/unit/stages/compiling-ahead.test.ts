import { expect, test } from 'vitest';
import type { LanguageModule, Toolchain } from '../../../harness/languages/contract.js';
import { java } from '../../../harness/languages/java/index.js';
import { SandboxFault, type Sandbox } from '../../../harness/sandbox/contract.js';
import type { Resident, ResidentJob } from '../../../harness/sandbox/resident-contract.js';
import { CompilingAhead } from '../../../harness/stages/compiling-ahead.js';

const toolchain: Toolchain = { language: 'java', version: '', paths: {}, mounts: [], fingerprint: 'x' };
const assembly = { files: [], steps: [] };
/** A language whose compiler gives back one file, unless the reply says `no`. */
const language: LanguageModule = {
  ...java,
  residentCompiler: {
    start: () => ({ name: 'compiler', argv: ['/bin/compiler'], env: {} }),
    request: () => Buffer.of(1),
    built: (reply) => (reply.toString() === 'yes' ? [{ path: 'out', content: reply }] : null),
  },
};

/** A sandbox in which what stays answers with `answer`, or fails where there is none. */
function sandboxOf(answer: (started: number) => string | null) {
  const log: string[] = [];
  let started = 0;
  const open = (job: ResidentJob): Promise<Resident> => {
    const number = ++started;
    log.push(`open ${number} on ${JSON.stringify(job.step.cpus ?? null)}`);
    return Promise.resolve({
      exchange: () => {
        const reply = answer(number);
        const usage = { wallNs: 1, cpuNs: 2, maxRssBytes: 3 };
        return reply === null
          ? Promise.reject(new SandboxFault('gone'))
          : Promise.resolve({ reply: Buffer.from(reply), usage });
      },
      close: () => {
        log.push(`close ${number}`);
        return Promise.resolve(7);
      },
    });
  };
  const sandbox = { id: 'fake', openResident: open } as unknown as Sandbox;
  const ahead = new CompilingAhead(sandbox);
  const compile = (cpus?: readonly number[]) =>
    ahead.compile({ language, toolchain, assembly, token: 'secret', cpus });
  return { ahead, compile, log };
}

test('one compiler has one program after another, and is replaced after 200', async () => {
  const { ahead, compile, log } = sandboxOf(() => 'yes');
  for (let program = 0; program < 201; program++) expect((await compile())?.files).toHaveLength(1);
  await ahead.close();
  expect(log).toEqual(['open 1 on null', 'close 1', 'open 2 on null', 'close 2']);
});

test('programs at the same time have compilers of their own', async () => {
  const { ahead, compile, log } = sandboxOf(() => 'yes');
  await Promise.all([compile(), compile()]);
  await compile();
  await ahead.close();
  expect(log.filter((line) => line.startsWith('open'))).toHaveLength(2);
});

test('a program that is refused leaves the compiler; a reply out of shape ends it', async () => {
  const replies = ['', 'yes', 'nonsense', 'yes'];
  const { ahead, compile, log } = sandboxOf(() => replies.shift() ?? '');
  expect((await compile())?.files).toBeNull();
  expect((await compile())?.files).toHaveLength(1);
  expect((await compile())?.files).toBeNull();
  expect((await compile())?.files).toHaveLength(1);
  await ahead.close();
  expect(log).toEqual(['open 1 on null', 'close 1', 'open 2 on null', 'close 2']);
});

test('after three failures in a row none is started, and what they took is told', async () => {
  const { compile, log } = sandboxOf(() => null);
  for (let program = 0; program < 3; program++) {
    const compiled = await compile();
    expect(compiled?.files).toBeNull();
    expect(compiled?.report.usage.cpuUserNs).toBe(7);
  }
  expect(await compile()).toBeNull();
  expect(log.filter((line) => line.startsWith('open'))).toHaveLength(3);
});

test('a compiler does not stay on the CPUs of programs that are timed', async () => {
  const { ahead, compile, log } = sandboxOf(() => 'yes');
  await compile();
  await compile([0]);
  await ahead.close();
  expect(log).toEqual(['open 1 on null', 'close 1', 'open 2 on [0]', 'close 2']);
});

test('a sandbox in which nothing stays has none', async () => {
  const ahead = new CompilingAhead({ id: 'fake' } as unknown as Sandbox);
  expect(await ahead.compile({ language, toolchain, assembly, token: '' })).toBeNull();
});
