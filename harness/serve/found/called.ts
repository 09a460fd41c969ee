/** Words before a parenthesis that are no function of anybody's. */
const NO_FUNCTIONS = new Set(
  (
    'if for while switch return catch sizeof assert assert_eq assert_ne panic println print format vec main func fn def and or ' +
    'not in is lambda with except match yield abs all any bool bytes callable chr dict divmod enumerate filter float ' +
    'frozenset getattr hasattr hash hex id int isinstance issubclass iter len list map max min next object oct ord pow ' +
    '__import__ range repr reversed round set sorted str sum super tuple type zip string vector make append string'
  ).split(' '),
);
const CALL = /(?<![\w.:])([A-Za-z_]\w*)\s*\(/g;

/** Functions that a test calls by their bare names, in their order, without `known` and what languages bring. */
export function calledIn(test: string, known: ReadonlySet<string> = new Set()): string[] {
  const names = [...withoutStrings(test).matchAll(CALL)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !NO_FUNCTIONS.has(name) && !known.has(name));
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
}

/** Words that may stand before a call; another word is the type of what is defined. */
const BEFORE_CALLS =
  'return|assert|if|elif|else|while|for|in|not|and|or|is|new|case|match|range|go|defer|await|yield|lambda|throw|mut|with';

/** Whether tests define themselves, or import, what they are to test: then they would say nothing of a program. */
export function isDefinedIn(tests: string, name: string): boolean {
  const ways = [
    `\\b(?:def|fn|func|class|let|var|auto|define|macro_rules!)\\s+${name}\\b`,
    `(?<![\\w.])(?!(?:${BEFORE_CALLS})\\b)[A-Za-z_]\\w*[\\s*&>\\]]+${name}\\s*\\(`,
    `(?<![\\w.])${name}\\s*:?=(?!=)`,
    `\\b(?:import|as|use)\\b[^\\n]*\\b${name}\\b`,
  ];
  return ways.some((way) => new RegExp(way).test(withoutStrings(tests)));
}
