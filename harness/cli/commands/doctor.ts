import { listDatasets } from '../../../datasets/index.js';
import { UserError } from '../../errors.js';
import { allLanguages } from '../../languages/index.js';
import type { ToolchainStatus } from '../../languages/contract.js';
import { openSandbox } from '../../sandbox/index.js';
import { machineFingerprint } from '../../study/machine.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { print, printJson } from '../output.js';
import { datasetStates } from './datasets.js';

interface Finding {
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
    const fit = findings.every(({ ok, what }) => ok || what.startsWith('dataset '));
    if (json) {
      printJson({ machine: machineFingerprint(), fit, findings });
      return fit ? 0 : 1;
    }
    print(`machine: ${machineFingerprint()}`);
    for (const { what, ok, found, advice } of findings) {
      print(`${ok ? 'ok     ' : 'MISSING'} ${what}: ${found}${advice === null ? '' : `; ${advice}`}`);
    }
    return fit ? 0 : 1;
  },
});

async function sandboxFinding(): Promise<Finding> {
  try {
    const sandbox = await openSandbox();
    const probe = await sandbox.probe();
    const found = probe.state === 'ready' ? [probe.version, ...probe.notes].join('; ') : probe.reason;
    const advice = probe.state === 'ready' ? null : probe.advice;
    return { what: `sandbox ${sandbox.id}`, ok: probe.state === 'ready', found, advice };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { what: 'sandbox', ok: false, found: error.message, advice: null };
  }
}

async function languageFindings(): Promise<Finding[]> {
  return Promise.all(
    allLanguages().map(async (language) => ({ what: language.label, ...describe(await language.locate()) })),
  );
}

function describe(status: ToolchainStatus): Omit<Finding, 'what'> {
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
      return { what: `dataset ${id}`, ok: complete, found: summary, advice };
    }),
  );
}
