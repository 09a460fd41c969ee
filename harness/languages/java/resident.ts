import type { JobFile } from '../../sandbox/contract.js';
import type { ResidentCompiler } from '../contract.js';
import { pinnedFor } from '../versions.js';
import { judgeClass } from './prepared.js';
import { ARCHIVE, ENV, INSIDE } from './sources.js';

const { compileFlags } = pinnedFor('java');
const JUDGE_NAME = 'PerforchJudge';
/** The judge is compiled already, so the compiler never sees a run's secret. */
const SENT = ['Solution.java', 'Main.java'];
/** Of classes in no package, which can be files of these names; any other has the classic path. */
const PLAIN_NAME = /^[A-Za-z0-9_$]{1,200}$/;
const MOST_CLASSES = 2000;
const CLASS_MAGIC = 0xcafebabe;

/** Options of the machine stand behind `-J` for the compiler; the one that stays is a machine of its own. */
const MACHINE_FLAGS = [
  `-XX:SharedArchiveFile=${ARCHIVE}`,
  // On standard output there are messages only.
  '-Xlog:disable',
  '-Xmx384m',
  '-XX:+ExitOnOutOfMemoryError',
  ...compileFlags.filter((flag) => flag.startsWith('-J')).map((flag) => flag.slice(2)),
];
/** No code but the JDK's runs in the compiler: no processors, and neither they nor plugins are looked for beside the judge. */
const COMPILER_FLAGS = [
  ...compileFlags.filter((flag) => !flag.startsWith('-J')),
  ...['--class-path', `${INSIDE}/judge`, '--processor-path', `${INSIDE}/none`, '-implicit:none'],
];

export const residentCompiler: ResidentCompiler = {
  start: ({ paths }) => ({
    name: 'javac, resident',
    argv: [
      paths['java'] ?? '',
      ...MACHINE_FLAGS,
      ...['-cp', `${INSIDE}/compiler`, 'PerforchCompiler'],
      ...COMPILER_FLAGS,
    ],
    env: ENV,
  }),
  request({ files }) {
    const sent = files.filter(({ path }) => SENT.includes(path));
    return Buffer.concat([
      u32(sent.length),
      ...sent.flatMap(({ path, content }) => [text(path), text(content)]),
    ]);
  },
  built(reply, toolchain, token) {
    const classes = classesIn(reply);
    const judge = judgeClass(toolchain, token);
    if (classes === null || judge === null) return null;
    return [...classes, { path: `classes/${JUDGE_NAME}.class`, content: judge }];
  },
};

/** Null unless a reply is nothing but class files that may lie beside the judge's. */
function classesIn(reply: Buffer): readonly JobFile[] | null {
  const files = new Map<string, JobFile>();
  let at = 0;
  const take = (length: number): Buffer => {
    const part = reply.subarray(at, at + length);
    at += length;
    return part;
  };
  const number = (): number => (at + 4 <= reply.length ? take(4).readUInt32BE() : Infinity);
  const count = number();
  if (count === 0 || count > MOST_CLASSES) return null;
  for (let left = count; left > 0; left--) {
    const name = take(number()).toString('latin1');
    const content = take(number());
    const isClass = content.length > 4 && content.readUInt32BE() === CLASS_MAGIC;
    // A program's class of the judge's name would be refused if they were compiled together.
    const isJudge = name.split('$')[0] === JUDGE_NAME;
    if (!PLAIN_NAME.test(name) || isJudge || !isClass || files.has(name)) return null;
    files.set(name, { path: `classes/${name}.class`, content });
  }
  return at === reply.length ? [...files.values()] : null;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(content: string): Buffer {
  const bytes = Buffer.from(content, 'utf8');
  return Buffer.concat([u32(bytes.length), bytes]);
}
