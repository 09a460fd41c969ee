import type { Problem } from '../../../datasets/problem.js';
import { STAGES, type Stage } from '../../study/results.js';
import type { RegisteredModel } from '../registry.js';
import { cutOff, dress, withoutCode } from './clothes.js';
import type { Script, ScriptedReply } from './server.js';
import { draw, planted, SCRIPTED_MODELS, type ScriptedModel } from './strengths.js';

export { planted, plantedShare } from './strengths.js';

/** How the study renders a prompt, with the label of the problem's language already known. */
export type RenderForProblem = (
  stage: Stage,
  problem: Problem,
  input: { readonly program: string } | null,
) => string;

interface Known {
  readonly stage: Stage;
  readonly problem: Problem;
  /** Generate: the whole prompt. Fix and refine: all of it up to the program, which the script need not know. */
  readonly beginning: string;
}

/** Stands in for a program while the beginnings of prompts are found; no program holds it. */
const MARK = '@@the program@@';

/** The scripted models as the study names them, asked at a scripted server. They need no key and cost nothing that is known. */
export function scriptedSpecs(baseUrl: string): RegisteredModel[] {
  return SCRIPTED_MODELS.map(({ id, name }) => ({
    id,
    name,
    provenance: '[D] scripted stand-in for demonstrations, not an LLM',
    source: { kind: 'openai', apiName: id, baseUrl, keyVariable: null },
    price: null,
    priceSource: null,
    parameters: {},
    scripted: true,
  }));
}

/**
 * The scripts of all scripted models for these problems, to be given to `startScriptedServer`. A script knows a problem and a
 * stage by how its prompt begins, whatever program stands in it. Throws where two prompts begin alike; a script throws for a
 * prompt that is not of these problems.
 */
export function scriptedScripts(
  problems: readonly Problem[],
  render: RenderForProblem,
): Record<string, Script> {
  const known = problems.flatMap((problem) => STAGES.map((stage) => knownPrompt(stage, problem, render)));
  const beginnings = new Map<string, Known>();
  for (const entry of known) {
    const twin = beginnings.get(entry.beginning);
    if (twin)
      throw new Error(`${entry.problem.uid} and ${twin.problem.uid} have the same ${entry.stage} prompt`);
    beginnings.set(entry.beginning, entry);
  }
  const find = (prompt: string): Known => {
    const found =
      beginnings.get(prompt) ??
      known.find(({ stage, beginning }) => stage !== 'generate' && prompt.startsWith(beginning));
    if (found) return found;
    throw new Error(
      `no scripted model knows the prompt that begins "${prompt.slice(0, 60).replaceAll('\n', ' ')}"`,
    );
  };
  return Object.fromEntries(
    SCRIPTED_MODELS.map((model) => [model.id, (prompt: string) => answer(model, find(prompt))]),
  );
}

function knownPrompt(stage: Stage, problem: Problem, render: RenderForProblem): Known {
  if (stage === 'generate') return { stage, problem, beginning: render(stage, problem, null) };
  const [beginning = ''] = render(stage, problem, { program: MARK }).split(MARK, 1);
  // The fence is no part of it: how long it is depends on the program.
  return { stage, problem, beginning: beginning.replace(/`+\w*\n$/, '') };
}

function answer(model: ScriptedModel, { stage, problem }: Known): ScriptedReply {
  if (planted(model.id, problem, stage) === 'fails') return failure(model, stage, problem);
  const faster = stage === 'refine' && model.refiner === 'strong' ? problem.refinedBody : null;
  return { text: dress(model.style, problem, faster ?? problem.canonicalBody, stage === 'generate') };
}

function failure(model: ScriptedModel, stage: Stage, problem: Problem): ScriptedReply {
  const index = Math.floor(draw(model.id, problem, stage, 'failure') * model.failures.length);
  const kind = model.failures[index] ?? 'buggy';
  if (kind === 'cut') return { text: cutOff(problem, problem.canonicalBody), finishReason: 'length' };
  if (kind === 'no-code' || problem.buggyBody === null) return { text: withoutCode(problem) };
  return { text: dress(model.style, problem, problem.buggyBody, stage === 'generate') };
}
