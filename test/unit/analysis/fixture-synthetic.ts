import { CATEGORIES, type Category, type Language } from '../../../datasets/problem.js';
import { Random } from '../../../harness/measure/statistics/index.js';
import type { CellResult, Stage } from '../../../harness/study/results.js';
import { cell, measured, ratios } from './fixture.js';

export interface Place {
  readonly model: number;
  readonly task: number;
  readonly language: Language;
  readonly stage: Stage;
  readonly categories: readonly Category[];
}

interface Sizes {
  readonly models: number;
  readonly tasks: number;
  readonly languages?: readonly Language[];
  readonly stages?: readonly Stage[];
  readonly seed?: string;
}

/** One sample a problem: `chance` says how likely a model passes, `time` its ratio to the canonical solution. */
export function synthetic(
  { models, tasks, languages = ['python'], stages = ['generate'], seed = 's' }: Sizes,
  chance: (place: Place) => number,
  time: (place: Place) => number = () => 1,
): CellResult[] {
  const random = Random.seeded(seed);
  const range = (size: number) => Array.from({ length: size }, (_, index) => index);
  return range(tasks).flatMap((task) => {
    const categories = [CATEGORIES[task % 3] ?? 'Array'];
    return languages.flatMap((language) =>
      stages.flatMap((stage) =>
        range(models).map((model) => {
          const place = { model, task, language, stage, categories };
          const passed = random.uniform() < chance(place);
          return cell(`m${model}`, `${language}-${task}`, {
            language,
            stage,
            categories,
            ...(passed ? measured(ratios(time(place))) : { verdict: 'wrong_answer' }),
          });
        }),
      ),
    );
  });
}
