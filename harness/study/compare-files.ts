import { readFile } from 'node:fs/promises';
import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import { listDatasets, loadAnyDataset } from '../../datasets/index.js';
import { listProgramDatasets } from '../../datasets/program-datasets.js';
import { UserError } from '../errors.js';
import { languageModule } from '../languages/index.js';
import { closest } from '../models/nearest.js';
import { testsOfDatasets, type TestsOfProgram } from '../programs/tests.js';
import { studied } from './problem-kinds/index.js';

export interface FoundProblem {
  readonly problem: AnyProblem;
  /** Of a whole program. */
  readonly programTests: TestsOfProgram;
}

/** The problem of a name like `mini:CPP/7`. Throws `UserError` that names what is known. */
export async function findAnyProblem(uid: string): Promise<FoundProblem> {
  const ids = [...listDatasets(), ...listProgramDatasets()].map(({ id }) => id);
  const id = ids.find((known) => uid.startsWith(`${known}:`));
  if (id === undefined) {
    throw new UserError(
      `no problem "${uid}": write <dataset>:<task>, as in mini:CPP/7; data sets: ${ids.join(', ')}`,
    );
  }
  const dataset = await loadAnyDataset(id);
  const problem = dataset.problems.find((known) => known.uid === uid);
  if (problem !== undefined) return { problem, programTests: testsOfDatasets([dataset]) };
  const lacking = dataset.notSupported.find((known) => known.uid === uid);
  if (lacking !== undefined) throw new UserError(`${uid} is not supported: ${lacking.reason}`);
  const uids = dataset.problems.map((known) => known.uid);
  const meant = closest(uid, uids);
  throw new UserError(
    `no problem "${uid}": ${meant === null ? '' : `did you mean ${meant}? `}${id} has ${uids.length}, from ${uids[0] ?? '?'} to ${uids.at(-1) ?? '?'}`,
  );
}

/** The program in a source file, found in it as it is found in a model's answer. Throws `UserError` that names the file. */
export async function readProgram(path: string, problem: AnyProblem): Promise<string> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read ${path}: ${reason}`, { cause: error });
  });
  const module = languageModule(problem.language);
  const fenced = `\`\`\`${module.fences[0] ?? ''}\n${source.trimEnd()}\n\`\`\`\n`;
  const extraction = studied(problem).extract(fenced);
  if (extraction.state === 'program') return extraction.source;
  const needed = isProgramProblem(problem) ? '' : `; it needs ${problem.signature}`;
  throw new UserError(
    `${path}: no ${module.label} program for ${problem.uid} in it: ${extraction.reason}${needed}`,
  );
}
