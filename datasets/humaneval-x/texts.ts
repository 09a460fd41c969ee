import { UserError } from '../../harness/errors.js';
import type { ProblemTexts } from '../humaneval.js';
import type { FunctionTests, Language } from '../problem.js';
import { goDeclaration, lastFunction, statementOf, upToLine } from '../source-text.js';
import { mendBody, mendExample } from './mends.js';
import type { HumanEvalXRow } from './rows.js';

/** What a row of HumanEval-X says about a problem, its known slips mended: see `mends.ts`. */
export function humanevalXTexts(language: Language, row: HumanEvalXRow): ProblemTexts {
  const mended = mendBody(row);
  const declaration = declarationOf(language, row, mended.declaration);
  const entry = lastFunction(language, declaration);
  if (entry === null) {
    throw new UserError(
      `${row.task_id}: field "declaration": opens no function: run "perforch datasets fetch"`,
    );
  }
  return {
    entryPoint: entry.name,
    signature: entry.signature,
    statement: statementOf(language, row.prompt),
    prompt: language === 'rust' ? withComment(declaration, entry.line, row.prompt) : row.prompt,
    declaration,
    canonicalBody: mended.body,
    buggyBody: null,
    tests: testsOf(row),
  };
}

/** The tests of a row of HumanEval-X or HumanEvalPack. */
export function testsOf(
  row: Pick<HumanEvalXRow, 'task_id' | 'test' | 'example_test' | 'test_setup'>,
): FunctionTests {
  const example = mendExample(row);
  return {
    kind: 'function',
    setup: row.test_setup ?? '',
    hidden: row.test,
    example: example === 'None' || example.trim() === '' ? null : example,
  };
}

/**
 * A declaration that ends where the body begins and has what the body needs. Go's own lacks the imports and helpers, which
 * only the prompt has; CPP/38 has a piece of the body, Python/142 a piece of the docstring.
 */
export function declarationOf(language: Language, row: { prompt: string }, declaration: string): string {
  if (language === 'go') return goDeclaration(row.prompt);
  const last = lastFunction(language, declaration);
  if (last === null) return declaration;
  if (language !== 'python') return upToLine(declaration, last.line);
  return declaration.replace(/^\s*["']+\s*$\n?/gm, (line, at: number) =>
    at > afterLine(declaration, last.line) ? '' : line,
  );
}

function afterLine(text: string, line: number): number {
  return upToLine(text, line).length - 1;
}

/** Rust's prompt is the comment alone: it goes right above the function, as in HumanEvalPack. */
function withComment(declaration: string, opening: number, comment: string): string {
  const lines = declaration.split('\n');
  return [...lines.slice(0, opening), comment.trim(), ...lines.slice(opening)].join('\n');
}
