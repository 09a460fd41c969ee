import { isProse } from './prose.js';
import { logicalLines, type LogicalLine } from './python-lines.js';

/** A statement with the block below it. */
export interface Statement {
  readonly kind: 'import' | 'function' | 'class' | 'value' | 'setting' | 'other';
  /** What it binds. */
  readonly names: readonly string[];
  /** Logical lines, `to` excluded; decorators belong to it. */
  readonly from: number;
  readonly to: number;
}

export class PythonCode {
  readonly lines: readonly string[];
  readonly logical: readonly LogicalLine[];
  /** With the blanks at their ends: in a string they are part of its value, behind a backslash they are an error. */
  readonly #written: readonly string[];

  constructor(text: string) {
    this.#written = text.split('\n');
    this.lines = this.#written.map((line) => line.trimEnd());
    this.logical = logicalLines(this.lines);
  }

  /** Source of the logical lines, their first `indent` columns removed, without blank lines around. */
  source(from: number, to: number, indent = 0): string {
    const start = this.logical[from]?.from ?? this.lines.length;
    const end = this.logical[to - 1]?.to ?? start;
    const inString = this.insideStrings(from, to);
    const lines = this.#written
      .slice(start, end)
      .map((line, at) => (inString.has(start + at) ? line : dedent(line, indent)));
    return lines
      .join('\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd();
  }

  /** Physical lines that continue another; only brackets and strings make them, so moving them is left to `dedent`. */
  private insideStrings(from: number, to: number): ReadonlySet<number> {
    const found = new Set<number>();
    for (const line of this.logical.slice(from, to)) {
      if (!/"""|'''/.test(this.lines.slice(line.from, line.to).join('\n'))) continue;
      for (let at = line.from + 1; at < line.to; at++) if (/^\S/.test(this.lines[at] ?? '')) found.add(at);
    }
    return found;
  }

  words(from: number, to: number): ReadonlySet<string> {
    return wordsOf(this.source(from, to));
  }
}

export function wordsOf(source: string): ReadonlySet<string> {
  return new Set(source.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
}

/** Parameters and names that are assigned: what a script's variable of the same name has nothing to do with. */
export function localNames(source: string): ReadonlySet<string> {
  const lists = [
    ...source.matchAll(/^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(([^)]{0,2000})\)/gm),
    ...source.matchAll(/^[ \t]+(\w[\w, \t]{0,200}?)(?::[^=\n]{0,200})?=(?!=)/gm),
    ...source.matchAll(/\bfor[ \t]+(\w[\w, \t()]{0,100}?)[ \t]in\b/g),
  ];
  const names = lists.flatMap(([, list = '']) => list.split(','));
  return new Set(names.map((name) => /\w+/.exec(name)?.[0] ?? ''));
}

function dedent(line: string, indent: number): string {
  let removed = 0;
  let at = 0;
  while (removed < indent && at < line.length && (line.charAt(at) === ' ' || line.charAt(at) === '\t')) {
    removed += line.charAt(at) === '\t' ? 8 - (removed % 8) : 1;
    at++;
  }
  return line.slice(at);
}

const CONTINUES = /^(?:else|elif|except|finally)\b/;

/** The statements at `indent` from logical line `from` on, until one stands further left. */
export function statementsOf(code: PythonCode, indent = 0, from = 0): readonly Statement[] {
  const statements: Statement[] = [];
  let at = from;
  while (at < code.logical.length) {
    const line = code.logical[at];
    if (line === undefined) break;
    if (line.kind !== 'code') {
      at++;
      continue;
    }
    if (line.indent < indent) break;
    let start = at;
    let head = line;
    while (head.text.startsWith('@') && code.logical[start + 1] !== undefined) {
      start++;
      head = code.logical[start] ?? head;
    }
    const to = blockEnd(code, start, indent);
    statements.push({ ...classify(head.text, code, start, to), from: at, to });
    at = Math.max(to, at + 1);
  }
  return statements;
}

/** Behind the last line that is further right; comments and blank lines count only where such a line follows. */
export function blockEnd(code: PythonCode, start: number, indent: number): number {
  let end = start + 1;
  for (let at = start + 1; at < code.logical.length; at++) {
    const line = code.logical[at];
    if (line === undefined || line.kind !== 'code') continue;
    if (line.indent <= indent && !(line.indent === indent && CONTINUES.test(line.text))) break;
    end = at + 1;
  }
  return end;
}

function classify(
  text: string,
  code: PythonCode,
  from: number,
  to: number,
): Pick<Statement, 'kind' | 'names'> {
  const definition = /^(?:async\s+)?(def|class)\s+([\p{L}_][\p{L}\p{N}_]*)\s*[(:[]/u.exec(text);
  if (definition !== null) {
    return { kind: definition[1] === 'def' ? 'function' : 'class', names: [definition[2] ?? ''] };
  }
  if (/^import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*\s*(?:[;#].*)?$/.test(text)) {
    return { kind: 'import', names: boundBy(text.replace(/^import\s+/, '')) };
  }
  const fromImport = /^from\s+[\w.]+\s+import\s+/.exec(text);
  if (fromImport !== null && !isProse(text.slice(fromImport[0].length))) {
    const all = code
      .source(from, to)
      .replace(/^\s*from\s+[\w.]+\s+import\s+/, '')
      .replace(/#[^\n]*/g, '');
    return { kind: 'import', names: boundBy(all.replace(/[()\\\n]/g, ' ')) };
  }
  if (/^(?:sys\.setrecursionlimit|sys\.set_int_max_str_digits|(?:decimal\.)?getcontext\(\)\.)/.test(text)) {
    return { kind: 'setting', names: [] };
  }
  const value = /^((?:[\p{L}_][\p{L}\p{N}_]*)(?:\s*,\s*[\p{L}_][\p{L}\p{N}_]*)*)\s*(?::[^=]+)?=(?!=)/u.exec(
    text,
  );
  if (value !== null) return { kind: 'value', names: (value[1] ?? '').split(',').map((name) => name.trim()) };
  return { kind: 'other', names: [] };
}

/** Names that the list of an import binds; `*` for all. */
function boundBy(list: string): readonly string[] {
  return list
    .replace(/[;#].*$/s, '')
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/))
    .map(([path = '', alias]) => alias?.trim() ?? path.split('.')[0]?.trim() ?? '')
    .filter((name) => name !== '');
}
