import type { Language, Problem } from '../../datasets/problem.js';
import { identityOf } from '../hash.js';
import type { Extract } from '../evaluation/asker.js';
import { languageModule } from '../languages/index.js';
import { extractProgram } from '../programs/extract.js';
import type { FoundTests } from './found/contract.js';
import type { Message } from './request.js';

/** A conversation as the problem that models are to solve: the same one is the same problem, whose answers are stored. */
export function problemOf(
  messages: readonly Message[],
  language: Language,
  tests: FoundTests | null,
): Problem {
  const prompt = conversation(messages);
  const content = {
    dataset: 'chat',
    number: 0,
    language,
    entryPoint: tests?.entryPoint ?? '',
    signature: '',
    statement: prompt,
    prompt,
    declaration: tests === null ? '' : declarationIn(prompt, language, tests.entryPoint),
    canonicalBody: '',
    buggyBody: null,
    refinedBody: null,
    tests: { kind: 'function', setup: tests?.setup ?? '', hidden: '', example: tests?.source ?? null },
    categories: [],
    randomInputs: false,
    defect: null,
  } as const;
  const taskId = identityOf(content).slice(0, 32);
  return { uid: `chat:${taskId}`, taskId, ...content };
}

/** One message of the user's is given as it is; of several each says whose it is. */
function conversation(messages: readonly Message[]): string {
  const [only] = messages;
  if (messages.length === 1 && only?.role === 'user') return only.text.trim();
  return messages.map(({ role, text }) => `[${role}]\n${text.trim()}`).join('\n\n');
}

/** In Rust what a function is to return decides which results its tests may compare. */
function declarationIn(prompt: string, language: Language, entryPoint: string): string {
  if (language !== 'rust') return '';
  const [opening] = new RegExp(`\\bfn\\s+${entryPoint}\\s*\\([^{};]*`).exec(prompt) ?? [];
  return opening === undefined ? '' : `${opening.replaceAll(/[`\n]/g, ' ').trim()} {\n`;
}

/**
 * The program in an answer: in Python, and where nothing is to be tested, a whole block as it was written; else what the tested
 * function needs, so that no `main` clashes with the tests'.
 */
export const chatProgram: Extract = (problem, answer) => {
  const isTested = problem.tests.example !== null && problem.language !== 'python';
  if (isTested) return languageModule(problem.language).extract(problem, answer);
  const extraction = extractProgram(answer);
  return extraction.state === 'program' && extraction.how !== 'fenced'
    ? { state: 'no_code', reason: 'the answer holds no block of code' }
    : extraction;
};
