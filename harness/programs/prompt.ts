import { readFileSync } from 'node:fs';
import type { ProgramProblem } from '../../datasets/program-problem.js';
import { sha256 } from '../hash.js';
import { fencedBlock, fillTemplate } from '../stages/template.js';

/** Counted up when this file changes what a template is turned into; part of the hash. */
const RENDERER = 'program renderer 1';

const templateOf = (kind: ProgramProblem['kind']): string =>
  readFileSync(new URL(`prompts/${kind}.md`, import.meta.url), 'utf8');
const TEMPLATES = { stdin: templateOf('stdin'), functional: templateOf('functional') } as const;

/**
 * The one user message that asks a model for a program: the task with its published examples, and for a functional one the
 * code that the answer begins with. Never a test, the runner or the evaluator.
 */
export function renderProgramPrompt(problem: ProgramProblem, languageLabel: string): string {
  const common = { language: languageLabel, task: problem.statement.trim() };
  const values =
    problem.kind === 'stdin'
      ? common
      : { ...common, starter: fencedBlock(problem.language, problem.starterCode) };
  return fillTemplate(problem.kind, TEMPLATES[problem.kind], values).trimEnd();
}

/** SHA-256 of a kind's template and of the renderer's version: part of what identifies an answer. */
export function programTemplateHash(kind: ProgramProblem['kind']): string {
  return sha256(`${RENDERER}\n${TEMPLATES[kind]}`);
}
