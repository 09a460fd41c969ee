import type { Choice, Cost, Options, Reply, Stage, Task, Tools, Words } from './contract.js';
import type { Event } from './event.js';

type BudgetKey = Extract<Event, { type: 'out_of_budget' }>['what'];

const FREE: Cost = { promptTokens: null, completionTokens: null, usd: null, latencyMs: null };

/** One task on its way: asks within the budget, and keeps what it cost and what happened. */
export class Solving {
  readonly task: Task;
  readonly options: Options;
  readonly evaluator: Tools['evaluator'];
  readonly events: Event[] = [];
  #calls = 0;
  #cost = FREE;
  #isOut = false;
  readonly #tools: Tools;
  readonly #now: () => number;
  readonly #begunMs: number;

  constructor(task: Task, tools: Tools, options: Options) {
    this.task = task;
    this.options = options;
    this.evaluator = tools.evaluator;
    this.#tools = tools;
    this.#now = tools.now ?? (() => performance.now());
    this.#begunMs = this.#now();
  }

  get calls(): number {
    return this.#calls;
  }

  get cost(): Cost {
    return this.#cost;
  }

  tell(event: Event): void {
    this.events.push(event);
    this.#tools.onEvent?.(event);
  }

  /** Whether another question may be asked; tells the first time that none may. */
  mayAsk(): boolean {
    if (this.#isOut) return false;
    const what = this.#exceeded();
    if (what === null) return true;
    this.#isOut = true;
    this.tell({ type: 'out_of_budget', what });
    return false;
  }

  /** Asks for a program, and tells what came. Null where there is none. To be called only when it `mayAsk`. */
  async ask(
    stage: Stage,
    { model, sample }: Choice,
    from: { readonly program: string; readonly failure: string | null } | null,
  ): Promise<string | null> {
    const { program = null, failure = null } = from ?? {};
    const reply = await this.#tools.asker.ask({ stage, model, sample, task: this.task, program, failure });
    if (reply.state !== 'unanswered') this.#spend(reply.cost);
    this.tell(eventOf(reply, stage, { model, sample }));
    return reply.state === 'program' ? reply.program : null;
  }

  /** To be called only when it `mayAsk`. */
  async askCategories(model: string, vocabulary: readonly string[], attempt: number): Promise<Words> {
    const words = await this.#tools.asker.askCategories(this.task, model, vocabulary, attempt);
    if (words.state === 'said') this.#spend(words.cost);
    return words;
  }

  #spend(cost: Cost): void {
    this.#calls++;
    this.#cost = {
      promptTokens: sum(this.#cost.promptTokens, cost.promptTokens),
      completionTokens: sum(this.#cost.completionTokens, cost.completionTokens),
      usd: sum(this.#cost.usd, cost.usd),
      latencyMs: sum(this.#cost.latencyMs, cost.latencyMs),
    };
  }

  #exceeded(): BudgetKey | null {
    const { promptTokens, completionTokens, usd } = this.#cost;
    const spent = {
      calls: this.#calls,
      tokens: (promptTokens ?? 0) + (completionTokens ?? 0),
      usd: usd ?? 0,
      wallMs: this.#now() - this.#begunMs,
    };
    const { budget } = this.options;
    const keys = ['calls', 'tokens', 'usd', 'wallMs'] as const;
    return keys.find((key) => budget[key] !== null && spent[key] >= budget[key]) ?? null;
  }
}

function eventOf(reply: Reply, stage: Stage, choice: Choice): Event {
  switch (reply.state) {
    case 'program':
      return { type: 'answered', stage, ...choice, cost: reply.cost };
    case 'no_program':
      return { type: 'no_program', stage, ...choice, reason: reply.reason, cost: reply.cost };
    case 'unanswered':
      return { type: 'unanswered', stage, ...choice, reason: reply.reason };
  }
}

/** Of what is known: null only where nothing is. */
function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
