/** Runs the rest of a script in a namespace of processes and a temporary folder of its own, so that it sees only what is its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSIDE = 'PERFORCH_ENDURANCE_INSIDE';

/** Returns inside; outside it starts the script again inside, and ends this process with its exit code. Needs root. */
export function enterOwnNamespace(): void {
  if (process.env[INSIDE] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'perforch-endurance-'));
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status, error } = spawnSync('unshare', ['--pid', '--mount', '--mount-proc', '--fork', ...command], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1', TMPDIR: folder },
  });
  rmSync(folder, { recursive: true });
  if (error !== undefined) throw error;
  process.exit(status ?? 1);
}

/** One line of a report on its way. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
