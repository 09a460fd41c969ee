import type { Problem } from '../../../datasets/problem.js';
import type { Extraction } from '../contract.js';
import { matchCpp } from '../extraction/cpp-items.js';
import { extractFree, type FreeDialect } from '../extraction/free.js';

const CPP: FreeDialect = {
  lexis: { raw: 'cpp', directives: true },
  match: matchCpp,
  isTest: (_code, item) => item.names.includes('main'),
  joinImports: (given, own) => {
    const key = (line: string): string => line.replace(/\s+/g, '');
    const known = new Set(given.map(key));
    return [...given, ...own.filter((line) => !known.has(key(line)))].join('\n');
  },
};

/** The C++ program in a model's answer: includes, helpers and the entry point, without `main`. */
export function extract(problem: Problem, answer: string): Extraction {
  return extractFree(problem, answer, CPP);
}
