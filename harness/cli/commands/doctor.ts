import { listDatasets } from '../../../datasets/index.js';
import { UserError } from '../../errors.js';
import { allLanguages } from '../../languages/index.js';
import type { ToolchainStatus } from '../../languages/contract.js';
import { openSandbox } from '../../sandbox/index.js';
import { machineFingerprint } from '../../study/machine.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { datasetStates } from './datasets.js';

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
  options: (yargs) => yargs.option('json', jsonOption),
  async run({ json }) {
    const findings = [await sandboxFinding(), ...(await languageFindings()), ...(await datasetFindings())];
    // The embedded problems need no data set.
    const fit = findings.every(({ ok, kind }) => ok || kind === 'dataset');
    const machine = machineFingerprint();
    if (json) printJson({ machine, fit, findings });
    else {
      print(`machine: ${machine}`);
      for (const finding of findings) print(lineOf(finding));
    }
    return fit ? EXIT.done : EXIT.failed;
  },
});

function lineOf({ kind, what, ok, found, advice }: Finding): string {
  const subject = kind === 'language' ? what : `${kind} ${what}`;
  return `${ok ? 'ok     ' : 'MISSING'} ${subject}: ${found}${advice === null ? '' : `; ${advice}`}`;
}

async function sandboxFinding(): Promise<Finding> {
  try {
    const sandbox = await openSandbox();
    const probe = await sandbox.probe();
    const found = probe.state === 'ready' ? [probe.version, ...probe.notes].join('; ') : probe.reason;
    const advice = probe.state === 'ready' ? null : probe.advice;
    return { kind: 'sandbox', what: sandbox.id, ok: probe.state === 'ready', found, advice };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const found = error.message.replace(/\s*\n\s*/g, ': ');
    return { kind: 'sandbox', what: 'any', ok: false, found, advice: null };
  }
}

async function languageFindings(): Promise<Finding[]> {
  return Promise.all(
    allLanguages().map(async (language) => ({
      kind: 'language' as const,
      what: language.label,
      ...describe(await language.locate()),
    })),
  );
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
