import { cpus, release, totalmem, arch } from 'node:os';

/** What the figures of this machine stand for, in one line: figures of different machines are never averaged. */
export function machineFingerprint(): string {
  const processors = cpus();
  const memoryGib = (totalmem() / 2 ** 30).toFixed(1);
  return `${processors[0]?.model.trim() ?? 'unknown CPU'} x${processors.length}, ${memoryGib} GiB, Linux ${release()} ${arch()}`;
}
