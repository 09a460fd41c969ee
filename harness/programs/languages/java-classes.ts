const TEXT_OR_COMMENT = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const TYPE =
  /\b(public\s+)?(?:(?:abstract|final|sealed|strictfp|static)\s+)*(?:class|enum|record|interface)\s+(\w+)/g;
const MAIN = /\bstatic\s+(?:final\s+)?(?:public\s+)?void\s+main\s*\(\s*(?:final\s+)?String\b/;

/** The name that a Java file must have (without `.java`), and the class to start, with its package. */
export interface JavaClasses {
  readonly file: string;
  readonly main: string;
}

/** Read off the types at the outer level. A program without `main` is started as `Main`, and the runtime says so. */
export function classesOf(source: string): JavaClasses {
  const code = source.replaceAll(TEXT_OR_COMMENT, ' ');
  const types = outerTypes(code);
  const file = types.find(({ isPublic }) => isPublic)?.name ?? 'Main';
  const main = types.find(({ body }) => MAIN.test(body))?.name ?? file;
  const folder = /^\s*package\s+([\w.]+)\s*;/m.exec(code)?.[1];
  return { file, main: folder === undefined ? main : `${folder}.${main}` };
}

interface OuterType {
  readonly name: string;
  readonly isPublic: boolean;
  readonly body: string;
}

function outerTypes(code: string): OuterType[] {
  const found: OuterType[] = [];
  for (let from = 0; ;) {
    TYPE.lastIndex = from;
    const match = TYPE.exec(code);
    if (match === null) return found;
    const end = endOfBlock(code, match.index);
    found.push({
      name: match[2] ?? '',
      isPublic: match[1] !== undefined,
      body: code.slice(match.index, end),
    });
    from = end;
  }
}

/** Behind the brace that closes the first one from `from` on. */
function endOfBlock(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at + 1;
  }
  return code.length;
}
