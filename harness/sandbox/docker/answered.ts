import { SandboxFault } from '../contract.js';

/** On a busy machine an engine may take long; one that says nothing for so long will not. */
const ANSWER_MS = 60_000;

/**
 * What an engine answers to one request. Some of its requests never get an answer (to wait for a container that it removes
 * just then, for one), and its client waits for ever where an answer breaks off. Throws what `ask` does; `SandboxFault`
 * when nothing came in time, with the request given up, as an open one keeps the process going.
 */
export async function answered<T>(
  what: string,
  ask: (abortSignal: AbortSignal) => Promise<T>,
  ms = ANSWER_MS,
): Promise<T> {
  const request = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SandboxFault(`the Docker engine did not ${what} within ${ms / 1000} s`));
      request.abort();
    }, ms);
  });
  try {
    return await Promise.race([ask(request.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What it comes to; null when it hasn't in time. The process goes on meanwhile. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
