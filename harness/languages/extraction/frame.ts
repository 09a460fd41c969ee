import type { Problem } from '../../../datasets/problem.js';
import { Code } from './code.js';
import { itemsOf, sourceOf, type Item, type Matcher, type Placed } from './items.js';
import type { Lexis } from './lexer.js';

/** How one language with braces is read. */
export interface Dialect {
  readonly lexis: Lexis;
  readonly match: Matcher;
}

/** What a problem's declaration gives: what stands before the function that is left open, and its opening. */
export interface Frame {
  /** Names that the tests may call the answer's function by. */
  readonly names: ReadonlySet<string>;
  readonly arity: number | null;
  /** Braces that the body has to close. */
  readonly depth: number;
  /** From the open function's first token on. */
  readonly opening: string;
  readonly helpers: readonly Placed[];
  readonly imports: readonly string[];
}

/** Helpers that only the prompt holds (HumanEval-X's Go) are as good as the declaration's. */
export function frameOf(problem: Problem, dialect: Dialect): Frame {
  const declaration = new Code(problem.declaration.replace(/\r\n?/g, '\n'), dialect.lexis);
  const items = itemsOf(declaration, dialect.match);
  const open = items.find((item) => !item.complete);
  const prompt = new Code(problem.prompt.replace(/\r\n?/g, '\n'), dialect.lexis);
  const promptItems = itemsOf(prompt, dialect.match).filter((item) => item.complete);

  const known = new Set(items.flatMap((item) => item.names));
  const extra = promptItems.filter(
    (item) => item.kind !== 'import' && item.names.every((name) => name !== 'main' && !known.has(name)),
  );
  const imports = [
    ...items.filter((item) => item.kind === 'import').map((item) => bare(declaration, item)),
    ...promptItems.filter((item) => item.kind === 'import').map((item) => bare(prompt, item)),
  ];
  return {
    names: new Set([problem.entryPoint, ...(open?.names ?? [])]),
    arity: open?.parameters?.length ?? null,
    depth: Math.max(1, unclosed(declaration)),
    opening:
      open === undefined
        ? declaration.text
        : declaration.text.slice(declaration.start(firstOf(declaration, open))),
    helpers: [
      ...items
        .filter((item) => item.complete && item.kind !== 'import')
        .map((item) => ({ code: declaration, item })),
      ...extra.map((item) => ({ code: prompt, item })),
    ],
    imports: [...new Set(imports)],
  };
}

function bare(code: Code, item: Item): string {
  return sourceOf(code, { ...item, from: firstOf(code, item) });
}

function firstOf(code: Code, item: Item): number {
  return code.skipComments(item.from);
}

function unclosed(code: Code): number {
  let count = 0;
  for (let at = 0; at < code.length; at++) if (code.isSign(at, '{') && code.partner(at) === -1) count++;
  return count;
}
