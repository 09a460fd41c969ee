import type { Problem } from '../../datasets/problem.js';
import { identityOf, sha256 } from '../hash.js';
import type { Toolchain } from '../languages/contract.js';
import { languageModule } from '../languages/index.js';
import { BUILD_LIMITS, limitsOfRun, type RunLimits } from '../stages/limits.js';
import type { Preset } from './presets.js';

/** In place of a build's secret where only the identity of what is measured matters. */
const NO_TOKEN = '0'.repeat(32);

export interface MeasurementSubject {
  readonly problem: Problem;
  readonly candidate: string;
  readonly reference: string;
  readonly preset: Preset;
  readonly toolchain: Toolchain;
  readonly limits: RunLimits;
  /** Id of the sandbox. */
  readonly sandbox: string;
}

/**
 * Identity of a measurement: both programs with their repeated tests, toolchain and flags, limits, backend and preset. Not
 * the machine: ratios of one machine stand for themselves, and each names the machine it was taken on.
 */
export function measurementKey(subject: MeasurementSubject): string {
  const { preset, toolchain, limits, sandbox } = subject;
  return identityOf({
    candidate: described(subject, subject.candidate),
    reference: described(subject, subject.reference),
    toolchain: toolchain.fingerprint,
    limits: [BUILD_LIMITS, limitsOfRun(limits)],
    sandbox,
    preset,
  });
}

function described({ problem, preset, toolchain }: MeasurementSubject, program: string): unknown {
  const options = { token: NO_TOKEN, build: preset.build };
  const assembly = languageModule(problem.language).assembleRepeated(problem, program, toolchain, options);
  const steps = [...assembly.builds, assembly.run({ warmUp: 0, repetitions: 0 })];
  return [
    [...assembly.files, ...assembly.runFiles].map(({ path, content }) => [path, sha256(content)]),
    steps.map(({ argv, env }) => [argv, env]),
  ];
}
