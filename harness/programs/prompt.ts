import { readFileSync } from 'node:fs';
import type { ProgramProblem } from '../../datasets/program-problem.js';
import { sha256 } from '../hash.js';
import { profileValues, type StageInput } from '../stages/prompt.js';
import { fencedBlock, fillTemplate, type TemplateValues } from '../stages/template.js';
import type { Stage } from '../study/results.js';

type Kind = ProgramProblem['kind'];

/** Counted up when this file changes what a template is turned into; part of the hash. */
const RENDERER = 'program renderer 1';

const NAMES: Readonly<Record<Stage, (kind: Kind) => string>> = {
  generate: (kind) => kind,
  fix: (kind) => `fix-${kind}`,
  refine: (kind) => `refine-${kind}`,
};

interface Template {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

const templates = new Map<string, Template>();

function templateOf(stage: Stage, kind: Kind): Template {
  const name = NAMES[stage](kind);
  let template = templates.get(name);
  if (template === undefined) {
    const text = readFileSync(new URL(`prompts/${name}.md`, import.meta.url), 'utf8');
    template = { name, text, hash: sha256(`${RENDERER}\n${text}`) };
    templates.set(name, template);
  }
  return template;
}

/**
 * The one user message that asks a model for a program: the task with its published examples, for a functional one the code
 * that the answer begins with, and the program given (fix, refine). Never a test, the runner or the evaluator. Throws where
 * fix or refine is given no program, or generate is given one.
 */
export function renderProgramPrompt(
  stage: Stage,
  problem: ProgramProblem,
  languageLabel: string,
  input: StageInput | null = null,
): string {
  const { kind, language, uid } = problem;
  if ((input === null) !== (stage === 'generate')) {
    throw new Error(`${stage} ${input === null ? 'needs a program' : 'takes no program'}: ${uid}`);
  }
  const values = {
    ...{ language: languageLabel, task: problem.statement.trim() },
    ...(problem.kind === 'functional' ? { starter: fencedBlock(language, problem.starterCode) } : {}),
    ...(input === null ? {} : givenValues(stage, language, input)),
  };
  const { name, text } = templateOf(stage, kind);
  return fillTemplate(name, text, values).trimEnd();
}

function givenValues(stage: Stage, fence: string, input: StageInput): TemplateValues {
  const program = fencedBlock(fence, input.program);
  if (stage === 'refine') return { program, ...profileValues(input.profile ?? null) };
  const failure = input.failure ?? null;
  return { program, failure: failure === null ? null : fencedBlock('text', failure) };
}

/** SHA-256 of a stage's template for a kind and of the renderer's version: part of what identifies an answer. */
export function programTemplateHash(stage: Stage, kind: Kind): string {
  return templateOf(stage, kind).hash;
}
