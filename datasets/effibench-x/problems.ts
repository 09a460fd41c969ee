import type { Language } from '../problem.js';
import type { FunctionalProblem, NotSupported, ProgramProblem } from '../program-problem.js';
import { SUBMISSION_PLACE } from '../program-problem.js';
import { categoriesOf } from './categories.js';
import { NAMES, type RecordHeader } from './record.js';
import { calledFunction } from './rust-call.js';

const PREFIX: Readonly<Record<Language, string>> = {
  python: 'Python',
  java: 'Java',
  cpp: 'CPP',
  go: 'Go',
  rust: 'Rust',
};

/** The name of a record's task: unique in the dataset. */
export function taskOf({ source, id, title_slug: slug }: RecordHeader): string {
  return `${source}_${id}_${slug}`;
}

/** A record, the dataset's `number`th, in one language, or why it can't be set in it. */
export function problemOf(
  dataset: string,
  record: RecordHeader,
  number: number,
  language: Language,
): ProgramProblem | NotSupported {
  const name = NAMES[language];
  const taskId = `${PREFIX[language]}/${taskOf(record)}`;
  const common = {
    uid: `${dataset}:${taskId}`,
    dataset,
    taskId,
    task: taskOf(record),
    number,
    language,
    title: record.title,
    statement: record.description_md,
    source: record.source,
    publishedLimits: { timeNs: record.time_limit_nanos, memoryBytes: record.memory_limit_bytes },
    canonical: nonBlank(record.solutions?.[name]?.code),
    evaluator: record.evaluator,
    categories: categoriesOf(record.tags ?? []),
  };
  if (record.type === 'io') return { ...common, kind: 'stdin' };
  const frame = frameOf(record, language);
  if (typeof frame === 'string') return { uid: common.uid, language, reason: `functional, and ${frame}` };
  return { ...common, kind: 'functional', ...frame };
}

type Frame = Pick<FunctionalProblem, 'starterCode' | 'runner' | 'call'>;

/** What makes a program of an answer to a functional task, or why nothing does. */
function frameOf(record: RecordHeader, language: Language): Frame | string {
  const ours = language === 'rust';
  const name = NAMES[language];
  const runner = nonBlank(record.test_runners?.[ours ? NAMES.python : name]);
  const starterCode = nonBlank(record.starter_code?.[name]);
  if (runner === null) return `the dataset has no test runner in ${ours ? 'Python' : 'this language'}`;
  if (starterCode === null) return 'the dataset has no starter code in this language';
  if (runner.split(SUBMISSION_PLACE).length !== 2) {
    return `its test runner does not have "${SUBMISSION_PLACE}" exactly once`;
  }
  if (!ours) return { starterCode, runner };
  const call = calledFunction(starterCode, record.starter_code?.[NAMES.python] ?? '');
  return typeof call === 'string' ? call : { starterCode, runner, call };
}

export function isSupported(problem: ProgramProblem | NotSupported): problem is ProgramProblem {
  return 'kind' in problem;
}

function nonBlank(value: string | null | undefined): string | null {
  return value == null || value.trim() === '' ? null : value;
}
