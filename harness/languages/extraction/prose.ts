const CODE_WORDS = new Set(
  (
    'return if else elif for while do switch case break continue try catch finally throw throws new delete not in is ' +
    'and or lambda yield await async def class struct enum union interface impl trait fn func let mut const static ' +
    'final public private protected void int long short char float double bool boolean unsigned signed string auto ' +
    'var type package import from use using namespace template typedef typename pub mod where match loop global ' +
    'nonlocal del pass raise assert with as go defer select range map chan abstract synchronized native default'
  ).split(' '),
);

/**
 * Whether a line reads as a sentence or a heading: three plain words in a row that cannot be a declaration (six where
 * it ends like code), a Markdown heading or list, or a label like `Output:`.
 */
export function isProse(line: string): boolean {
  const text = line.trim();
  if (text === '') return false;
  if (/^(?:#{1,6} |\*\*|[-*] [A-Z]|\d+\. )/.test(text)) return true;
  if (/^(?:[A-Z][a-z]+ ){0,3}(?:[A-Z][a-z]+(?: \d+)?[:!]|[AQ]:)$/.test(text)) return true;
  const closes = /[;{}]$/.test(text);
  const first = /^[\w'’]+/.exec(text)?.[0] ?? '';
  if (/^[A-Za-z][\w,'’-]* [\w ,'’-]*[.:!]$/.test(text) && !CODE_WORDS.has(first)) return true;
  const sentence = text.slice(0, 200).replace(/^[A-Z][\w ]{0,20}[:!,]\s+/, '');
  const words = /^[\p{L}'’-]+(?:[ ,]+[\p{L}'’`-]+)*/u.exec(sentence)?.[0].split(/[ ,]+/) ?? [];
  if (words.length < (closes ? 6 : 3) || /^(?:\w+[ ,]+){0,4}\w+ *=/.test(text)) return false;
  if (words.slice(0, 3).every((word) => word.length < 3)) return false;
  return (
    words.slice(0, 3).filter((word) => CODE_WORDS.has(word)).length < 2 && !CODE_WORDS.has(words[0] ?? '')
  );
}
