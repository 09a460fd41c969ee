import { note, openScreen } from './output.js';

export const LINE_EVERY_MS = 5_000;
const REDRAWN_EVERY_MS = 250;

/**
 * Shows how far long work is: one line that is rewritten on a terminal, a plain line every few seconds where standard
 * error is piped.
 */
export class ProgressLine {
  readonly #screen = openScreen();
  #shown = 0;
  #last = '';

  update(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    const now = Date.now();
    if (now - this.#shown < (this.#screen === null ? LINE_EVERY_MS : REDRAWN_EVERY_MS)) return;
    this.#shown = now;
    this.#write();
  }

  /** Shows the last state, and leaves the line. */
  end(): void {
    if (this.#last !== '') this.#write();
    this.#screen?.end();
    this.#last = '';
  }

  #write(): void {
    if (this.#screen === null) note(this.#last);
    else this.#screen.show([this.#last]);
  }
}
