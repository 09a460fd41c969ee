import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES, type Language, type Problem } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';
import { functionSubject } from '../../../harness/measure/function-subject.js';
import { Bench } from '../../../harness/measure/bench.js';
import { figuresOf, type Figures } from '../../../harness/measure/figures.js';
import type { Measurement } from '../../../harness/measure/measurement.js';
import { ProblemMeasuring } from '../../../harness/measure/measure.js';
import { presetOf, type PairedPreset, type Preset } from '../../../harness/measure/presets.js';
import { timingCpus } from '../../../harness/measure/timing-cpus.js';
import { runLimitsSchema } from '../../../harness/stages/limits.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

export const QUICK = presetOf('quick') as PairedPreset;

const { problems } = await loadDataset('mini');
let opened: Promise<Bench> | undefined;

async function open(): Promise<Bench> {
  const { timing, others } = timingCpus();
  const toolbox = await openToolbox(LANGUAGES);
  const limits = runLimitsSchema.parse({});
  return new Bench({ ...toolbox, limits, timingCpu: timing[0] ?? 0, otherCpus: others });
}

/** One bench for all tests of a file. It takes no lock: what runs beside it makes intervals wider, and no test red. */
export function bench(): Promise<Bench> {
  opened ??= open();
  return opened;
}

export function miniProblem(language: Language, number: number): Problem {
  const found = problems.find((problem) => problem.language === language && problem.number === number);
  if (found === undefined) throw new Error(`mini has no ${language}/${number}`);
  return found;
}

/** The program of a body of a problem. */
export function programOf(problem: Problem, body: string | null): string {
  return languageModule(problem.language).programOf(problem, body ?? '');
}

export async function measured(
  problem: Problem,
  candidate: string,
  reference: string,
  preset: Preset = QUICK,
): Promise<Measurement> {
  const measuring = await ProblemMeasuring.open(await bench(), functionSubject(problem), reference, preset);
  try {
    return await measuring.measure(candidate, problem.uid);
  } finally {
    await measuring.close();
  }
}

/** Throws unless there are figures. */
export function figures(measurement: Measurement, preset: Preset = QUICK): Figures {
  if (measurement.state === 'measured') return figuresOf(measurement, preset);
  throw new Error(`${measurement.reason}: ${measurement.detail}`);
}
