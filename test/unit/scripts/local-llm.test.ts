import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRegistry } from '../../../harness/models/registry.js';

const SCRIPT = resolve('scripts/local-llm.sh');
const CONTENT = 'GGUF, but without a model behind its first four bytes';
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'perforch-local-llm-'));
const home = join(folder, 'home');
const gguf = join(folder, 'Some-Model.gguf');
writeFileSync(gguf, CONTENT);
writeFileSync(join(folder, 'page.html'), '<html>not found</html>');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PERFORCH_HOME: home };
  const { status, stdout, stderr } = spawnSync(SCRIPT, args, { cwd: folder, env, encoding: 'utf8' });
  return { code: status, stdout, stderr: stderr.trim() };
}

const started = (): boolean => existsSync(join(home, 'llm', 'servers'));
const fetched = (): boolean => existsSync(join(home, 'llm', 'venv'));

describe('local-llm.sh', () => {
  it('shows its commands when nothing is asked for', () => {
    const { code, stdout } = run();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^local-llm\.sh list .*\nlocal-llm\.sh start /);
  });

  it('shows them for --help behind any command, without doing it', () => {
    const { code, stdout } = run('start', 'smollm2', '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^local-llm\.sh list /);
    expect(fetched()).toBe(false);
  });

  it('lists models with size and SHA-256', () => {
    const lines = run('list').stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/^[a-z0-9._-]+ +\d+ MB {2}sha256 [0-9a-f]{64}$/);
  });

  it('says that nothing runs', () => {
    expect(run('status')).toMatchObject({ code: 0, stdout: 'no local model runs\n' });
    expect(run('stop')).toMatchObject({ code: 0, stdout: 'no local model runs\n' });
  });

  it.each([
    [['serve'], 'serve is not a command'],
    [['start'], 'which model?'],
    [['start', 'gpt-17'], 'gpt-17 is not one known model'],
    [['start', 'qwen2.5-coder'], 'qwen2.5-coder is not one known model'],
    [['start', 'smollm2', '--gpu', '1'], '--gpu is not an option'],
    [['start', 'smollm2', '--port'], '--port needs a value'],
    [['start', 'smollm2', '--port', '80'], '--port 80: give a whole number from 1024 to 65535'],
    [['start', 'smollm2', '--port', '08431'], '--port 08431: give a whole number'],
    [['start', 'smollm2', '--threads', 'all'], '--threads all: give a whole number from 1'],
    [['start', 'smollm2', '--slots', '0'], '--slots 0: give a whole number from 1'],
    [['start', 'smollm2', '--context', '1e4'], '--context 1e4: give a whole number'],
    [['start', 'smollm2', '--name', 'mine'], '--sha256 and --name go with --model or --url'],
    [['start', '--model', 'nowhere.gguf'], 'nowhere.gguf is not a file'],
    [['start', '--model', 'page.html'], 'page.html is not a GGUF file'],
    [['start', '--model', gguf, '--url', 'http://127.0.0.1:1/x'], '--model and --url: give one of them'],
    [['start', '--model', gguf, '--sha256', 'abc'], '--sha256 abc: give 64 hexadecimal digits'],
    [['start', '--model', gguf, '--sha256', SHA256, '--name', 'My Model'], '--name My Model: take'],
    [['start', '--url', 'http://127.0.0.1:1/x'], '--url needs --sha256'],
    [['run', 'smollm2'], 'run what?'],
    [['stop', 'gpt-17'], 'gpt-17 is not one known model'],
  ])('refuses %j before anything is fetched', (args, message) => {
    const { code, stderr } = run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(`local-llm.sh: `);
    expect(stderr).toContain(message);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(fetched()).toBe(false);
  });

  it('starts nothing when a file has another SHA-256 than the one given, and names both', () => {
    const other = '0'.repeat(64);
    const { code, stderr } = run('start', '--model', 'Some-Model.gguf', '--sha256', other);
    expect(code).toBe(1);
    expect(stderr).toContain(`has SHA-256 ${SHA256}, not ${other}: nothing was started`);
    expect(started()).toBe(false);
  });

  it('asks for the SHA-256 of a file that it does not know, and says what it is', () => {
    const { code, stderr } = run('start', '--model', 'Some-Model.gguf');
    expect(code).toBe(1);
    expect(stderr).toContain(`if it is the file that you mean, give --sha256 ${SHA256}`);
    expect(started()).toBe(false);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)('the weights that local-llm.sh fetches', () => {
  let server: Server;
  let base = '';
  const PARTS = ['GGUF, in ', 'two parts'];
  const WHOLE = createHash('sha256').update(PARTS.join('')).digest('hex');
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const part = PARTS[Number(request.url?.slice(1))];
      response.writeHead(part === undefined ? 404 : 200).end(part);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  /** The part of the script that fetches, without the server behind it. */
  function fetchParts(sha256: string, ...paths: string[]): Promise<{ code: number | null; stderr: string }> {
    const script = `set -euo pipefail; LLM_HOME=$1; shift
      for lib in common llm-weights; do . scripts/lib/$lib.sh; done
      cached_weights "$@"; cat "$LLM_FILE"`;
    const urls = paths.map((path) => base + path);
    const args = ['-c', script, 'test', join(folder, 'fetched'), sha256, ...urls];
    return new Promise((done) => {
      const child = execFile('bash', args, (_error, _stdout, stderr) =>
        done({ code: child.exitCode, stderr }),
      );
    });
  }

  it('are put together from their parts, which are asked for once', async () => {
    expect(await fetchParts(WHOLE, '/0', '/1')).toMatchObject({ code: 0 });
    asked.length = 0;
    expect(await fetchParts(WHOLE, '/0', '/1')).toMatchObject({ code: 0 });
    expect(asked).toEqual([]);
  });

  it('are thrown away when together they have another SHA-256', async () => {
    const { code, stderr } = await fetchParts(WHOLE.replace(/^./, 'g'), '/0', '/1');
    expect(code).toBe(1);
    expect(stderr).toContain(`have SHA-256 ${WHOLE}, not g`);
  });

  it('are asked for again from the part that was missing', async () => {
    const other = 'f'.repeat(64);
    expect(await fetchParts(other, '/0', '/9')).toMatchObject({ code: 1 });
    asked.length = 0;
    await fetchParts(other, '/0', '/1');
    expect(asked).toEqual(['/1']);
  });

  it('are refused when the file in the cache was spoilt', async () => {
    writeFileSync(join(folder, 'fetched', 'weights', `${WHOLE}.gguf`), 'GGUF, in two part5');
    const { code, stderr } = await fetchParts(WHOLE, '/0', '/1');
    expect(code).toBe(1);
    expect(stderr).toContain('no longer has the SHA-256 in its name');
  });
});

describe('the file of models that local-llm.sh writes', () => {
  it('is read by the harness, with what the servers are called and where they answer', async () => {
    const id = 'some-model-q4_k_m';
    const facts = join(folder, 'written', 'servers', id);
    mkdirSync(facts, { recursive: true });
    writeFileSync(join(facts, 'name'), "Somebody's Model: Q4_K_M\n");
    writeFileSync(join(facts, 'port'), '8432\n');
    writeFileSync(join(facts, 'slots'), '4\n');
    const script = `set -euo pipefail; LLM_HOME=$1
      for lib in common llm-servers llm-model-file; do . scripts/lib/$lib.sh; done
      running_llms() { echo ${id}; }
      write_model_file`;
    expect(spawnSync('bash', ['-c', script, 'test', join(folder, 'written')]).status).toBe(0);
    const registry = await loadRegistry([join(folder, 'written', 'models.yaml')]);
    const baseUrl = 'http://127.0.0.1:8432/v1';
    expect(registry.get(id)).toMatchObject({
      name: "Somebody's Model: Q4_K_M",
      source: { kind: 'openai', apiName: id, baseUrl, keyVariable: null },
    });
    expect(registry.providers.get(baseUrl)).toMatchObject({ concurrency: 4 });
  });
});
