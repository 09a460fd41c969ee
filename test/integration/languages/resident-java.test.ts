/**
 * The compiler that stays: what it makes of a program is what the compiler makes that starts for it alone, and no program
 * gets more out of it than classes.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import type { Problem } from '../../../datasets/problem.js';
import { java } from '../../../harness/languages/java/index.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import type { JobFile } from '../../../harness/sandbox/contract.js';
import type { Resident } from '../../../harness/sandbox/resident-contract.js';
import { CompilingAhead } from '../../../harness/stages/compiling-ahead.js';
import { BUILD_LIMITS, WORK_BYTES } from '../../../harness/stages/limits.js';
import { HAS_DATA, WHY_SKIPPED } from '../../unit/datasets/real-data.js';
import { judged, toolchainOf } from './judging.js';
import { doubledIn } from './synthetic.js';

const TOKEN = '0123456789abcdef0123456789abcdef';
const sandbox = await openSandbox();
const toolchain = await toolchainOf('java');
const ahead = new CompilingAhead(sandbox);
const { residentCompiler } = java;
if (residentCompiler === undefined) throw new Error('Java has no compiler that stays');
const compiler = residentCompiler;
afterAll(() => ahead.close());

const assembled = (program: string, problem: Problem = doubledIn('java')) =>
  java.assemble(problem, program, toolchain, { tests: 'hidden', token: TOKEN });

async function compiledAhead(program: string, problem?: Problem): Promise<readonly JobFile[] | null> {
  const assembly = assembled(program, problem);
  const compiled = await ahead.compile({ language: java, toolchain, assembly, token: TOKEN });
  if (compiled === null) throw new Error('no compiler stays on this machine');
  return compiled.files;
}

/** All files that the usual build step leaves, by path. */
async function compiledAlone(program: string, problem?: Problem): Promise<Map<string, Buffer>> {
  const { files, steps } = assembled(program, problem);
  const limited = { limits: BUILD_LIMITS, sampleMemory: false } as const;
  const list = {
    name: 'find',
    phase: 'build',
    argv: ['/usr/bin/find', 'classes', '-type', 'f'],
    env: {},
  } as const;
  const builds = steps.filter(({ phase }) => phase === 'build').map((step) => ({ ...step, ...limited }));
  const job = {
    files,
    mounts: toolchain.mounts,
    workBytes: WORK_BYTES,
    steps: [...builds, { ...list, ...limited }],
  };
  const listed = await sandbox.run(job);
  const collect = listed.steps.at(-1)?.stdout.toString().trim().split('\n') ?? [];
  const collected = await sandbox.run({ ...job, collect });
  return new Map(collected.files.map(({ path, content }) => [path, content]));
}

async function expectTheSame(program: string, problem?: Problem): Promise<void> {
  const here = await compiledAhead(program, problem);
  const there = await compiledAlone(program, problem);
  expect(here).not.toBeNull();
  expect(here?.map(({ path }) => path).sort()).toEqual([...there.keys()].sort());
  for (const { path, content } of here ?? [])
    expect(there.get(path)?.equals(Buffer.from(content)), path).toBe(true);
}

const { problems: mini } = await loadDataset('mini', { languages: ['java'] });
test.each(mini)('the classes are the same, byte for byte: $taskId', async (problem) => {
  await expectTheSame(java.programOf(problem, problem.canonicalBody), problem);
});

const real = HAS_DATA ? (await loadDataset('humaneval-x', { languages: ['java'] })).problems : [];
describe.skipIf(!HAS_DATA)(`HumanEval-X${WHY_SKIPPED}`, () => {
  test.each(real.filter(({ number }) => number % 16 === 5))(
    'the classes are the same, byte for byte: $taskId',
    async (problem) => {
      await expectTheSame(java.programOf(problem, problem.canonicalBody), problem);
    },
  );
});

const METHOD =
  'public List<Integer> doubled(List<Integer> values) { return values.stream().map(v -> 2 * v).toList(); }';
const honest = `class Solution { ${METHOD} }`;

test('nested, local, anonymous and enum classes, records and switches are the same', async () => {
  const program = `
    enum Colour { RED, GREEN { int n() { return 2; } }; int n() { return 1; } }
    record Point(int x, List<String> names) { }
    interface Shape { default int area() { return 1; } class Inner { } }
    class Solution {
      static class Nested<T extends Comparable<T>> { T value; }
      int of(Colour c) { switch (c) { case RED: return 1; default: return 2; } }
      String text(Object o) { return o instanceof Point p ? "é" + p.x() + c(new Object() { public String toString() { return "x"; } }) : "ß"; }
      String c(Object o) { class Local { String s = "" + o; } return new Local().s; }
      ${METHOD}
    }`;
  await expectTheSame(program);
});

