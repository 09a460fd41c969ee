import { isProse } from './prose.js';
import { blockEnd, type PythonCode } from './python-items.js';

/** A body that continues a declaration. */
export interface PythonBody {
  /** Indented so that it stands in a function at column 0. */
  readonly source: string;
  /** Logical lines, `to` excluded. */
  readonly to: number;
  /** A string or bracket is open where it ends. */
  readonly open: boolean;
}

const NOT_A_BODY = /^(?:def|class|import|from|async\s+def|@)\b|^@/;

/** Null where the text does not begin with statements of a function. */
export function cutPythonBody(code: PythonCode, name: string): PythonBody | null {
  const first = code.logical.findIndex((line) => line.kind === 'code');
  const head = code.logical[first];
  if (head === undefined || isProse(head.text)) return null;
  if (head.indent > 0) {
    const to = blockEnd(code, first - 1, 0);
    if (redefines(code, first, to, name)) return null;
    return { source: code.source(0, to), to, open: code.logical[to - 1]?.open ?? false };
  }
  if (NOT_A_BODY.test(head.text)) return null;
  return atLeftMargin(code, first);
}

/** The whole body is the function once more, and nothing returns its result. */
function redefines(code: PythonCode, from: number, to: number, name: string): boolean {
  const outer = code.logical[from]?.indent ?? 0;
  const lines = code.logical.slice(from, to).filter((line) => line.kind === 'code');
  const defined = lines.some(
    (line) => line.indent <= outer && new RegExp(`^def\\s+${name}\\s*\\(`).test(line.text),
  );
  return defined && !lines.some((line) => line.indent <= outer && /^(?:return|yield)\b/.test(line.text));
}

/** Only `return` tells statements at the left margin from a script; the first line alone may have lost its indent. */
function atLeftMargin(code: PythonCode, first: number): PythonBody | null {
  const lines = code.logical;
  const second = lines.findIndex((line, at) => at > first && line.kind === 'code');
  const indent = lines[second]?.indent ?? 0;
  const opensBlock = /:\s*(?:#.*)?$/.test(lines[first]?.text ?? '');
  if (indent > 0 && !opensBlock) {
    const to = blockEnd(code, first, 0);
    const source = ' '.repeat(indent) + code.source(first, to);
    return { source, to, open: lines[to - 1]?.open ?? false };
  }
  let to = -1;
  for (let at = first; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.kind !== 'code') continue;
    if (
      line.indent === 0 &&
      (isProse(line.text) || NOT_A_BODY.test(line.text) || line.text.startsWith('print('))
    )
      break;
    if (line.indent === 0 && /^return\b/.test(line.text)) to = at + 1;
    else if (line.indent > 0 && at >= to && /^return\b/.test(line.text))
      to = Math.max(to, blockEnd(code, at, 0));
  }
  if (to === -1) return null;
  const source = code
    .source(0, to)
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
  return { source, to, open: lines[to - 1]?.open ?? false };
}
