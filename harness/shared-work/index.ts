import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { AWAY, HELPER, NEXT_PIECE, NUMBERS, STARTING, WORKING } from './state.js';
import type { DonePiece, HelperData } from './state.js';

export type { Begin } from './state.js';

/** A helper that is at one piece for so long is not waited for. */
const STALLED_MS = 60_000;

/**
 * Work in pieces that don't depend on each other, which a second thread takes part in where the machine has a second CPU. Each
 * piece is done by whoever comes first, and gives the same result in either: so nothing depends on how fast the helper is, or
 * whether it comes at all. This thread waits without turning its event loop: whoever calls need not be asynchronous.
 */
export class SharedWork<Result> {
  readonly #pieces: number;
  readonly #perform: (piece: number) => Result;
  readonly #numbers = new Int32Array(new SharedArrayBuffer(NUMBERS * Int32Array.BYTES_PER_ELEMENT));
  readonly #helper: { readonly worker: Worker; readonly port: MessagePort } | null;

  /**
   * `perform` does a piece here. The helper imports `module`, whose export `begin` makes the same function of `input`, which is
   * copied for it; it begins at once. `alone`: there is to be none.
   */
  constructor(options: {
    readonly pieces: number;
    readonly perform: (piece: number) => Result;
    readonly module: string;
    readonly input: unknown;
    readonly alone: boolean;
  }) {
    const { pieces, perform, module, input } = options;
    this.#pieces = pieces;
    this.#perform = perform;
    const alone = options.alone || availableParallelism() === 1;
    this.#helper = alone ? null : startHelper({ module, input, pieces, numbers: this.#numbers });
  }

  /** Whether a second thread has begun to take part. */
  isHelped(): boolean {
    return Atomics.load(this.#numbers, HELPER) === WORKING;
  }

  /** Does what nobody has begun, and gives all results in the order of the pieces. Throws what a piece throws. */
  finish(): Result[] {
    const done = new Map<number, Result>();
    try {
      for (;;) {
        const piece = Atomics.add(this.#numbers, NEXT_PIECE, 1);
        if (piece >= this.#pieces) break;
        done.set(piece, this.#perform(piece));
      }
      this.#addHelped(done);
    } finally {
      void this.#helper?.worker.terminate();
    }
    return Array.from({ length: this.#pieces }, (_, piece) =>
      done.has(piece) ? (done.get(piece) as Result) : this.#perform(piece),
    );
  }

  /** Waits until the helper is through with the piece that it is at, and adds what it has done. */
  #addHelped(done: Map<number, Result>): void {
    const numbers = this.#numbers;
    if (this.#helper === null) return;
    if (Atomics.compareExchange(numbers, HELPER, STARTING, AWAY) === STARTING) return;
    let known = -1;
    for (;;) {
      const state = Atomics.load(numbers, HELPER);
      receiveAll(this.#helper.port, done);
      if (state !== WORKING || done.size === known) return;
      known = done.size;
      Atomics.wait(numbers, HELPER, WORKING, STALLED_MS);
    }
  }
}

function receiveAll<Result>(port: MessagePort, done: Map<number, Result>): void {
  for (;;) {
    const received = receiveMessageOnPort(port) as { readonly message: DonePiece<Result> } | undefined;
    if (received === undefined) return;
    done.set(...received.message);
  }
}

function startHelper(data: HelperData): { readonly worker: Worker; readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('start-helper.js', import.meta.url), {
    execArgv: [],
    workerData: { ...data, port: port2 },
    transferList: [port2],
  });
  // It is of no consequence: what it hasn't done is done here.
  worker.on('error', () => undefined);
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}
