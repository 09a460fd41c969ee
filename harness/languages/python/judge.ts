import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import { importedBy, usualImports } from './imports.js';

export const JUDGE = readFileSync(new URL('judge.py', import.meta.url), 'utf8');

/** The line that starts the judge. */
export function callOfMain(problem: Problem, program: string, tests: string, token: string): string {
  const given = [
    usualImports(program, tests),
    usualImports('', tests),
    importedBy(tests),
    problem.entryPoint,
  ];
  return `main(b"${token}", *${JSON.stringify(given)})\n`;
}
