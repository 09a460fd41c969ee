import { readFile } from 'node:fs/promises';
import { loadDataset, listDatasets } from '../../datasets/index.js';
import type { Problem } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import { languageModule } from '../languages/index.js';
import { closest } from '../models/nearest.js';

/** The problem of a name like `mini:CPP/7`. Throws `UserError` that names what is known. */
export async function findProblem(uid: string): Promise<Problem> {
  const ids = listDatasets().map(({ id }) => id);
  const dataset = ids.find((id) => uid.startsWith(`${id}:`));
  if (dataset === undefined) {
    throw new UserError(
      `no problem "${uid}": write <dataset>:<task>, as in mini:CPP/7; data sets: ${ids.join(', ')}`,
    );
  }
  const { problems } = await loadDataset(dataset);
  const problem = problems.find((known) => known.uid === uid);
  if (problem !== undefined) return problem;
  const uids = problems.map((known) => known.uid);
  const meant = closest(uid, uids);
  throw new UserError(
    `no problem "${uid}": ${meant === null ? '' : `did you mean ${meant}? `}${dataset} has ${uids.length}, from ${uids[0] ?? '?'} to ${uids.at(-1) ?? '?'}`,
  );
}

/** The program in a source file, found in it as it is found in a model's answer. Throws `UserError` that names the file. */
export async function readProgram(path: string, problem: Problem): Promise<string> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read ${path}: ${reason}`, { cause: error });
  });
  const module = languageModule(problem.language);
  const extraction = module.extract(
    problem,
    `\`\`\`${module.fences[0] ?? ''}\n${source.trimEnd()}\n\`\`\`\n`,
  );
  if (extraction.state === 'program') return extraction.source;
  throw new UserError(
    `${path}: no ${module.label} program for ${problem.uid} in it: ${extraction.reason}; it needs ${problem.signature}`,
  );
}
