import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect } from 'vitest';

const SCRIPT = resolve('scripts/perforch.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** Replaces variables; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perforch-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file and gives its path. */
export function written(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Starts the real command line in a process group of its own, as a shell does. */
export function start(args: readonly string[], { env = {} }: Surroundings = {}): ChildProcess {
  const merged: Record<string, string | undefined> = { ...process.env, PERFORCH_DATA: undefined, ...env };
  const given = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  return spawn(process.execPath, [SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: given,
  });
}

/** Resolves when the process and all who hold its output are gone. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Runs the real command line to its end. */
export function perforch(args: readonly string[], surroundings?: Surroundings): Promise<Ended> {
  return ended(start(args, surroundings));
}

/** Runs a command that must be refused: one plain line on standard error, nothing else, exit code 1. Gives the line. */
export async function refusal(args: readonly string[], surroundings?: Surroundings): Promise<string> {
  const { code, stdout, stderr } = await perforch(args, surroundings);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^perforch: [^\n]+\n$/);
  expect(stderr).not.toContain('internal error');
  expectPlain(stderr);
  expect(code).toBe(1);
  return stderr.slice('perforch: '.length).trimEnd();
}

/** Neither colours nor rewritten lines: what is piped is read by programs. */
export function expectPlain(text: string): void {
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\r');
}

/** Runs a command with `--json`; its standard output must be one JSON document and nothing else. */
export async function jsonOf(
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Ended & { readonly document: Record<string, unknown> }> {
  const result = await perforch([...args, '--json'], surroundings);
  return { ...result, document: JSON.parse(result.stdout) as Record<string, unknown> };
}
