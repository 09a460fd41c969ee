/** Runs in the second thread: does pieces as long as there are any that nobody has begun. */
import { workerData, type MessagePort } from 'node:worker_threads';
import { ENDED, HELPER, NEXT_PIECE, STARTING, WORKING } from './state.js';
import type { Begin, DonePiece, HelperData } from './state.js';

const { module, input, pieces, numbers, port } = workerData as HelperData & { readonly port: MessagePort };
const { begin } = (await import(module)) as { readonly begin: Begin<unknown, unknown> };

if (Atomics.compareExchange(numbers, HELPER, STARTING, WORKING) === STARTING) {
  try {
    const perform = begin(input);
    for (;;) {
      const piece = Atomics.add(numbers, NEXT_PIECE, 1);
      if (piece >= pieces) break;
      const done: DonePiece<unknown> = [piece, perform(piece)];
      port.postMessage(done);
    }
  } finally {
    // Of a piece that failed there is no result: the first thread does it again, and fails with the same error.
    Atomics.store(numbers, HELPER, ENDED);
    Atomics.notify(numbers, HELPER);
  }
}
