import { setTimeout as sleep } from 'node:timers/promises';
import { listDatasets, loadDataset } from '../../../datasets/index.js';
import { LANGUAGES } from '../../../datasets/problem.js';
import { allLanguages } from '../../languages/index.js';
import type { Toolchain, ToolchainStatus } from '../../languages/contract.js';
import type { Bench } from '../../measure/bench.js';
import { runMeters } from '../../measure/meters/run.js';
import { presetOf, type PairedPreset } from '../../measure/presets.js';
import { disturbances, readMachineState } from '../../measure/quality.js';
import { timingCpus } from '../../measure/timing-cpus.js';
import { probeSandboxes, type Probed } from '../../sandbox/index.js';
import { runLimitsSchema } from '../../stages/limits.js';
import { Store } from '../../store/index.js';
import { certify, summarise } from '../../study/certify.js';
import { machineFingerprint } from '../../study/machine.js';
import { whileTiming } from '../../study/timing.js';
import { openToolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, sandboxOption } from '../common-options.js';
import { examineSandbox } from '../attack-check.js';
import { EXIT } from '../exit-codes.js';
import { measuresRight, noiseLines, type NoiseReport } from '../noise-report.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';
import { listenForStop, type Stopping } from '../stopping.js';
import { datasetStates } from './datasets.js';

const IDLE_MS = 1000;
/** Tasks of the mini set whose tests take microseconds, so that a certificate in all languages takes a minute. */
const CERTIFICATE = { dataset: 'mini', tasks: [10, 11], preset: 'quick' };

interface Finding {
  readonly kind: 'sandbox' | 'language' | 'dataset';
  readonly what: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice: string | null;
}

export const doctor = defineCommand({
  name: 'doctor',
  describe: 'What is installed, what is missing, and how to get it',
  options: (yargs) =>
    yargs
      .option('noise', {
        type: 'boolean',
        default: false,
        describe: 'How this machine measures: programs of known memory and CPU use, and a short certificate',
      })
      .option('db', databaseOption)
      .option('sandbox', {
        ...sandboxOption,
        requiresArg: false,
        coerce: (given: unknown): string | undefined => (given === '' ? given : sandboxOption.coerce(given)),
        describe: `${sandboxOption.describe}; without a name: attack it, as --attacks does`,
      })
      .option('attacks', {
        type: 'boolean',
        default: false,
        describe: 'Attack the sandbox of this machine in a dozen ways, and say what holds',
      })
      .option('json', jsonOption),
  async run({ noise, db, sandbox: given, attacks, json }) {
    const sandbox = given === '' ? undefined : given;
    if (attacks || given === '') return examineSandbox(sandbox, json);
    if (noise) return examineNoise(db, sandbox, json);
    const probed = await probeSandboxes(sandbox);
    const sandboxes = sandboxFindings(probed);
    const findings = [...sandboxes, ...(await languageFindings(probed)), ...(await datasetFindings())];
    // One sandbox is enough, and the embedded problems need no data set.
    const fit = sandboxes.some(({ ok }) => ok) && findings.every(({ ok, kind }) => ok || kind !== 'language');
    const machine = machineFingerprint();
    if (json) printJson({ machine, fit, findings });
    else {
      print(`machine: ${machine}`);
      for (const finding of findings) print(lineOf(finding));
    }
    return fit ? EXIT.done : EXIT.failed;
  },
});

async function examineNoise(db: string, sandbox: string | undefined, json: boolean): Promise<number> {
  const store = new Store(db);
  const stopping = listenForStop();
  try {
    const report = await noiseReport(store, sandbox, stopping).catch((error: unknown) => {
      if (stopping.stop.aborted) return null;
      throw error;
    });
    if (report === null) return EXIT.stopped;
    const fit = measuresRight(report);
    const { machine, cpus, ...rest } = report;
    const document = {
      machine,
      fit,
      cpus: { timing: cpus.timing, others: cpus.others, notes: cpus.notes },
      ...rest,
    };
    if (json) printJson({ database: db, ...document });
    else print(noiseLines(report).join('\n'));
    return fit ? EXIT.done : EXIT.failed;
  } finally {
    stopping.release();
    store.close();
  }
}

