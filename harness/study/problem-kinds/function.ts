import type { Problem } from '../../../datasets/problem.js';
import { languageModule } from '../../languages/index.js';
import { renderPrompt, templateHash, type Prompts } from '../../stages/prompt.js';
import type { StudiedProblem } from './contract.js';

/** A function whose tests call it: fix starts from the dataset's buggy program, refine from its canonical one. */
export function studiedFunction(problem: Problem, prompts?: Prompts): StudiedProblem {
  const language = languageModule(problem.language);
  const programOf = (body: string) => language.programOf(problem, body);
  return {
    inputProgram(stage) {
      if (stage === 'generate') return null;
      const body = stage === 'fix' ? problem.buggyBody : problem.canonicalBody;
      return body === null ? undefined : programOf(body);
    },
    canonicalProgram: () => programOf(problem.canonicalBody),
    renderPrompt: (stage, input) => (prompts?.render ?? renderPrompt)(stage, problem, language.label, input),
    templateHash: prompts?.hash ?? templateHash,
    extract: (answer) => language.extract(problem, answer),
  };
}
