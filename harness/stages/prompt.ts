import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Problem } from '../../datasets/problem.js';
import { STAGES, type Stage } from '../study/results.js';
import { fencedBlock, fillTemplate, type TemplateValues } from './template.js';

/** What goes into fix and refine beside the problem. */
export interface StageInput {
  /** The program to repair or to make faster. */
  readonly program: string;
  /** Of that program, for refine; taken once per study, so that every model is shown the same figures. */
  readonly profile?: MeasuredProfile | null;
  /** For fix: what went wrong with the program. Made by nobody but the program, so it may say anything. */
  readonly failure?: string | null;
}

export interface MeasuredProfile {
  readonly cpuMs: number;
  /** In mebibytes: 1 MiB = 1,048,576 bytes. */
  readonly maxRssMiB: number;
}

export type PromptRenderer = typeof renderPrompt;

/** Another way to put a stage's question than the study's, with what stands for its template in an answer's identity. */
export interface Prompts {
  readonly render: PromptRenderer;
  readonly hash: (stage: Stage, isTold: boolean) => string;
}

/** Counted up when this file changes what a template is turned into; part of `templateHash`. */
const RENDERER = 'renderer 1';

/** `fix-told`: fix for a fixer that is told what went wrong. */
type TemplateName = Stage | 'fix-told';

const TEMPLATES = Object.fromEntries(
  [...STAGES, 'fix-told'].map((name) => [
    name,
    readFileSync(new URL(`prompts/${name}.md`, import.meta.url), 'utf8'),
  ]),
) as Readonly<Record<TemplateName, string>>;

/**
 * The one user message that a model is sent. It shows the problem's prompt, the signature, the visible example test
 * (generate) and the program given (fix, refine); never a hidden test, and of the problem's bodies none by itself. Throws
 * where fix or refine is given no program, or generate is given one.
 */
export function renderPrompt(
  stage: Stage,
  problem: Problem,
  languageLabel: string,
  input: StageInput | null = null,
): string {
  const values = valuesFor(stage, problem, languageLabel, input);
  const name = templateName(stage, isTold(input));
  return fillTemplate(name, TEMPLATES[name], values).trimEnd();
}

/**
 * SHA-256 of the stage's template and of the renderer's version: part of what identifies an answer. `told`: of the template
 * for a fixer that is told what went wrong.
 */
export function templateHash(stage: Stage, told = false): string {
  return HASHES[templateName(stage, told)];
}

const HASHES = Object.fromEntries(
  Object.entries(TEMPLATES).map(([name, template]) => [
    name,
    createHash('sha256').update(`${RENDERER}\n${template}`).digest('hex'),
  ]),
) as Readonly<Record<TemplateName, string>>;

function isTold(input: StageInput | null): boolean {
  return (input?.failure ?? null) !== null;
}

function templateName(stage: Stage, told: boolean): TemplateName {
  if (told && stage !== 'fix') throw new Error(`${stage} is told of no failure`);
  return told ? 'fix-told' : stage;
}

function valuesFor(
  stage: Stage,
  problem: Problem,
  language: string,
  input: StageInput | null,
): TemplateValues {
  const block = (text: string): string => fencedBlock(problem.language, text);
  const task = block(problem.prompt);
  if (stage === 'generate') {
    if (input !== null) throw new Error(`generate takes no program, but one was given for ${problem.uid}`);
    const { example } = problem.tests;
    return {
      language,
      task,
      signature: block(problem.signature),
      example: example === null || example.trim() === '' ? null : block(example),
    };
  }
  if (input === null) throw new Error(`${stage} needs a program, but none was given for ${problem.uid}`);
  const program = block(input.program);
  if (stage === 'fix') {
    const failure = input.failure ?? null;
    return {
      language,
      task,
      program,
      ...(failure === null ? {} : { failure: fencedBlock('text', failure) }),
    };
  }
  const signature = block(problem.signature);
  return { language, task, signature, program, ...profileValues(input.profile ?? null) };
}

/** What a refine template says of the program that goes in. */
export function profileValues(profile: MeasuredProfile | null): TemplateValues {
  return {
    profile: profile === null ? null : '',
    cpuMs: profile === null ? null : figure(profile.cpuMs),
    maxRssMiB: profile === null ? null : figure(profile.maxRssMiB),
  };
}

const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Three significant digits in plain notation: what is left is noise. */
function figure(value: number): string {
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`a measured figure must be 0 or more, but is ${value}`);
  return value >= 100 ? value.toFixed(0) : PLAIN.format(value);
}
