import { cellsOf, compareVerdicts, prepareFreshRuns, type VerdictChange } from '../bundle/fresh-runs.js';
import { openBundle, type OpenBundle } from '../bundle/open.js';
import { recompute } from '../bundle/recompute.js';
import { UserError } from '../errors.js';
import { Store } from '../store/index.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../study/toolbox.js';
import { VERSION } from '../version.js';
import { textOption } from './common-options.js';
import { EXIT } from './exit-codes.js';
import { note, print, printJson } from './output.js';
import { describe } from './progress-report.js';
import { ProgressView } from './progress-view.js';
import { runShown } from './run-shown.js';
import { listenForStop } from './stopping.js';

export const fromOption = textOption(
  'from',
  'Compute all tables of this bundle again, and compare them: asks nobody',
);
export const freshRunsOption = {
  type: 'boolean',
  default: false,
  describe: 'With --from: judge and measure its answers again, into a new database',
} as const;

/** What `run --from` is to do; null for a run of a study. Throws `UserError` where both are given, or neither. */
export function parseFrom(
  study: string | undefined,
  given: {
    readonly from: string | undefined;
    readonly 'fresh-runs': boolean;
    readonly record: string | undefined;
    readonly replay: string | undefined;
  },
): Pick<RegenerateOptions, 'from' | 'freshRuns'> | null {
  const { from, 'fresh-runs': freshRuns, record, replay } = given;
  if (from === undefined) {
    if (freshRuns) throw new UserError('--fresh-runs: is about a bundle: name it with --from');
    if (study === undefined) throw new UserError('run: an argument is missing: see perforch run --help');
    return null;
  }
  if ((study ?? record ?? replay) !== undefined)
    throw new UserError(
      '--from: a bundle has its own study and answers: give no study, --record or --replay with it',
    );
  return { from, freshRuns };
}

export interface RegenerateOptions {
  /** A `.tar.gz` or a folder. */
  readonly from: string;
  readonly freshRuns: boolean;
  /** Of fresh runs. */
  readonly db: string;
  readonly lanes: number;
  readonly sandbox: string | undefined;
  readonly json: boolean;
}

/** `run --from`: computes a bundle's tables again, or judges its answers again; gives the exit code. Asks nobody. */
export async function regenerate(options: RegenerateOptions): Promise<number> {
  const bundle = await openBundle(options.from);
  try {
    return options.freshRuns ? await judgeAgain(bundle, options) : computeAgain(bundle, options);
  } finally {
    bundle.close();
  }
}

function computeAgain(bundle: OpenBundle, { from, json }: RegenerateOptions): number {
  const { manifest, digest } = bundle;
  const { study, perforch } = manifest;
  const found = recompute(bundle);
  const differing = [...found.different, ...found.onlyPacked, ...found.onlyRecomputed];
  const identical = differing.length === 0;
  if (json) printJson({ bundle: from, study, digest, madeBy: perforch, same: identical, ...found });
  else {
    print(`${study.name}: all ${manifest.files.length} files are as the manifest says`);
    for (const path of found.different) print(`differs: ${path}`);
    for (const path of found.onlyPacked) print(`not made by this perforch: ${path}`);
    for (const path of found.onlyRecomputed) print(`not in the bundle: ${path}`);
    print(
      identical
        ? `identical: study, profile and ${found.identical.length - 2} tables, computed again from the stored results`
        : `${differing.length} files differ, ${found.identical.length} are identical`,
    );
  }
  if (!identical && perforch !== VERSION)
    note(`the bundle was made by perforch ${perforch}, this is ${VERSION}: compare with that version`);
  return identical ? EXIT.done : EXIT.failed;
}

async function judgeAgain(bundle: OpenBundle, options: RegenerateOptions): Promise<number> {
  const { db, lanes, sandbox, json, from } = options;
  const { input, packed } = await prepareFreshRuns(bundle, db);
  const store = new Store(db);
  const stopping = listenForStop();
  const view = new ProgressView(`study ${input.spec.name}, judged again`, stopping.stop);
  let toolbox: Toolbox | undefined;
  try {
    toolbox = await openToolbox(languagesToJudge(input.spec.languages, input.problems), sandbox);
    const shown = { view, stopping, lanes, askLanes: 1 };
    const { progress, state } = await runShown(input, store, toolbox, shown);
    if (state === 'stopped') return EXIT.stopped;
    const changes = compareVerdicts(packed, cellsOf(input, store));
    const same = packed.length - changes.length;
    const { study, digest } = { ...bundle.manifest, digest: bundle.digest };
    if (json)
      printJson({ bundle: from, study, digest, database: db, state, cells: packed.length, same, changes });
    else {
      print(describe(progress));
      changes.forEach((change) => print(changeLine(change)));
      print(`${same} of ${packed.length} cells have the same outcome here; next: perforch rank --db ${db}`);
    }
    return changes.length === 0 ? EXIT.done : EXIT.failed;
  } finally {
    view.end();
    stopping.release();
    store.close();
    await toolbox?.close();
  }
}

function changeLine({ model, problem, stage, sample, packed, here }: VerdictChange): string {
  return `differs: ${model}, ${problem}, ${stage}, sample ${sample}: ${packed ?? 'no outcome'}, here ${here ?? 'no outcome'}`;
}
