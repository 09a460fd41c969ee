import { isAbsolute, posix } from 'node:path';
import type { JobFile, Limits, SandboxJob, Step } from './contract.js';
import { MOST_KEPT_BYTES, SandboxFault, WORK_FOLDER } from './contract.js';

const MOST_PATH_BYTES = 1024;
const MOST_TEXT_BYTES = 2 ** 20;
/** What the sandbox itself mounts, and a job may not cover. */
const OWN_FOLDERS = [WORK_FOLDER, '/tmp', '/proc', '/dev', '/usr', '/etc'];

function refuse(what: string, value: unknown): never {
  throw new SandboxFault(`job refused: ${what}, not ${JSON.stringify(value)}`);
}

function checkText(text: string, what: string): void {
  if (text.includes('\0') || Buffer.byteLength(text) > MOST_TEXT_BYTES) {
    refuse(`${what} is at most 1 MiB without a NUL`, text.slice(0, 80));
  }
}

function isPlainPath(path: string): boolean {
  const plain = path !== '' && path === posix.normalize(path) && !path.endsWith('/');
  const inside = !isAbsolute(path) && path !== '.' && path !== '..' && !path.startsWith('../');
  return plain && inside && !path.includes('\0') && Buffer.byteLength(path) <= MOST_PATH_BYTES;
}

function checkFiles(files: readonly JobFile[], workBytes: number): void {
  const seen = new Set<string>();
  let total = 0;
  for (const { path, content } of files) {
    if (!isPlainPath(path)) refuse('a file path is plain and relative to /work', path);
    if (seen.has(path)) refuse('file paths differ', path);
    seen.add(path);
    total += Buffer.byteLength(content);
  }
  if (total > workBytes) refuse(`the files fit into ${workBytes} bytes of work folder`, total);
}

function checkLimits(limits: Limits, step: string): void {
  for (const [name, value] of Object.entries(limits) as [string, unknown][]) {
    if (typeof value !== 'number' || !(value > 0) || value > Number.MAX_SAFE_INTEGER) {
      refuse(`limit ${name} of step ${step} is a positive number`, value);
    }
  }
}

function checkStep(step: Step): void {
  const program = step.argv[0];
  if (program === undefined || !isAbsolute(program))
    refuse(`argv[0] of step ${step.name} is an absolute path`, program);
  for (const word of step.argv) checkText(word, 'an argument');
  for (const [name, value] of Object.entries(step.env)) {
    if (name === '' || name.includes('=')) refuse('the name of an environment variable has no "="', name);
    checkText(name + value, 'an environment variable');
  }
  if (step.token !== undefined && !/^[\x21-\x7e]{1,256}$/.test(step.token)) {
    refuse('a token is 1 to 256 printable characters', step.token);
  }
  checkLimits(step.limits, step.name);
  const { keptOutputBytes: kept = 0 } = step;
  if (!Number.isInteger(kept) || kept < 0 || kept > MOST_KEPT_BYTES)
    refuse(`the output to keep of step ${step.name} is 0 to ${MOST_KEPT_BYTES} bytes`, kept);
  for (const cpu of step.cpus ?? []) {
    if (!Number.isInteger(cpu) || cpu < 0 || cpu > 1023)
      refuse(`a CPU of step ${step.name} is 0 to 1023`, cpu);
  }
}

/** Throws `SandboxFault` for a job that no sandbox can run, before anything is started. */
export function validateJob(job: SandboxJob): void {
  if (!(job.workBytes > 0)) refuse('workBytes is positive', job.workBytes);
  if (job.steps.length === 0) refuse('a job has at least one step', []);
  checkFiles(job.files, job.workBytes);
  for (const { host, inside } of job.mounts) {
    if (!isAbsolute(host)) refuse('the host path of a mount is absolute', host);
    const plain = isAbsolute(inside) && inside === posix.normalize(inside) && inside !== '/';
    if (!plain || OWN_FOLDERS.some((own) => inside === own || inside.startsWith(`${own}/`))) {
      refuse(`a mount is seen at an absolute path outside of ${OWN_FOLDERS.join(', ')}`, inside);
    }
  }
  for (const step of job.steps) checkStep(step);
  if (job.steps.length > 1 && job.steps.some(({ accounted }) => accounted === true))
    refuse('an accounted step is the only one of its job', job.steps.length);
  for (const path of job.collect ?? []) {
    if (!isPlainPath(path)) refuse('a file to collect is plain and relative to /work', path);
  }
}
