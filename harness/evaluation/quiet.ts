/**
 * Work that may go on side by side, and work that must be alone on the machine. Whoever must be alone waits for what is under
 * way, and holds up what comes after.
 */
export class Quiet {
  #shared = 0;
  #alone = false;
  #wantAlone = 0;
  readonly #waiting: (() => void)[] = [];

  async shared<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone || this.#wantAlone > 0) await this.#change();
    this.#shared++;
    try {
      return await work();
    } finally {
      this.#shared--;
      this.#changed();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.#wantAlone++;
    while (this.#alone || this.#shared > 0) await this.#change();
    this.#wantAlone--;
    this.#alone = true;
    try {
      return await work();
    } finally {
      this.#alone = false;
      this.#changed();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #changed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
