import type { AnyProblem } from '../../datasets/any-problem.js';
import { groupBy } from '../group-by.js';
import { canonicalJson } from '../hash.js';
import type { Bench } from '../measure/bench.js';
import { fingerprint, fingerprintId } from '../measure/fingerprint.js';
import { ProblemMeasuring } from '../measure/measure.js';
import { presetOf, type Preset } from '../measure/presets.js';
import { isSameText } from '../measure/same-text.js';
import { SandboxFault } from '../sandbox/contract.js';
import type { NewMeasurement, PassedProgram } from '../store/measurements.js';
import type { Store } from '../store/index.js';
import { studied } from './problem-kinds/index.js';
import { isMeasuredBy, Subjects, type MeasuredStudy } from './measuring-subjects.js';
import { studyHash, type StudySpec } from './spec.js';
import { whileTiming, type TimingControl } from './timing.js';
import type { Toolbox } from './toolbox.js';

export interface MeasuringCount {
  /** Programs that passed, each by every preset. */
  readonly toMeasure: number;
  readonly measured: number;
  readonly freshMeasurements: number;
}

export interface MeasuringControl extends TimingControl {
  readonly onMeasured: (count: MeasuringCount) => void;
  readonly onFault: (problemUid: string, message: string) => void;
}

export interface StudyOfPrograms extends MeasuredStudy {
  readonly spec: StudySpec;
  readonly problems: readonly AnyProblem[];
}

interface Task extends PassedProgram {
  readonly key: string;
  readonly preset: Preset;
  readonly problem: AnyProblem;
}

/**
 * Measures every program of a study that passed, once a preset, problem by problem. What the store has is taken from
 * there; a measurement is stored when it is done, so a stop loses at most the one under way.
 */
export async function measureStudy(
  input: StudyOfPrograms,
  store: Store,
  toolbox: Toolbox,
  control: MeasuringControl,
): Promise<void> {
  const hash = studyHash(input.spec);
  const subjects = new Subjects(input, toolbox);
  const tasks = await planTasks(input, store, subjects, hash);
  const open: Task[] = [];
  for (const task of tasks) {
    if (store.measurements.has(task.key)) use(store, hash, task);
    else open.push(task);
  }
  const count = { toMeasure: tasks.length, measured: tasks.length - open.length, freshMeasurements: 0 };
  control.onMeasured({ ...count });
  if (open.length === 0) return;
  const groups = groupBy(
    open,
    ({ preset, problem, referenceHash }) => `${preset.id} ${problem.uid} ${referenceHash}`,
  );
  await whileTiming(toolbox, input.spec.limits, control, async (bench) => {
    const machineHash = noteMachine(store);
    for (const group of groups.values()) {
      if (control.stop.aborted) return;
      await measureGroup(group, bench, subjects, control, (task, measured) => {
        store.transaction(() => {
          store.measurements.add({
            key: task.key,
            preset: task.preset.id,
            problemUid: task.problemUid,
            programHash: task.programHash,
            referenceHash: task.referenceHash,
            seed: seedOf(task),
            ...measured,
            toolchain: toolbox.toolchain(task.problem.language).fingerprint,
            sandbox: toolbox.sandbox.description ?? toolbox.sandbox.id,
            machineHash,
            timingCpu: bench.timingCpu,
          });
          use(store, hash, task);
        });
        count.measured += 1;
        count.freshMeasurements += 1;
        control.onMeasured({ ...count });
      });
    }
  });
}

/** Writes down what this machine is; gives the hash that figures name it by. */
export function noteMachine(store: Store): string {
  const machine = fingerprint();
  const hash = fingerprintId(machine);
  store.measurements.addMachine(hash, canonicalJson(machine));
  return hash;
}

async function planTasks(
  { spec, problems }: StudyOfPrograms,
  store: Store,
  subjects: Subjects,
  hash: string,
): Promise<Task[]> {
  const byUid = new Map(problems.map((problem) => [problem.uid, problem]));
  const programs = [...store.measurements.passedPrograms(hash), ...withoutCanonical(store, hash, byUid)];
  const tasks: Task[] = [];
  for (const preset of spec.measure.presets.map(presetOf)) {
    for (const program of programs) {
      const problem = byUid.get(program.problemUid);
      if (problem === undefined || !isMeasuredBy(problem, preset)) continue;
      tasks.push({ ...program, key: await subjects.keyOf(problem, program, preset), preset, problem });
    }
  }
  return tasks;
}

/** Programs of problems for which nobody has a canonical solution; a solution that failed or was not judged is one. */
function withoutCanonical(
  store: Store,
  hash: string,
  byUid: ReadonlyMap<string, AnyProblem>,
): PassedProgram[] {
  return store.withoutCanonical.programs(hash).filter(({ problemUid }) => {
    const problem = byUid.get(problemUid);
    return problem !== undefined && studied(problem).canonicalProgram() === null;
  });
}

function use(store: Store, hash: string, { preset, ...task }: Task): void {
  const { key, problemUid, programHash, inputProgramHash } = task;
  store.measurements.use(hash, { key, problemUid, programHash, inputProgramHash, preset: preset.id });
}

/** The order of runs differs from problem to problem, and is the same whenever a program is measured. */
function seedOf({ key }: Task): string {
  return key;
}

type Measured = Pick<NewMeasurement, 'result' | 'disturbances' | 'startedIso'>;

/** Measures the programs of one problem beside one reference by one preset. A fault of the sandbox leaves the rest for the next run. */
async function measureGroup(
  group: readonly Task[],
  bench: Bench,
  subjects: Subjects,
  control: MeasuringControl,
  store: (task: Task, measured: Measured) => void,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { problem, preset, referenceSource } = first;
  let measuring: ProblemMeasuring | null = null;
  try {
    for (const task of group) {
      if (control.stop.aborted) return;
      const startedIso = new Date().toISOString();
      if (isSameText(task.source, task.referenceSource)) {
        store(task, { result: { state: 'same_program' }, disturbances: [], startedIso });
        continue;
      }
      measuring ??= await ProblemMeasuring.open(bench, await subjects.of(problem), referenceSource, preset);
      store(task, { ...(await measuring.measureWatched(task.source, seedOf(task))), startedIso });
    }
  } catch (error) {
    if (control.abort.aborted) return;
    if (!(error instanceof SandboxFault)) throw error;
    control.onFault(problem.uid, error.message);
  } finally {
    await measuring?.close();
  }
}
