import type { StartedContainer } from './container.js';
import type { ContainerShape } from './container-options.js';

interface Warm {
  readonly key: string;
  readonly container: Promise<StartedContainer>;
}

/**
 * Keeps a few started containers for jobs to come. Each is given to one job and never taken back; one that waited is as
 * good as a new one, as only its supervisor has run in it. The shapes that were asked for last are the ones that are kept.
 */
export class WarmPool {
  /** Oldest first; never more than `size`. */
  readonly #warm: Warm[] = [];
  readonly #ending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(
    private readonly start: (shape: ContainerShape) => Promise<StartedContainer>,
    private readonly size: number,
  ) {}

  /** A container of this shape that nobody has used; replaced in the background. Throws as `start` does. */
  async take(shape: ContainerShape): Promise<StartedContainer> {
    // Beside what is timed nothing else is to start or end.
    if (shape.timed || this.size === 0) return this.start(shape);
    const ready = await this.#takeWarm(JSON.stringify(shape));
    const taken = ready ?? (await this.start(shape));
    this.#keep(shape);
    return taken;
  }

  /** Ends all that wait. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#warm.splice(0).forEach((warm) => this.#end(warm));
    await Promise.all(this.#ending);
  }

  async #takeWarm(key: string): Promise<StartedContainer | null> {
    for (;;) {
      const at = this.#warm.findIndex((warm) => warm.key === key);
      const [found] = at < 0 ? [] : this.#warm.splice(at, 1);
      if (found === undefined) return null;
      const container = await found.container.catch(() => null);
      if (container?.isWaiting() === true) return container;
      await container?.discard();
    }
  }

  #keep(shape: ContainerShape): void {
    if (this.#closed) return;
    const warm = { key: JSON.stringify(shape), container: this.start(shape) };
    // Who takes it sees why it failed; until then nobody does.
    warm.container.catch(() => undefined);
    this.#warm.push(warm);
    this.#warm.splice(0, this.#warm.length - this.size).forEach((old) => this.#end(old));
  }

  #end({ container }: Warm): void {
    const ending = container
      .then(async (started) => started.discard())
      .catch(() => undefined)
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