describe('what it does not decide', () => {
  const deep = `class Solution { int n = ${'('.repeat(4000)}1${')'.repeat(4000)}; ${METHOD} }`;
  test.each<[string, string]>([
    ['a syntax error', 'class Solution { nonsense }'],
    [
      'a class of the judge’s name',
      `class PerforchJudge { static <T> T plain(T t) { return t; } } ${honest}`,
    ],
    ['a nested class’s name that is the judge’s own', `class PerforchJudge$Own { } ${honest}`],
    ['a class with a name that is not plain', `class Größe { } ${honest}`],
    ['an expression that is too deep', deep],
    ['a package', `package elsewhere; ${honest}`],
    ['nothing', ''],
  ])('%s', async (_name, program) => {
    expect(await compiledAhead(program)).toBeNull();
    expect(await compiledAhead(honest)).not.toBeNull();
  });

  test('the verdict on a program of the judge’s name is that of the usual build step', async () => {
    const program = `class PerforchJudge { public static void main(String[] a) { } } ${honest}`;
    const judgement = await judged(doubledIn('java'), program);
    expect(judgement.verdict).toBe('compile_error');
    expect(judgement.detail).toBe('javac: exited with 1');
  });
});

test('a class of one program is not there for the next', async () => {
  expect(await compiledAhead(`class Planted { static final int TWO = 2; } ${honest}`)).not.toBeNull();
  expect(await compiledAhead(`class Solution { int n = Planted.TWO; ${METHOD} }`)).toBeNull();
});

test('the secret of a run is never sent to it', () => {
  expect(Buffer.from(compiler.request(assembled(honest))).includes(TOKEN)).toBe(false);
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['no class', Buffer.alloc(4)],
  ['more than there is', Buffer.from('ffffffff', 'hex')],
  ['a path', reply('../Main', 'cafebabe00')],
  ['the judge', reply('PerforchJudge', 'cafebabe00')],
  ['something else than a class', reply('Main', '7f454c4600')],
  ['bytes behind the last class', Buffer.concat([reply('Main', 'cafebabe00'), Buffer.of(0)])],
])('a reply that is %s is not taken', (_name, bytes) => {
  expect(compiler.built(bytes, toolchain, TOKEN)).toBeNull();
});

function reply(name: string, content: string): Buffer {
  const sized = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([Buffer.of(0, 0, 0, 1), sized(Buffer.from(name)), sized(Buffer.from(content, 'hex'))]);
}

/** Would end the compiler if any of it ran there: by itself, as a plug-in, or as a processor of annotations. */
const HOSTILE = `
  import javax.annotation.processing.*;
  import javax.lang.model.SourceVersion;
  import javax.lang.model.element.TypeElement;
  @interface Marked { Class<?> by() default Solution.class; }
  @Marked
  @SupportedAnnotationTypes("*")
  public class Solution extends AbstractProcessor implements com.sun.source.util.Plugin {
    static final int N = end();
    static int end() { Runtime.getRuntime().halt(9); return 1; }
    public Solution() { end(); }
    public String getName() { return "Plug"; }
    public boolean autoStart() { return true; }
    public void init(com.sun.source.util.JavacTask task, String... args) { end(); }
    public SourceVersion getSupportedSourceVersion() { end(); return SourceVersion.latest(); }
    public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) { end(); return false; }
    ${METHOD}
  }`;
const LIMITS = { ...BUILD_LIMITS, cpuMs: 60_000, memoryBytes: 2 ** 30 };
const REPLY = { wallMs: 60_000, replyBytes: 2 ** 24 };

async function openCompiler(
  files: readonly JobFile[] = [],
  exchange = (argument: string) => argument,
): Promise<Resident> {
  const start = compiler.start(toolchain);
  const step = {
    ...start,
    argv: start.argv.map(exchange),
    phase: 'build',
    limits: LIMITS,
    sampleMemory: false,
  } as const;
  const opened = await sandbox.openResident?.({
    files,
    mounts: toolchain.mounts,
    workBytes: WORK_BYTES,
    step,
  });
  if (opened === undefined) throw new Error('nothing stays in this sandbox');
  return opened;
}

const ask = async (resident: Resident, program: string) =>
  (await resident.exchange(compiler.request(assembled(program)), REPLY)).reply;

describe('a program that wants to run in the compiler', () => {
  test('has no effect on it, nor on the next program', async () => {
    const [before, after] = [await openCompiler(), await openCompiler()];
    expect((await ask(after, HOSTILE)).length).toBeGreaterThan(1000);
    expect((await ask(after, HOSTILE)).length).toBeGreaterThan(1000);
    expect((await ask(after, honest)).equals(await ask(before, honest))).toBe(true);
    await Promise.all([before.close(), after.close()]);
  });

  test('would end it if the compiler looked for plug-ins where a program can be', async () => {
    const classes = await compiledAlone(HOSTILE);
    const planted = [...classes].map(([path, content]) => ({ path, content }));
    const service = { path: 'classes/META-INF/services/com.sun.source.util.Plugin', content: 'Solution\n' };
    const resident = await openCompiler([...planted, service], (argument) =>
      argument.endsWith('/none') ? '/work/classes' : argument,
    );
    await expect(ask(resident, honest)).rejects.toThrow(/"code":9/);
    await resident.close();
  });
});

test('what it took is told as its step, and the run is the one that the usual build step leads to', async () => {
  const { verdict, steps } = await judged(doubledIn('java'), honest);
  expect(verdict).toBe('passed');
  expect(steps.map(({ name }) => name)).toEqual(['javac, resident', 'java']);
  expect(steps[0]?.usage.cpuUserNs).toBeGreaterThan(1e6);
});