/** Null when it was stopped; the certificate goes on where it was. */
async function noiseReport(
  store: Store,
  sandbox: string | undefined,
  { stop }: Stopping,
): Promise<NoiseReport | null> {
  const toolbox = await openToolbox(LANGUAGES, sandbox);
  const cpus = timingCpus();
  const line = new ProgressLine();
  const onNote = (text: string) => (cpus.notes.includes(text) ? undefined : note(text));
  const control = { stop, abort: stop, onNote };
  try {
    const looked = await whileTiming(toolbox, runLimitsSchema.parse({}), control, async (bench) => {
      const found = await disturbancesOfIdle(bench, stop);
      const onProgress = (done: number, planned: number) => line.update(`meters: ${done}/${planned}`);
      return { disturbances: found, meters: await runMeters(bench, LANGUAGES, onProgress) };
    });
    if (looked === null) return null;
    const { problems } = await loadDataset(CERTIFICATE.dataset);
    const input = {
      dataset: CERTIFICATE.dataset,
      problems: problems.filter(({ number }) => CERTIFICATE.tasks.includes(number)),
      preset: presetOf(CERTIFICATE.preset) as PairedPreset,
      neighbours: 0,
    };
    const id = await certify(input, store, toolbox, {
      ...control,
      onProgress: (done, planned) => line.update(`certify: ${done}/${planned} problems`),
    });
    const record = store.certificates.all().find((stored) => stored.id === id);
    if (record === undefined) throw new Error(`certificate ${id} is gone`);
    const certificate = summarise(store, record);
    return certificate.complete ? { machine: machineFingerprint(), cpus, ...looked, certificate } : null;
  } finally {
    line.end();
    await toolbox.close();
  }
}

async function disturbancesOfIdle({ timingCpu }: Bench, signal: AbortSignal) {
  const before = readMachineState(timingCpu);
  await sleep(IDLE_MS, undefined, { signal });
  return disturbances(before, readMachineState(timingCpu), { runs: 0, involuntarySwitches: 0 });
}

function lineOf({ kind, what, ok, found, advice }: Finding): string {
  const subject = kind === 'language' ? what : `${kind} ${what}`;
  return `${ok ? 'ok     ' : 'MISSING'} ${subject}: ${found}${advice === null ? '' : `; ${advice}`}`;
}

function sandboxFindings(probed: readonly Probed[]): Finding[] {
  return probed.map(({ id: what, probe }) => {
    const ok = probe.state === 'ready';
    const found = ok ? [probe.version, ...probe.notes].join('; ') : probe.reason;
    return { kind: 'sandbox', what, ok, found, advice: ok ? null : probe.advice };
  });
}

/** The toolchains of the sandbox that would be taken, or this machine's. */
async function languageFindings(probed: readonly Probed[]): Promise<Finding[]> {
  const brought = probed.find(({ probe }) => probe.state === 'ready')?.toolchains ?? null;
  return Promise.all(
    allLanguages().map(async (language) => {
      const status = brought === null ? await language.locate() : inImage(brought.get(language.id));
      return { kind: 'language' as const, what: language.label, ...describe(status) };
    }),
  );
}

function inImage(toolchain: Toolchain | undefined): ToolchainStatus {
  if (toolchain !== undefined) return { state: 'ready', toolchain };
  return { state: 'missing', what: 'its toolchain in the image', advice: 'run npx perforch sandbox build' };
}

function describe(status: ToolchainStatus): Omit<Finding, 'kind' | 'what'> {
  switch (status.state) {
    case 'ready':
      return { ok: true, found: status.toolchain.fingerprint, advice: null };
    case 'missing':
      return { ok: false, found: `${status.what} not found`, advice: status.advice };
    case 'too_old':
      return { ok: false, found: `${status.found}, needs ${status.minimum}`, advice: status.advice };
  }
}

async function datasetFindings(): Promise<Finding[]> {
  return Promise.all(
    listDatasets().map(async ({ id }) => {
      const { complete, summary } = await datasetStates(id);
      const advice = complete ? null : `npx perforch datasets fetch ${id}, or set PERFORCH_DATA`;
      return { kind: 'dataset' as const, what: id, ok: complete, found: summary, advice };
    }),
  );
}
