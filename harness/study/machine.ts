import { fingerprint, fingerprintLine } from '../measure/fingerprint.js';

/** What the figures of this machine stand for, in one line: figures of different machines are never averaged. */
export function machineFingerprint(): string {
  return fingerprintLine(fingerprint());
}
