import type { Store } from '../store/index.js';
import type { Progress } from '../study/progress.js';
import { runStudy, type StudyInput } from '../study/run.js';
import type { Toolbox } from '../study/toolbox.js';
import { note } from './output.js';
import { explain, stateOf, type State } from './progress-report.js';
import type { ProgressView } from './progress-view.js';
import type { Stopping } from './stopping.js';

export interface RunShown {
  readonly view: ProgressView;
  readonly stopping: Stopping;
  readonly lanes: number;
  readonly askLanes: number;
}

/** Runs a study with its progress on the screen, and says at the end what is left and why. */
export async function runShown(
  input: StudyInput,
  store: Store,
  toolbox: Toolbox,
  { view, stopping, lanes, askLanes }: RunShown,
): Promise<{ readonly progress: Progress; readonly state: State }> {
  const progress = await runStudy(input, store, toolbox, {
    lanes,
    askLanes,
    stop: stopping.stop,
    abort: stopping.abort,
    counts: view.counts,
    onProgress: (now) => view.update(now),
    onNote: note,
  });
  view.end();
  const state = stateOf(progress, stopping.stop.aborted);
  explain(progress, state);
  return { progress, state };
}
