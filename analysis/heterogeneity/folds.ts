import { Random } from '../../harness/measure/statistics/index.js';

/** Tasks in folds whose sizes differ by one at most. Equal seeds give equal folds of tasks in the same order. */
export function cutIntoFolds<Task>(tasks: readonly Task[], folds: number, seed: string): ReadonlySet<Task>[] {
  const order = Random.seeded(seed).shuffle(tasks);
  return Array.from(
    { length: folds },
    (_, fold) => new Set(order.filter((__, index) => index % folds === fold)),
  );
}
