import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { buildSupervisor } from '../../harness/sandbox/supervisor-build.js';

/** Nobody's, and not that of any sandboxed program. */
const ORDINARY_UID = 65_533;

/** A home of perforch that every user may read, with the supervisor and whatever else `build` makes in it. */
export async function homeForAll(build: () => Promise<unknown> = () => Promise.resolve()): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'perforch-user-'));
  await chmod(home, 0o755);
  const before = process.env['PERFORCH_HOME'];
  process.env['PERFORCH_HOME'] = home;
  await buildSupervisor();
  await build();
  if (before === undefined) delete process.env['PERFORCH_HOME'];
  else process.env['PERFORCH_HOME'] = before;
  return home;
}

/** Runs a script, which gets `input`, as that user; gives the JSON that it prints. */
export async function askAsOrdinaryUser(script: string, home: string, input = ''): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    uid: ORDINARY_UID,
    gid: ORDINARY_UID,
    env: { PATH: '/usr/bin:/bin', HOME: '/tmp', PERFORCH_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  return json(child.stdout);
}
