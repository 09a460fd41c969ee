import { Code } from '../extraction/code.js';

/** Variables of the package. */
export function stateKept(program: string): readonly string[] {
  const code = new Code(program, { backticks: true });
  const names: string[] = [];
  for (let at = 0; at < code.length; at = code.next(at)) {
    if (code.at(at) !== 'var' || code.kind(at) !== 'word') continue;
    const isGroup = code.isSign(at + 1, '(');
    const to = isGroup ? code.partner(at + 1) : at + 2;
    for (let name = isGroup ? at + 2 : at + 1; name < to; name = code.next(name))
      if (code.isFirst(name) || name === at + 1 || code.isSign(name - 1, ';'))
        names.push(...namesFrom(code, name));
  }
  return names.filter((name) => name !== '_').map((name) => `package variable ${name}`);
}

/** `a, b` */
function namesFrom(code: Code, at: number): string[] {
  if (!code.isWord(at)) return [];
  return [code.at(at), ...(code.isSign(at + 1, ',') ? namesFrom(code, at + 2) : [])];
}
