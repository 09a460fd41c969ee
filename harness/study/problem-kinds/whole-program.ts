import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { languageModule } from '../../languages/index.js';
import { extractProgram } from '../../programs/extract.js';
import { programTemplateHash, renderProgramPrompt } from '../../programs/prompt.js';
import type { StudiedProblem } from './contract.js';

/** A whole program, or what a runner makes one of: its datasets have no programs to repair, so it is generated only. */
export function studiedProgram(problem: ProgramProblem): StudiedProblem {
  return {
    inputProgram: (stage) => (stage === 'generate' ? null : undefined),
    canonicalProgram: () => problem.canonical,
    renderPrompt(stage, input) {
      if (stage !== 'generate' || input !== null)
        throw new Error(`${problem.uid}: there is no prompt for ${stage}`);
      return renderProgramPrompt(problem, languageModule(problem.language).label);
    },
    templateHash: () => programTemplateHash(problem.kind),
    extract: extractProgram,
  };
}
