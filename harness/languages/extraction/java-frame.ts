import type { Problem } from '../../../datasets/problem.js';
import { Code } from './code.js';
import { itemsOf, sourceOf, type Placed } from './items.js';
import { matchJava } from './java-items.js';
import type { Lexis } from './lexer.js';

export const JAVA_LEXIS: Lexis = { tripleQuotes: true };

/** What a problem's declaration gives: imports, the members beside the open method, and the method's opening. */
export interface JavaFrame {
  readonly names: ReadonlySet<string>;
  readonly arity: number | null;
  /** Braces that a body has to close, the class's included. */
  readonly depth: number;
  readonly opening: string;
  /** A compilation unit of these members, with the declaration's imports and members where they lack. */
  readonly unit: (
    imports: readonly string[],
    members: readonly string[],
    defined: ReadonlySet<string>,
    head: string,
    types: readonly string[],
  ) => string;
  /** The declaration and a method that does not end. */
  readonly cutOff: (method: string) => string;
}

export function javaFrameOf(problem: Problem): JavaFrame {
  const code = new Code(problem.declaration.replace(/\r\n?/g, '\n'), JAVA_LEXIS);
  const file = itemsOf(code, matchJava);
  const type = file.find((item) => item.kind === 'type' && !item.complete);
  const members = type?.inside == null ? [] : itemsOf(code, matchJava, ...type.inside);
  const open = members.find((member) => !member.complete);
  const imports = file.filter((item) => item.kind === 'import').map((item) => sourceOf(code, item));
  const helpers = members.filter((item) => item.complete).map((item): Placed => ({ code, item }));
  let depth = 0;
  for (let at = 0; at < code.length; at++) if (code.isSign(at, '{') && code.partner(at) === -1) depth++;

  const missing = (defined: ReadonlySet<string>): readonly string[] =>
    helpers
      .filter(({ item }) => item.names.every((name) => !defined.has(name)))
      .map(({ item }) => sourceOf(code, item));
  const withImports = (own: readonly string[]): string => [...new Set([...imports, ...own])].join('\n');
  return {
    names: new Set([problem.entryPoint, ...(open?.names ?? [])]),
    arity: open?.parameters?.length ?? null,
    depth: Math.max(2, depth),
    opening: open === undefined ? code.text : code.text.slice(code.start(code.skipComments(open.from))),
    unit: (own, sources, defined, head, types) => {
      const inside = [...missing(defined), ...sources].map((source) => `    ${source.trim()}`).join('\n\n');
      return [withImports(own), `${head} {\n${inside}\n}`, ...types]
        .filter((block) => block !== '')
        .join('\n\n');
    },
    cutOff: (method) =>
      [withImports([]), `class Solution {\n${[...missing(new Set()), method].join('\n\n')}`].join('\n\n'),
  };
}
