import { performance } from 'node:perf_hooks';
import { BubblewrapSandbox } from '../../sandbox/bubblewrap.js';
import { SandboxFault } from '../../sandbox/contract.js';
import { isJudged, type Control, type LimitsInFile, type Variant } from '../attack.js';
import type { Backend } from '../backend.js';
import { Canaries } from '../canaries.js';
import { problemFor } from '../problems.js';
import { attempt } from '../run-attack.js';
import { judgeNaively } from './naive-judge.js';
import { weakenedBubblewrap } from './weakened-bubblewrap.js';

/** Whether an attack succeeded in one language with its one defence off; `none` where its file says why that can't be. */
export interface ControlResult {
  readonly attack: string;
  readonly language: string;
  readonly state: 'succeeded' | 'failed' | 'none' | 'skipped';
  /** What told that it succeeded, or what came instead. */
  readonly evidence: string;
  readonly wallMs: number;
}

/** Without a namespace of its own a step's figures are those of the whole throw-away namespace. */
const OF_EVERYBODY: LimitsInFile = { cpuMs: 1e7, memoryMib: 16_384, processes: 10_000 };
/** The kernel's own account of a sandbox whose first process was killed. */
const BROKEN = /ended with|breaks off/;

/** Runs the control of one attack in one language. Only to be called in a throw-away namespace. */
export async function runControl(variant: Variant, backend: Backend): Promise<ControlResult> {
  const { attack, language, control } = variant;
  const began = performance.now();
  const result = (state: ControlResult['state'], evidence: string): ControlResult => ({
    ...{ attack: attack.id, language, state, evidence },
    wallMs: performance.now() - began,
  });
  if (control === undefined) return result('failed', 'the file gives no control');
  if (control.none !== undefined) return result('none', control.none);
  if (attack.controlAsRoot && process.geteuid?.() !== 0) return result('skipped', 'needs to be root');
  const evidence = await (control.naive === undefined
    ? withoutDefence(variant, control, backend)
    : fooled(variant, control.naive, backend));
  return evidence.succeeded ? result('succeeded', evidence.text) : result('failed', evidence.text);
}

interface Evidence {
  readonly succeeded: boolean;
  readonly text: string;
}

async function fooled(
  { attack, language, source }: Variant,
  rule: NonNullable<Control['naive']>,
  { sandbox, toolchain }: Backend,
): Promise<Evidence> {
  const found = isJudged(language) ? toolchain(language) : undefined;
  if (!isJudged(language) || found === undefined) throw new Error(`no naive judge judges ${language}`);
  const problem = problemFor(attack.problem, language);
  const passed = await judgeNaively(rule, problem, source, { toolchain: found, sandbox });
  return passed
    ? { succeeded: true, text: 'a naive judge passes it' }
    : { succeeded: false, text: 'not even a naive judge passes it' };
}

async function withoutDefence(variant: Variant, control: Control, backend: Backend): Promise<Evidence> {
  const canaries = await Canaries.plant(variant.source);
  try {
    const sharesProcesses = control.off.includes('process namespace');
    const raised = sharesProcesses ? { ...OF_EVERYBODY, ...control.raise } : control.raise;
    const weakened = await weakenedBackend(control.off, canaries, backend);
    const { signs, outcome, detail } = await attempt(variant, weakened, canaries, raised);
    if (signs.length > 0) return { succeeded: true, text: signs.join(', ') };
    return { succeeded: false, text: `${outcome} (${detail})` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const broke = error instanceof SandboxFault && control.breaks === true && BROKEN.test(error.message);
    return { succeeded: broke, text: error.message };
  } finally {
    await canaries.remove();
  }
}

async function weakenedBackend(
  off: readonly string[],
  canaries: Canaries,
  backend: Backend,
): Promise<Backend> {
  if (off.length === 0) return backend;
  const bubblewrap = await weakenedBubblewrap(off, canaries);
  return { ...backend, bubblewrap, sandbox: new BubblewrapSandbox(bubblewrap) };
}
