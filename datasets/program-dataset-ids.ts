/** Datasets of whole programs, in the order in which they are shown. */
export const PROGRAM_DATASET_IDS = ['mini-effibench', 'effibench-x'] as const;

/** Whether an id is a dataset of programs. */
export function isProgramDataset(id: string): boolean {
  return (PROGRAM_DATASET_IDS as readonly string[]).includes(id);
}
