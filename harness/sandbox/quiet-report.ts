import type { StepReport, Usage } from './contract.js';

const UNKNOWN: Usage = {
  wallNs: 0,
  cpuUserNs: 0,
  cpuSystemNs: 0,
  maxRssBytes: 0,
  meanRssBytes: null,
  rssSamples: 0,
  involuntarySwitches: 0,
  cgroup: null,
};

/** The report of a step that no supervisor reported as such: without output and marks, and 0 for figures that nobody has. */
export function quietReport(
  step: Pick<StepReport, 'name' | 'phase' | 'end' | 'channel'>,
  usage: Partial<Usage>,
): StepReport {
  const { name, phase, end, channel } = step;
  return {
    ...{ name, phase, end, channel, usage: { ...UNKNOWN, ...usage }, marks: [] },
    ...{ stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), stdoutBytes: 0, stderrBytes: 0 },
  };
}
