import type { Language } from './problem.js';

/** A line that opens a function in which tests can call it; group 1 is the name. */
const OPENING: Record<Language, RegExp> = {
  python: /^def (\w+)\s*\(.*:\s*$/,
  java: /^\s+public .*?\b(\w+)\s*\(.*\{\s*$/,
  cpp: /^\w[^#]*?\b(\w+)\s*\(.*\{\s*$/,
  go: /^func (\w+)\s*[([].*\{\s*$/,
  rust: /^\s*(?:pub )?fn (\w+)\s*[(<].*\{\s*$/,
};

export interface Entry {
  readonly name: string;
  /** Index of its line. */
  readonly line: number;
  readonly signature: string;
}

/** The last function that the code opens, which in a declaration is the entry point; null where there is none. */
export function lastFunction(language: Language, code: string): Entry | null {
  const lines = code.split('\n');
  for (let line = lines.length - 1; line >= 0; line--) {
    const text = lines[line] ?? '';
    const name = OPENING[language].exec(text)?.[1];
    if (name !== undefined) return { name, line, signature: signatureOf(language, text) };
  }
  return null;
}

function signatureOf(language: Language, opening: string): string {
  const bare = opening.trim().replace(/\s*[{:]$/, '');
  if (language === 'python') return bare.replace(/^def /, '');
  return language === 'rust' ? bare.replace(/^(?:pub )?fn /, '') : bare;
}

/** The lines up to and with `last`, ended by a newline. */
export function upToLine(code: string, last: number): string {
  return `${code
    .split('\n')
    .slice(0, last + 1)
    .join('\n')}\n`;
}

/** Go's prompt without the comment that is the statement: imports, helpers, the opening of the function. */
export function goDeclaration(prompt: string): string {
  const lines = upToLine(prompt, lastFunction('go', prompt)?.line ?? 0).split('\n');
  const opening = lines.length - 2;
  const first = commentStart(lines, opening);
  return [...lines.slice(0, first), ...lines.slice(opening)].join('\n');
}

/** The task in prose as the prompt's doc comment has it, without indentation and blank lines; empty where none is. */
export function statementOf(language: Language, prompt: string): string {
  if (language === 'python')
    return tidy(between(prompt, '"""', '"""') ?? between(prompt, "'''", "'''") ?? '');
  if (language === 'go') return lineComments(prompt, lastFunction('go', prompt)?.line ?? 0);
  const block = between(prompt, '/*', '*/');
  return block === null ? lineComments(prompt.trimEnd(), Infinity) : tidy(block.replace(/^\*/, ''));
}

/** Trimmed lines, none blank, and without the lone quote that opens some of the original comments by mistake. */
export function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.find((line) => line !== '') === '"') lines.splice(lines.indexOf('"'), 1);
  return lines.filter((line) => line !== '').join('\n');
}

function between(text: string, open: string, close: string): string | null {
  const end = text.lastIndexOf(close);
  const start = end < 1 ? -1 : text.lastIndexOf(open, end - 1);
  return start < 0 ? null : text.slice(start + open.length, end);
}

function lineComments(code: string, end: number): string {
  const lines = code.split('\n');
  const last = Math.min(end, lines.length);
  const comment = lines.slice(commentStart(lines, last), last);
  return tidy(comment.map((line) => line.trim().replace(/^\/\/ ?/, '')).join('\n'));
}

function commentStart(lines: readonly string[], end: number): number {
  let start = end;
  while (start > 0 && (lines[start - 1] ?? '').trim().startsWith('//')) start--;
  return start;
}
