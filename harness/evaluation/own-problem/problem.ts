import type { AnyProblem } from '../../../datasets/any-problem.js';
import { inOrder } from '../../../datasets/categories.js';
import type { ProgramProblem, ProgramTest } from '../../../datasets/program-problem.js';
import { LANGUAGES, type Language, type Problem } from '../../../datasets/problem.js';
import { lastFunction } from '../../../datasets/source-text.js';
import { UserError } from '../../errors.js';
import { identityOf } from '../../hash.js';
import { fencedBlock } from '../../stages/template.js';
import type { FunctionBody, OwnProblem } from './schema.js';

type OwnProgram = Extract<OwnProblem, { kind: 'program' }>;
type OwnFunction = Extract<OwnProblem, { kind: 'function' }>;

const dataset = 'own';
const number = 0;
const UNLIMITED = { timeNs: Number.MAX_SAFE_INTEGER, memoryBytes: Number.MAX_SAFE_INTEGER };

/** Where a file brings none: line by line, without the space at their ends. */
const SAME_LINES = `def evaluate(expected_output, program_output):
    def lines(text):
        return [line.rstrip() for line in text.strip().split("\\n")]

    return lines(expected_output) == lines(program_output)
`;
/** What the tests of Go stand behind in the data sets; imports that are not used do no harm. */
const GO_SETUP = 'package main\n\nimport (\n\t"testing"\n\n\t"github.com/stretchr/testify/assert"\n)\n';

/**
 * A problem file as a problem in one language. What it asks is its name: the same question is the same problem, whose answers
 * are stored. Throws `UserError` that names the file (`path`) where it can't be set in this language.
 */
export function ownProblem(path: string, file: OwnProblem, language: Language): AnyProblem {
  return file.kind === 'program' ? programOf(file, language) : functionOf(path, file, language);
}

/** The language to solve it in: the one that was asked for, or a function's only one. Throws `UserError` where that is none. */
export function languageToSolve(path: string, file: OwnProblem, asked: Language | undefined): Language {
  const known = LANGUAGES.filter(
    (language) => file.kind === 'program' || file.languages[language] !== undefined,
  );
  const [only] = known;
  if (asked === undefined && known.length === 1 && only !== undefined) return only;
  if (asked === undefined)
    throw new UserError(`--language: ${path} is in no language of its own: give one of ${known.join(', ')}`);
  if (known.includes(asked)) return asked;
  throw new UserError(
    `--language ${asked}: ${path} has languages.${known.join(', languages.')} only: give one of these, or add languages.${asked}`,
  );
}

/** The tests that decide: all of them, or with `public` those that models are shown. */
export function testsOfOwnProgram(
  { examples, tests }: OwnProgram,
  validation: 'full' | 'public',
): readonly ProgramTest[] {
  return validation === 'public' ? examples : [...examples, ...tests];
}

function programOf(file: OwnProgram, language: Language): ProgramProblem {
  const content = {
    ...({ kind: 'stdin', dataset, number, language, source: dataset, canonical: null } as const),
    title: file.title.trim(),
    statement: statementOf(file),
    publishedLimits: UNLIMITED,
    evaluator: file.evaluator ?? SAME_LINES,
  };
  const taskId = identityOf(content).slice(0, 32);
  const categories = inOrder(file.categories ?? []);
  return { uid: `${dataset}:${taskId}`, taskId, task: taskId, ...content, categories };
}

function statementOf({ title, description, examples }: OwnProgram): string {
  const shown = examples.map(({ input, output }, at) => {
    const name = examples.length === 1 ? 'Example' : `Example ${at + 1}`;
    return `${name}. For the input\n\n${fencedBlock('text', input)}\n\nthe output is\n\n${fencedBlock('text', output)}`;
  });
  return [title.trim(), description.trim(), ...shown].join('\n\n');
}

function functionOf(path: string, file: OwnFunction, language: Language): Problem {
  const body = file.languages[language];
  if (body === undefined) throw new Error(`${path} has nothing in ${language}`);
  // The judge sees results of calls by a name only.
  if (language === 'java' && /\bnew\s+Solution\s*\(\s*\)\s*\./.test(body.tests + (body.example_tests ?? '')))
    throw new UserError(
      `${path}: languages.java.tests: call the method by a name: Solution s = new Solution(); then s.method(...)`,
    );
  const statement = [file.title.trim(), file.description.trim()].join('\n\n');
  const content = {
    ...{ dataset, number, language, statement, canonicalBody: '', buggyBody: null, refinedBody: null },
    ...declared(path, language, body, statement),
    tests: {
      kind: 'function',
      setup: body.test_setup ?? (language === 'go' ? GO_SETUP : ''),
      hidden: body.tests,
      example: body.example_tests ?? null,
    },
    ...{ randomInputs: false, defect: null },
  } as const;
  const taskId = identityOf(content).slice(0, 32);
  return { uid: `${dataset}:${taskId}`, taskId, ...content, categories: inOrder(file.categories ?? []) };
}

/** What the declaration says of the function, and how models are shown it. */
function declared(path: string, language: Language, body: FunctionBody, statement: string) {
  const declaration = `${body.declaration.trimEnd()}\n`;
  const lines = declaration.trimEnd().split('\n');
  const entry = lastFunction(language, declaration);
  const place = `${path}: languages.${language}.declaration`;
  if (entry?.line !== lines.length - 1) {
    const last = JSON.stringify(lines.at(-1)?.slice(0, 60));
    throw new UserError(
      `${place}: must end with the one line that opens the function (got ${last}): as in ${OPENINGS[language]}`,
    );
  }
  if (language === 'go' && /^package\b/m.test(declaration))
    throw new UserError(`${place}: leave the package clause out: programs and tests get the same one`);
  const indent = /^\s*/.exec(lines[entry.line] ?? '')?.[0] ?? '';
  const mark = language === 'python' ? '#' : '//';
  const comment = statement.split('\n').map((line) => `${indent}${mark} ${line}`.trimEnd());
  const prompt = [...lines.slice(0, entry.line), ...comment, ...lines.slice(entry.line), ''].join('\n');
  return { entryPoint: entry.name, signature: entry.signature, declaration, prompt };
}

const OPENINGS: Readonly<Record<Language, string>> = {
  python: '"def add(a: int, b: int) -> int:"',
  java: '"class Solution {" and "    public int add(int a, int b) {"',
  cpp: '"int add(int a, int b) {"',
  go: '"func Add(a int, b int) int {"',
  rust: '"fn add(a: i32, b: i32) -> i32 {"',
};
