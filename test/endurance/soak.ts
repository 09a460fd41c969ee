/**
 * Runs thousands of programs one after another in one process, good, failing and hostile ones in turn, and looks whether
 * memory, descriptors, processes, containers, control groups or files grow. Needs root.
 *
 *   npx tsx test/endurance/soak.ts [--runs 5000] [--sandbox bubblewrap]
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { SandboxFault } from '../../harness/sandbox/contract.js';
import { CompilingAhead } from '../../harness/stages/compiling-ahead.js';
import { openToolbox } from '../../harness/study/toolbox.js';
import { LANGUAGES } from '../../datasets/problem.js';
import { mixedRun, mixedTasks } from './mixed-runs.js';
import { enterOwnNamespace, note } from './own-namespace.js';
import { beyond, residue } from './residue.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5000' }, sandbox: { type: 'string' } },
});
enterOwnNamespace();
if (values.sandbox !== undefined) process.env['PERFORCH_SANDBOX'] = values.sandbox;

const LANES = 2;
const LOOKS = 20;
const MOST_TRIES = 3;
/** The heap of a long-running Node breathes by more than this only when something is kept. */
const MOST_GROWTH_BYTES = 32 * 2 ** 20;

interface Look {
  readonly runs: number;
  readonly residentMiB: number;
  readonly descriptors: number;
}

const look = (runs: number): Look => {
  globalThis.gc?.();
  return {
    runs,
    residentMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
    descriptors: readdirSync('/proc/self/fd').length,
  };
};

/** As a study does: a fault of the machine (others ran out of its memory, say) is no outcome. */
async function triedAgain<T>(n: number, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof SandboxFault) || tries === MOST_TRIES) throw error;
      faults.push(`run ${n}: ${error.message}`);
    }
  }
}

const runs = Number(values.runs);
const toolbox = await openToolbox(LANGUAGES);
const tasks = await mixedTasks();
const ahead = new CompilingAhead(toolbox.sandbox);
const wrong: string[] = [];
const faults: string[] = [];
const lane = pLimit(LANES);
const looks: Look[] = [];
let before = await residue();
const each = Math.ceil(runs / LOOKS);
for (let done = 0; done < runs; done += each) {
  const numbers = Array.from({ length: Math.min(each, runs - done) }, (_, i) => done + i);
  await Promise.all(
    numbers.map((n) =>
      lane(async () => {
        const task = tasks[n % tasks.length];
        if (task === undefined) throw new Error('no task');
        const fault = await triedAgain(n, () => mixedRun(task, toolbox, ahead));
        if (fault !== null) wrong.push(`run ${n}: ${fault}`);
      }),
    ),
  );
  const now = look(done + numbers.length);
  looks.push(now);
  // What is made once and kept (a warm pool, idle control groups) is there after the first look.
  if (looks.length === 1) before = await residue();
  note(JSON.stringify(now));
}

const [first] = looks.slice(Math.floor(LOOKS / 4));
const last = looks.at(-1);
await ahead.close();
await toolbox.close();
const left = beyond(before, await residue());
const grown =
  first === undefined || last === undefined
    ? ['too few runs to tell']
    : [
        ...(last.residentMiB - first.residentMiB > MOST_GROWTH_BYTES / 2 ** 20 ? ['resident memory'] : []),
        ...(last.descriptors > first.descriptors ? ['descriptors'] : []),
      ];
process.stdout.write(
  `${JSON.stringify({ runs, kinds: tasks.length, first, last, grown, left, wrong, faults })}\n`,
);
process.exit(grown.length + left.length + wrong.length === 0 ? 0 : 1);
