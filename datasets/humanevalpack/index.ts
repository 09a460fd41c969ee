import { UserError } from '../../harness/errors.js';
import type { DatasetModule } from '../contract.js';
import { readDefects } from '../defects.js';
import { declarationOf, testsOf } from '../humaneval-x/texts.js';
import { loadFamily, type ProblemTexts } from '../humaneval.js';
import type { Language } from '../problem.js';
import { lastFunction, tidy } from '../source-text.js';
import { readSources } from '../sources.js';
import { humanevalpackRow, type HumanEvalPackRow } from './rows.js';

const id = 'humanevalpack';

const sources = () => readSources(new URL('sources.yaml', import.meta.url));

/** HumanEvalPack: HumanEval-X with some slips mended and a wrong body for each problem. */
export const humanevalpack: DatasetModule = {
  id,
  title: 'HumanEvalPack',
  licence: 'MIT',
  origin: 'fetched',
  sources,
  load: (languages) =>
    loadFamily(
      {
        id,
        sources: sources(),
        defects: readDefects(new URL('defects.yaml', import.meta.url)),
        schema: humanevalpackRow,
        toTexts,
      },
      languages,
    ),
};

/** The entry point is read off the declaration: the field `entry_point` names another function in 14 problems. */
function toTexts(language: Language, row: HumanEvalPackRow): ProblemTexts {
  const declaration = declarationOf(language, row, row.declaration);
  const entry = lastFunction(language, declaration);
  if (entry === null) {
    throw new UserError(
      `${row.task_id}: field "declaration": opens no function: run "perforch datasets fetch"`,
    );
  }
  return {
    entryPoint: entry.name,
    signature: (row.signature.split('\n')[0] ?? '').replace(/:$/, ''),
    statement: tidy(row.docstring),
    prompt: language === 'rust' ? row.prompt.replace(/^fn main\(\)\{\}\n+/, '') : row.prompt,
    declaration,
    canonicalBody: row.canonical_solution,
    buggyBody: row.buggy_solution,
    tests: testsOf(row),
  };
}
