import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { extractFree, type FreeDialect } from '../extraction/free.js';
import { joinGoImports, matchGo } from '../extraction/go-items.js';

const GO: FreeDialect = {
  lexis: { backticks: true },
  match: matchGo,
  isTest: (code, item) =>
    item.kind === 'function' &&
    item.names.some(
      (name) =>
        name === 'main' ||
        (/^(?:Test|Benchmark|Example|Fuzz)/.test(name) &&
          takesTesting(code.at(code.skipComments(item.from) + 5), code.at(code.skipComments(item.from) + 7))),
    ),
  joinImports: joinGoImports,
};

function takesTesting(pkg: string, type: string): boolean {
  return pkg === 'testing' && ['T', 'B', 'F', 'M'].includes(type);
}

/** The Go program in a model's answer: imports, helpers and the entry point, without package clause and `main`. */
export function extract(problem: Problem, answer: string): Extraction {
  return extractFree(problem, answer, GO);
}
