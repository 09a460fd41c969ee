import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { languageModule } from '../../languages/index.js';
import { extractProgram } from '../../programs/extract.js';
import { programTemplateHash, renderProgramPrompt } from '../../programs/prompt.js';
import type { StudiedProblem } from './contract.js';

/** A whole program, or what a runner makes one of. Its datasets have no programs to repair, so a study generates it only. */
export function studiedProgram(problem: ProgramProblem): StudiedProblem {
  return {
    inputProgram: (stage) => (stage === 'generate' ? null : undefined),
    canonicalProgram: () => problem.canonical,
    renderPrompt: (stage, input) =>
      renderProgramPrompt(stage, problem, languageModule(problem.language).label, input),
    templateHash: (stage) => programTemplateHash(stage, problem.kind),
    extract: extractProgram,
  };
}
