import { formatValue } from './format.js';

/** What LaTeX would take for something else, and what the usual fonts lack. */
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['%', '\\%'],
  ['_', '\\_'],
  ['^', '\\textasciicircum{}'],
  ['~', '\\textasciitilde{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['"', '\\char34{}'],
  ['`', '\\char96{}'],
  ['\u00a0', '~'],
  ['\u2009', '\\,'],
  ['\u202f', '\\,'],
  ['–', '\\textendash{}'],
  ['—', '\\textemdash{}'],
  ['‘', '\\textquoteleft{}'],
  ['’', '\\textquoteright{}'],
  ['“', '\\textquotedblleft{}'],
  ['”', '\\textquotedblright{}'],
  ['…', '\\ldots{}'],
  ['•', '\\textbullet{}'],
  ['ß', '\\ss{}'],
  ['æ', '\\ae{}'],
  ['Æ', '\\AE{}'],
  ['œ', '\\oe{}'],
  ['Œ', '\\OE{}'],
  ['ø', '\\o{}'],
  ['Ø', '\\O{}'],
  ['ł', '\\l{}'],
  ['Ł', '\\L{}'],
  ['ı', '\\i{}'],
  ...Object.entries({
    '†': '\\dagger',
    '×': '\\times',
    '·': '\\cdot',
    '÷': '\\div',
    '±': '\\pm',
    '−': '-',
    '≤': '\\le',
    '≥': '\\ge',
    '≠': '\\ne',
    '≈': '\\approx',
    '∞': '\\infty',
    '→': '\\rightarrow',
    '←': '\\leftarrow',
    '°': '^{\\circ}',
    '²': '^{2}',
    '³': '^{3}',
    α: '\\alpha',
    β: '\\beta',
    γ: '\\gamma',
    δ: '\\delta',
    λ: '\\lambda',
    µ: '\\mu',
    μ: '\\mu',
    π: '\\pi',
    ρ: '\\rho',
    σ: '\\sigma',
    τ: '\\tau',
    χ: '\\chi',
  }).map(([character, command]): [string, string] => [character, `\\ensuremath{${command}}`]),
]);

/** By the combining character. */
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030a', 'r'],
  ['\u030b', 'H'],
  ['\u030c', 'v'],
  ['\u0327', 'c'],
]);

/**
 * Text that reads as it is, in ASCII, for any LaTeX and any of its input and font encodings. A character that it has no
 * command for stands as its code point (`U+4E2D`): visible, and never an error. Line breaks and other control characters
 * become spaces.
 */
export function escapeLatex(text: string): string {
  const escaped = Array.from(formatValue(text, 'text').normalize('NFC'), escapeCharacter).join('');
  // Two hyphens would join to a dash, two commas to a quotation mark.
  return escaped.replace(/([-,'])(?=\1)/g, '$1{}').replace(/([?!])(?=\\char96)/g, '$1{}');
}

function escapeCharacter(character: string): string {
  const known = CHARACTERS.get(character);
  if (known !== undefined) return known;
  if (/^[\x20-\x7e]$/.test(character)) return character;
  const [base = '', combining = '', ...rest] = Array.from(character.normalize('NFD'));
  const accent = ACCENTS.get(combining);
  if (accent !== undefined && rest.length === 0 && /^[A-Za-z]$/.test(base)) return accented(accent, base);
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `\\texttt{U+${point}}`;
}

/** A dot that is there already gives way to the accent. */
function accented(accent: string, base: string): string {
  const bare = (base === 'i' || base === 'j') && accent !== 'c' ? `\\${base}` : base;
  return `\\${accent}{${bare}}`;
}
