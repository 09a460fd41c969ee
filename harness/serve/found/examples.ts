/** One `>>> source` with the lines of its result; empty where none stands below it. */
export interface Example {
  readonly source: string;
  readonly expected: string;
}

/** What comments of all languages begin their lines with. */
const LEADER = /^[ \t]*(?:\/\/[/!]?|#|\*(?!\/))?[ \t]*/;
const PROMPT = /^>>>[ \t]?/;
const CONTINUED = /^\.\.\.(?:[ \t]|$)/;
/** Nothing of a result: the end of a docstring, a comment or a block. */
const END = /^(?:"""|'''|```|~~~|\*\/)/;

/** The examples of a text, in a docstring, a comment or on their own. */
export function examplesIn(text: string): Example[] {
  const lines = text.split('\n').map((line) => line.replace(LEADER, '').trimEnd());
  const examples: Example[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!PROMPT.test(lines[at] ?? '')) continue;
    const source = [(lines[at] ?? '').replace(PROMPT, '')];
    while (CONTINUED.test(lines[at + 1] ?? '')) source.push((lines[++at] ?? '').replace(CONTINUED, ''));
    const expected: string[] = [];
    while (isResult(lines[at + 1])) expected.push(lines[++at] ?? '');
    examples.push({ source: source.join('\n').trim(), expected: withoutEnd(expected.join('\n')).trim() });
  }
  return examples;
}

function isResult(line: string | undefined): boolean {
  return line !== undefined && line !== '' && !PROMPT.test(line) && !END.test(line);
}

/** A docstring may end in the line of its last result. */
function withoutEnd(expected: string): string {
  return expected.replace(/(?:"""|\*\/)\s*$/, '');
}
