/** A statement's first line and those that its brackets, strings and backslashes join to it. */
export interface LogicalLine {
  /** Physical lines, `to` excluded. */
  readonly from: number;
  readonly to: number;
  /** Columns before the first character, a tab counting up to the next multiple of eight. */
  readonly indent: number;
  /** Without indentation. */
  readonly text: string;
  readonly kind: 'blank' | 'comment' | 'code';
  /** A string or bracket is still open where the text ends. */
  readonly open: boolean;
}

const STARTS_STATEMENT = /^(?:def|class|import|from|async def|@|if __name__)\b/;

/** Reads prose too: a quote or bracket that nothing closes ends with its line, or where a definition begins. */
export function logicalLines(lines: readonly string[]): readonly LogicalLine[] {
  const result: LogicalLine[] = [];
  const budget = { lines: 20_000 };
  const tripleLeft = { "'''": countOf(lines, "'''"), '"""': countOf(lines, '"""') };
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] ?? '';
    const text = first.trimStart();
    const indent = columns(first);
    if (text === '' || text.startsWith('#')) {
      result.push({
        from: at,
        to: at + 1,
        indent,
        text,
        kind: text === '' ? 'blank' : 'comment',
        open: false,
      });
      at++;
      continue;
    }
    const end = statementEnd(lines, at, tripleLeft, budget);
    result.push({ from: at, to: end.to, indent, text, kind: 'code', open: end.open });
    at = end.to;
  }
  return result;
}

function countOf(lines: readonly string[], mark: string): number {
  let count = 0;
  for (const line of lines) count += line.split(mark).length - 1;
  return count;
}

type TripleLeft = Record<string, number>;

/** `budget` bounds what looking for brackets that nothing closes costs in all. */
function statementEnd(
  lines: readonly string[],
  from: number,
  tripleLeft: TripleLeft,
  budget: { lines: number },
): { to: number; open: boolean } {
  const most = from + (budget.lines > 0 ? 200 : 5);
  let depth = 0;
  let triple: string | null = null;
  let fallback = -1;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (depth > 0 && triple === null && at > from && (STARTS_STATEMENT.test(line) || at > most)) {
      budget.lines -= at - from;
      return { to: fallback === -1 ? from + 1 : fallback, open: false };
    }
    let continued = false;
    for (let column = 0; column < line.length; column++) {
      const char = line.charAt(column);
      if (triple !== null) {
        if (char === '\\') column++;
        else if (line.startsWith(triple, column)) {
          tripleLeft[triple] = (tripleLeft[triple] ?? 1) - 1;
          column += 2;
          triple = null;
        }
      } else if (char === '#') break;
      else if (char === '"' || char === "'") {
        const mark = char.repeat(3);
        if (line.startsWith(mark, column)) {
          tripleLeft[mark] = (tripleLeft[mark] ?? 1) - 1;
          column += 2;
          triple = mark;
        } else column = stringEnd(line, column);
      } else if ('([{'.includes(char)) depth++;
      else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
      else if (char === '\\' && column === line.length - 1) continued = true;
    }
    if (triple !== null && (tripleLeft[triple] ?? 0) <= 0) return { to: lines.length, open: true };
    if (depth === 0 && triple === null) {
      if (!continued) return { to: at + 1, open: false };
    } else if (fallback === -1 && triple === null) fallback = at + 1;
  }
  if (depth > 0 && triple === null && fallback !== -1) return { to: fallback, open: true };
  return { to: lines.length, open: true };
}

/** Column of the closing quote, or of the line's end where none closes. */
function stringEnd(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let at = start + 1; at < line.length; at++) {
    if (line.charAt(at) === '\\') at++;
    else if (line.charAt(at) === quote) return at;
  }
  // An apostrophe in prose; the rest of the line is still looked at.
  return start;
}

function columns(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === ' ') width++;
    else if (char === '\t') width += 8 - (width % 8);
    else break;
  }
  return width;
}
