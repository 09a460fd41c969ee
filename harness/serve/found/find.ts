import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import { languageModule } from '../../languages/index.js';
import { blocksOf } from '../blocks.js';
import type { Message } from '../request.js';
import { isDefinedIn } from './called.js';
import type { FoundTests } from './contract.js';
import { examplesIn } from './examples.js';
import type { TestForm } from './form.js';
import { FORMS } from './forms.js';
import { pythonTests } from './python.js';

/** A longer message is not searched: anybody may send one, and all others would wait for it. */
const MOST_CHARACTERS = 20_000;

/**
 * The tests that a conversation brings: those of the newest message of the user's that has any. What a model wrote in it is
 * no test. Null where there are none that can be run.
 */
export function findTests(messages: readonly Message[], language: Language): FoundTests | null {
  for (const { role, text } of [...messages].reverse()) {
    const found = role === 'user' && text.length <= MOST_CHARACTERS ? testsIn(text, language) : null;
    if (found !== null) return found;
  }
  return null;
}

function testsIn(text: string, language: Language): FoundTests | null {
  if (language === 'python') return pythonTests(text);
  const form = FORMS[language];
  return (
    wholeBlock(text, language, form) ?? assertions(text, language, form) ?? examples(text, language, form)
  );
}

function wholeBlock(text: string, language: Language, form: TestForm): FoundTests | null {
  const codes = blocksOf(text)
    .filter(({ label }) => label !== null && isOf(label, language))
    .flatMap(({ lines }) => form.fromBlock(lines.join('\n')) ?? []);
  const [source] = codes;
  if (source === undefined || codes.length > 1) return null;
  const count = (source.match(/\bassert|\bthrow\b|\bt\.(?:Error|Fatal)/g) ?? []).length;
  // What asserts nothing is no test.
  return count === 0 ? null : found('tests', source, form.entryPoint(source), count, form);
}

function assertions(text: string, language: Language, form: TestForm): FoundTests | null {
  const lines = blocksOf(text).flatMap(({ label, lines: own }) =>
    label === null ? assertionsInProse(own, form) : isOf(label, language) ? assertionsOfBlock(own, form) : [],
  );
  const entryPoint = form.entryPoint(lines.join('\n'));
  if (lines.length === 0 || entryPoint === null) return null;
  return found('tests', form.wrap(lines, entryPoint), entryPoint, lines.length, form);
}

/** Perhaps items of a list, perhaps between backticks; what stands further right belongs to something. */
function assertionsInProse(lines: readonly string[], form: TestForm): string[] {
  return lines
    .map((line) => /^ {0,3}(?:(?:[-*+]|\d+[.)])\s+)?(`?)(\S.*?)\1$/.exec(line.trimEnd())?.[2] ?? '')
    .filter((line) => isAssertion(line, form));
}

/** Of a block that holds nothing else: another line may be what they rest on. */
function assertionsOfBlock(lines: readonly string[], form: TestForm): string[] {
  const code = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('//'));
  return code.every((line) => isAssertion(line, form)) ? code : [];
}

function isAssertion(line: string, form: TestForm): boolean {
  return form.assertion.test(line) && isBalanced(line);
}

const INTEGER = /^-?\d{1,18}$/;
const TEXT = /^(?:"[^"\\$\n]*"|'[^'"\\$\n]*')$/;
const BOOLEAN = /^(?:true|false|True|False)$/;

/** Arguments that are written as in Python, which documents of other languages do as well. */
const PYTHON = /'|[(,\s]\[|\b(?:True|False|None)\b/;

/** Of examples only those whose result is written alike in all languages: a number, a truth value, a simple text. */
function examples(text: string, language: Language, form: TestForm): FoundTests | null {
  const usable = examplesIn(text).filter(
    ({ source, expected }) =>
      /^[\w.]+\s*\([^\n]*\)$/.test(source) &&
      !(language === 'rust' ? /'|\b(?:True|False|None)\b/ : PYTHON).test(source) &&
      isBalanced(source) &&
      [INTEGER, TEXT, BOOLEAN].some((kind) => kind.test(expected)),
  );
  const lines = usable.map(({ source, expected }) => {
    const isText = TEXT.test(expected);
    return form.equal(source, isText ? `"${expected.slice(1, -1)}"` : expected.toLowerCase(), isText);
  });
  const entryPoint = form.entryPoint(usable.map(({ source }) => source).join('\n'));
  if (lines.length === 0 || entryPoint === null) return null;
  return found('examples', form.wrap(lines, entryPoint), entryPoint, lines.length, form);
}

function found(
  kind: FoundTests['kind'],
  source: string,
  entryPoint: string | null,
  count: number,
  { setup }: TestForm,
): FoundTests | null {
  if (entryPoint === null || isDefinedIn(source, entryPoint)) return null;
  return { kind, source, setup, entryPoint, count };
}

/** A block without a label, or with a label that says tests, may be of any language. */
function isOf(label: string, language: Language): boolean {
  const isOther = LANGUAGES.some(
    (other) => other !== language && languageModule(other).fences.includes(label),
  );
  return !isOther && ['', 'test', 'tests', ...languageModule(language).fences].includes(label);
}

function isBalanced(line: string): boolean {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'/g, '');
  const opened = (bare.match(/[([{]/g) ?? []).length;
  return !bare.includes('"') && opened === (bare.match(/[)\]}]/g) ?? []).length;
}
