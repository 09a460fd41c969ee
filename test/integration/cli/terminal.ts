import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import xterm from '@xterm/headless';

/** Gives a command a pseudo terminal of the size that it is told, passes on what it writes there, and Ctrl-C for every line read. */
const PSEUDO_TERMINAL = `
import fcntl, os, pty, struct, sys, termios, threading
rows, columns = int(sys.argv[1]), int(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
def interrupt():
    for _ in sys.stdin:
        os.write(terminal, b'\\x03')
threading.Thread(target=interrupt, daemon=True).start()
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    os.write(1, data)
os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

export interface OnTerminal {
  readonly code: number | null;
  /** What stands on the terminal at the end, what was scrolled off included; without blanks at the ends of lines. */
  readonly lines: readonly string[];
  /** All bytes that were written to it. */
  readonly raw: string;
}

/**
 * Runs the real command line in a pseudo terminal. `interruptWhen` looks at what was written so far and says when Ctrl-C is to
 * be pressed, once.
 */
export async function onTerminal(
  args: readonly string[],
  size: { columns: number; rows: number },
  env: Readonly<Record<string, string>> = {},
  interruptWhen: (raw: string) => boolean = () => false,
): Promise<OnTerminal> {
  const command = [process.execPath, resolve('scripts/perforch.js'), ...args];
  const child = spawn('python3', ['-c', PSEUDO_TERMINAL, `${size.rows}`, `${size.columns}`, ...command], {
    env: { ...process.env, TERM: 'xterm-256color', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let raw = '';
  let isInterrupted = false;
  child.stdout.on('data', (chunk: Buffer) => {
    raw += chunk.toString('utf8');
    if (isInterrupted || !interruptWhen(raw)) return;
    isInterrupted = true;
    child.stdin.write('\n');
  });
  const code = await new Promise<number | null>((done, reject) => {
    child.once('error', reject);
    child.once('close', done);
  });
  return { code, raw, lines: await shown(raw, size) };
}

async function shown(raw: string, { columns, rows }: { columns: number; rows: number }): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(raw, done));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, index) =>
    (active.getLine(index)?.translateToString(true) ?? '').trimEnd(),
  );
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
