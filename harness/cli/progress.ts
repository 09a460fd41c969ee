import { note } from './output.js';

const LINE_EVERY_MS = 5_000;

/**
 * Shows how far long work is: one line that is rewritten on a terminal, a plain line every few seconds where standard
 * error is piped.
 */
export class ProgressLine {
  readonly #live = process.stderr.isTTY;
  #shown = 0;
  #last = '';

  update(text: string): void {
    if (text === this.#last) return;
    const now = Date.now();
    if (now - this.#shown < (this.#live ? 100 : LINE_EVERY_MS)) {
      this.#last = text;
      return;
    }
    this.#shown = now;
    this.#last = text;
    if (this.#live) process.stderr.write(`\r\u001b[K${text}`);
    else note(text);
  }

  /** Shows the last state, and leaves the line. */
  end(): void {
    if (this.#last === '') return;
    if (this.#live) process.stderr.write(`\r\u001b[K${this.#last}\n`);
    else note(this.#last);
    this.#last = '';
  }
}
