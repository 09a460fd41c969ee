import { LANGUAGES, type Category, type Language, type Problem } from '../../../datasets/problem.js';

/** A made-up problem: right in form, enough for prompts and scripts, never run. */
export function madeUpProblem(
  language: Language,
  number: number,
  categories: Category[] = ['Array'],
): Problem {
  const entryPoint = `task_${number}`;
  const declaration = DECLARATIONS[language](entryPoint);
  return {
    uid: `made-up:${language}/${number}`,
    dataset: 'made-up',
    taskId: `${language}/${number}`,
    number,
    language,
    entryPoint,
    signature: declaration.replace(/[{:]\s*$/, '').trim(),
    statement: `Statement of task ${number}.`,
    prompt: `${language === 'python' ? '#' : '//'} Statement of task ${number}.\n${declaration}`,
    declaration,
    canonicalBody: body(language, `canonical_${number}`),
    buggyBody: body(language, `buggy_${number}`),
    refinedBody: number % 2 === 0 ? body(language, `refined_${number}`) : null,
    tests: {
      kind: 'function',
      setup: '',
      hidden: `shared example line ${number}\nhidden line ${number} of ${language}\n`,
      example: number % 3 === 0 ? null : `shared example line ${number}\n`,
    },
    categories,
    randomInputs: false,
    defect: null,
  };
}

export function madeUpProblems(count: number): Problem[] {
  const kinds: Category[][] = [['Array'], ['Math', 'String'], [], ['Greedy']];
  return LANGUAGES.flatMap((language) =>
    Array.from({ length: count }, (_, index) => madeUpProblem(language, index, kinds[index % kinds.length])),
  );
}

const DECLARATIONS: Record<Language, (name: string) => string> = {
  python: (name) => `def ${name}(n: int) -> int:\n`,
  java: (name) => `class Solution {\n    public int ${name}(int n) {\n`,
  cpp: (name) => `int ${name}(int n){\n`,
  go: (name) => `func ${name}(n int) int {\n`,
  rust: (name) => `fn ${name}(n: i32) -> i32{\n`,
};

function body(language: Language, value: string): string {
  if (language === 'python') return `    return ${value}\n`;
  return language === 'java' ? `        return ${value};\n    }\n}\n` : `    return ${value};\n}\n`;
}
