import { spawn } from 'node:child_process';

export interface Neighbours {
  stop(): void;
}

/** Starts so many processes that compute without end, on whatever CPU the kernel gives them. */
export function startNeighbours(count: number): Neighbours {
  const busy = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }),
  );
  const stop = (): void => {
    for (const child of busy) child.kill('SIGKILL');
  };
  process.once('exit', stop);
  return {
    stop() {
      process.off('exit', stop);
      stop();
    },
  };
}
