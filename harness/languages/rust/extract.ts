import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { extractFree, type FreeDialect } from '../extraction/free.js';
import { matchRust } from '../extraction/rust-items.js';
import { joinRustUses } from '../extraction/rust-use.js';

const RUST: FreeDialect = {
  lexis: { raw: 'rust', multiline: true, nestedComments: true },
  match: matchRust,
  isTest: (code, item) => {
    if (item.names.includes('main') && item.kind === 'function') return true;
    const start = code.skipComments(item.from);
    return (
      code.isSign(start, '#') &&
      ['test', 'cfg'].includes(code.at(start + 2)) &&
      code.text.slice(code.start(start), code.end(start + 6)).includes('test')
    );
  },
  joinImports: joinRustUses,
};

/** The Rust program in a model's answer: `use` lines, helpers and the entry point, without `main` and test modules. */
export function extract(problem: Problem, answer: string): Extraction {
  return extractFree(problem, answer, RUST);
}
