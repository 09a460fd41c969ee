import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Toolchain } from '../contract.js';
import { ask, preparedFolder } from '../locating.js';
import { prepareFolder } from '../preparing.js';
import { pinnedFor } from '../versions.js';
import { JUDGE } from './sources.js';

const COMPILER_FILE = fileURLToPath(new URL('PerforchCompiler.java', import.meta.url));
const JUDGE_CLASS = 'judge/PerforchJudge.class';
/** What the judge calls: the tests' class, in as far as the judge knows it. */
const STUB = 'class Main { public static void main(String[] arguments) { } }\n';
/** In place of a run's secret in the compiled judge; as long as one. */
const NO_TOKEN = '0'.repeat(32);
const { compileFlags } = pinnedFor('java');

/** The folder of what is compiled beforehand by this compiler. */
export async function preparedClasses(javac: string): Promise<string> {
  const versions = await ask(javac, ['-J-version', '-version']);
  return preparedFolder('java', [versions, ...compileFlags, JUDGE, await readFile(COMPILER_FILE, 'utf8')]);
}

/** Compiles the judge and the resident compiler once, and keeps an archive of the classes that the compiler loads for it. */
export async function prepareClasses(javac: string, log: (line: string) => void): Promise<void> {
  await prepareFolder(await preparedClasses(javac), async (draft) => {
    log('Java: compiling the judge and the resident compiler');
    const sources = join(draft, 'sources');
    await mkdir(sources);
    await writeFile(join(sources, 'Main.java'), STUB);
    await writeFile(join(sources, 'PerforchJudge.java'), JUDGE.replace('{{token}}', NO_TOKEN));
    const judge = ['Main', 'PerforchJudge'].map((name) => join(sources, `${name}.java`));
    await ask(javac, [...compileFlags, '-d', join(draft, 'compiler'), COMPILER_FILE]);
    const archiving = `-J-XX:ArchiveClassesAtExit=${join(draft, 'javac.jsa')}`;
    await ask(javac, [archiving, ...compileFlags, '-d', join(sources, 'classes'), ...judge]);
    await mkdir(join(draft, 'judge'));
    await copyFile(join(sources, 'classes/PerforchJudge.class'), join(draft, JUDGE_CLASS));
    await rm(sources, { recursive: true });
  });
}

/** What the harness puts beside each program: the judge's class. */
export async function compiledJudge(prepared: string): Promise<NonNullable<Toolchain['compiled']>> {
  return { [JUDGE_CLASS]: await readFile(join(prepared, JUDGE_CLASS), 'base64') };
}

/**
 * The judge's class with a run's secret in it: byte for byte what the compiler makes of its source with that secret. Null
 * where the compiled class is not as it should be.
 */
export function judgeClass({ compiled }: Pick<Toolchain, 'compiled'>, token: string): Buffer | null {
  const encoded = compiled?.[JUDGE_CLASS];
  if (encoded === undefined || token.length !== NO_TOKEN.length) return null;
  const bytes = Buffer.from(encoded, 'base64').toString('latin1');
  return bytes.includes(NO_TOKEN) ? Buffer.from(bytes.replaceAll(NO_TOKEN, token), 'latin1') : null;
}
