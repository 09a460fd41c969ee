import type { Problem } from '../../datasets/problem.js';
import { identityOf, sha256 } from '../hash.js';
import { buildForCertificate, certifyProblem, type CertificateBuilds } from '../measure/certificate.js';
import { summaryRow, type CertificateSummary } from '../measure/certificate-summary.js';
import { fingerprintLine, fingerprintSchema } from '../measure/fingerprint.js';
import { measurementKey } from '../measure/identity.js';
import { startNeighbours } from '../measure/neighbours.js';
import type { PairedPreset } from '../measure/presets.js';
import { runLimitsSchema } from '../stages/limits.js';
import type { CertificateRecord } from '../store/certificates.js';
import type { Store } from '../store/index.js';
import { groupBy } from '../group-by.js';
import { noteMachine } from './measuring.js';
import { studied } from './problem-kinds/index.js';
import { whileTiming, type TimingControl } from './timing.js';
import type { Toolbox } from './toolbox.js';

export interface CertifyInput {
  readonly dataset: string;
  readonly problems: readonly Problem[];
  readonly preset: PairedPreset;
  /** Processes that compute all the while, to see whether the calls hold beside them. */
  readonly neighbours: number;
}

export interface CertifyControl extends TimingControl {
  readonly onProgress: (done: number, planned: number) => void;
}

/**
 * Certifies this machine: measures canonical solutions against themselves and against slower copies of themselves. Goes on
 * with a certificate of the same machine, toolchains, problems and neighbours that was stopped. Gives its id.
 */
export async function certify(
  input: CertifyInput,
  store: Store,
  toolbox: Toolbox,
  control: CertifyControl,
): Promise<number> {
  const { dataset, preset, neighbours } = input;
  const problems = inCertificateOrder(input.problems);
  const machineHash = noteMachine(store);
  const identity = identityOf({
    machineHash,
    neighbours,
    measurements: problems.map((problem) => keyAgainstItself(problem, preset, toolbox)),
  });
  const planned = problems.length;
  const id = store.certificates.open({
    identity,
    machineHash,
    preset: preset.id,
    dataset,
    neighbours,
    planned,
  });
  const known = new Set(store.certificates.problems(id).map(({ uid }) => uid));
  const open = problems.filter(({ uid }) => !known.has(uid));
  control.onProgress(planned - open.length, planned);
  if (open.length === 0) return id;
  await whileTiming(toolbox, runLimitsSchema.parse({}), control, async (bench) => {
    const busy = startNeighbours(neighbours);
    const build = (problem: Problem | undefined): Promise<CertificateBuilds> | null => {
      const source = problem === undefined ? null : studied(problem).canonicalProgram();
      if (problem === undefined || source === null) return null;
      const built = buildForCertificate(bench, problem, source, preset);
      // Looked at when its turn comes.
      built.catch(() => undefined);
      return built;
    };
    let next = build(open[0]);
    try {
      for (const [index, problem] of open.entries()) {
        const builds = await next;
        next = control.stop.aborted ? null : build(open[index + 1]);
        if (builds === null) continue;
        const certified = await certifyProblem(bench, problem, builds, preset, problem.uid);
        store.certificates.add(id, certified);
        control.onProgress(planned - open.length + index + 1, planned);
        if (control.stop.aborted) return;
      }
    } catch (error) {
      if (!control.abort.aborted) throw error;
    } finally {
      busy.stop();
      const left = await next?.catch(() => null);
      for (const built of left ? [left.optimised, left.plain] : [])
        if (built.state === 'built') await built.program.dispose();
    }
  });
  return id;
}

/** Changes with all that its figures depend on: the preset, the toolchain and its flags, the repeated tests, the sandbox. */
function keyAgainstItself(problem: Problem, preset: PairedPreset, toolbox: Toolbox): string {
  const source = studied(problem).canonicalProgram() ?? '';
  return measurementKey({
    problem,
    candidate: source,
    reference: source,
    preset,
    toolchain: toolbox.toolchain(problem.language),
    limits: runLimitsSchema.parse({}),
    sandbox: toolbox.sandbox.id,
  });
}

/** Task by task in an order without a system: what is there after a stop stands for all languages and all tasks. */
function inCertificateOrder(problems: readonly Problem[]): Problem[] {
  const order = ({ number }: Problem) => sha256(String(number));
  return [...problems].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

/** What a stored certificate says, in one row a language and one for all. */
export function summarise(store: Store, record: CertificateRecord): CertificateSummary {
  const problems = store.certificates.problems(record.id);
  const byLanguage = [...groupBy(problems, ({ language }) => language)];
  const { machineHash, preset, dataset, neighbours, createdIso, planned } = record;
  return {
    machineHash,
    machine: fingerprintLine(fingerprintSchema.parse(JSON.parse(record.fingerprintJson))),
    preset,
    dataset,
    neighbours,
    createdIso,
    complete: problems.length === planned,
    wallNs: problems.reduce((sum, { wallNs }) => sum + wallNs, 0),
    busyNs: problems.reduce((sum, { busyNs }) => sum + busyNs, 0),
    rows: [...byLanguage.map(([language, own]) => summaryRow(language, own)), summaryRow('all', problems)],
  };
}

/** The last complete certificate of each machine, preset and number of neighbours. */
export function lastCertificates(store: Store): CertificateSummary[] {
  const last = new Map<string, CertificateSummary>();
  for (const record of store.certificates.all()) {
    const summary = summarise(store, record);
    const { machineHash, preset, neighbours } = summary;
    if (summary.complete) last.set(`${machineHash} ${preset} ${neighbours}`, summary);
  }
  return [...last.values()];
}
