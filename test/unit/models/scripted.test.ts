import { describe, expect, it } from 'vitest';
import type { Language, Problem } from '../../../datasets/problem.js';
import {
  planted,
  plantedShare,
  scriptedScripts,
  scriptedSpecs,
  type RenderForProblem,
} from '../../../harness/models/scripted/models.js';
import { type Script } from '../../../harness/models/scripted/server.js';
import { draw, SCRIPTED_MODELS } from '../../../harness/models/scripted/strengths.js';
import { renderPrompt } from '../../../harness/stages/prompt.js';
import { STAGES, type Stage } from '../../../harness/study/results.js';
import { madeUpProblem, madeUpProblems } from './problems.js';

const render: RenderForProblem = (stage, problem, input) =>
  renderPrompt(stage, problem, problem.language, input);

function promptOf(stage: Stage, problem: Problem): string {
  if (stage === 'generate') return render(stage, problem, null);
  const body = stage === 'fix' ? (problem.buggyBody ?? '') : problem.canonicalBody;
  const profile = stage === 'refine' ? { cpuMs: 12.3, maxRssMiB: 45 } : null;
  return renderPrompt(stage, problem, problem.language, { program: problem.declaration + body, profile });
}

function reply(script: Script | undefined, prompt: string): { text: string; finishReason: string } {
  const said = script?.(prompt) ?? '';
  return typeof said === 'string' ? { text: said, finishReason: 'stop' } : { finishReason: 'stop', ...said };
}

describe('planted strengths', () => {
  it('say of everything that it is scripted', () => {
    expect(SCRIPTED_MODELS).toHaveLength(5);
    for (const spec of scriptedSpecs('http://127.0.0.1:1/v1')) {
      expect(spec).toMatchObject({ scripted: true, price: null });
      expect(spec.id).toMatch(/^scripted-/);
      expect(`${spec.name} ${spec.provenance}`).toMatch(/not an LLM.*not an LLM/);
    }
  });

  it('shift the share of a language by the mean of the categories, within 0 and 1', () => {
    const shareOf = (id: string, language: Language, categories: Problem['categories']): number =>
      plantedShare(id, { ...madeUpProblem(language, 1), categories }, 'generate');
    expect(shareOf('scripted-scripter', 'python', [])).toBe(0.95);
    expect(shareOf('scripted-scripter', 'python', ['String'])).toBe(1);
    expect(shareOf('scripted-scripter', 'rust', ['Math', 'Array'])).toBeCloseTo(0.15);
    expect(() => shareOf('gpt-4', 'rust', [])).toThrow(/no scripted model "gpt-4"/);
  });

  it('draw evenly, and differently for each problem, stage and model', () => {
    const problems = Array.from({ length: 2000 }, (_, number) => madeUpProblem('go', number));
    for (const model of ['scripted-systems', 'scripted-novice']) {
      for (const stage of STAGES) {
        const solved = problems.filter((problem) => planted(model, problem, stage) === 'solves').length;
        const expected = plantedShare(model, madeUpProblem('go', 0), stage);
        expect(Math.abs(solved / problems.length - expected)).toBeLessThan(0.04);
      }
    }
    // Pinned: a change would move every demo and every expected ranking.
    expect(draw('scripted-novice', madeUpProblem('go', 1), 'fix', 'solve')).toBeCloseTo(0.416444623732, 12);
  });
});

describe('scripted models', () => {
  const problems = madeUpProblems(12);
  const scripts = scriptedScripts(problems, render);

  it('hold the right program where they are planted to solve, and never elsewhere', () => {
    const seen = new Set<string>();
    for (const model of SCRIPTED_MODELS) {
      for (const problem of problems) {
        for (const stage of STAGES) {
          const { text, finishReason } = reply(scripts[model.id], promptOf(stage, problem));
          const complete = finishReason === 'stop';
          const right = complete && /canonical_|refined_/.test(text);
          expect(right).toBe(planted(model.id, problem, stage) === 'solves');
          if (right) {
            const fast = stage === 'refine' && model.refiner === 'strong' && problem.refinedBody !== null;
            expect(text).toContain(fast ? problem.refinedBody : problem.canonicalBody);
          }
          seen.add(right ? 'right' : !complete ? 'cut' : text.includes('buggy_') ? 'buggy' : 'no-code');
        }
      }
    }
    expect([...seen].sort()).toEqual(['buggy', 'cut', 'no-code', 'right']);
  });

  it('answer for any program that stands in a prompt, as the orchestrator will ask', () => {
    const [problem = madeUpProblem('go', 0)] = problems;
    const ask = (program: string): string =>
      reply(scripts['scripted-mender'], render('fix', problem, { program })).text;
    expect(ask('anything')).toBe(ask('text with ``` in it'));
    expect(ask('anything')).toContain(problem.entryPoint);
  });

  it('wear different clothes', () => {
    const styles = {
      prose: /^Here is[\s\S]*```\n\n/,
      body: /^ +return/,
      whole: /main/,
      thoughts: /^<think>[\s\S]*<\/think>/,
      terse: /^```\n/,
    };
    for (const { id, style } of SCRIPTED_MODELS) {
      for (const language of ['python', 'java', 'cpp', 'go', 'rust'] as const) {
        const solved = problems.find(
          (problem) => problem.language === language && planted(id, problem, 'generate') === 'solves',
        );
        if (solved) expect(reply(scripts[id], promptOf('generate', solved)).text).toMatch(styles[style]);
      }
    }
  });

  it('do not know the problems of others', () => {
    expect(() => scripts['scripted-novice']?.(render('generate', madeUpProblem('go', 99), null))).toThrow(
      /knows/,
    );
    const [first = madeUpProblem('go', 0)] = problems;
    expect(() => scriptedScripts([first, { ...first, uid: 'twin' }], render)).toThrow(
      /twin and .* have the same/,
    );
  });
});
