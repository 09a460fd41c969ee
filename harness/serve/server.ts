import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../errors.js';
import type { ChatAnswer } from './agent.js';
import { ApiError, HungUp, NOT_AGAIN } from './api-error.js';
import { admit, bodyOf } from './guard.js';
import { completionOf, streamOf } from './reply.js';
import { MODEL_ID, parseRequest, type ChatRequest } from './request.js';

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Null: no key is asked for, which is for loopback only. */
  readonly key: string | null;
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  readonly answer: (request: ChatRequest, signal: AbortSignal) => Promise<ChatAnswer>;
  /** A line about each request; what went wrong in here, which no client is told. */
  readonly onNote: (note: string) => void;
}

export interface ChatServer {
  readonly baseUrl: string;
  /** Takes no more requests, ends those under way with an error, and waits until their work has ended. */
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** For a request to come in: its headers, and all of it. */
const RECEIVING = { headersTimeout: 10_000, requestTimeout: 60_000 };
const MOST_CONNECTIONS = 256;
const RETRY_AFTER_SECONDS = 5;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Speaks the OpenAI chat-completions protocol. Throws `UserError` where it can't listen. */
export async function startChatServer(options: ServeOptions): Promise<ChatServer> {
  const { host, port, onNote } = options;
  const service = new Service(options);
  const server = createServer(RECEIVING, (request, response) => {
    service.handle(request, response).catch((error: unknown) => onNote(`reply failed: ${String(error)}`));
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: Error): void =>
      reject(new UserError(`--host ${host} --port ${port}: ${cause.message}`, { cause }));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  const { address, family, port: opened } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${family === 'IPv6' ? `[${address}]` : address}:${opened}/v1`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await service.stop();
      server.closeIdleConnections();
      const giveUp = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(giveUp);
    },
  };
}

class Service {
  readonly #options: ServeOptions;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(options: ServeOptions) {
    this.#options = options;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(
      new ApiError(503, 'stopping', 'The server is being stopped.', { headers: NOT_AGAIN }),
    );
    await Promise.allSettled(this.#underWay);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begunMs = performance.now();
    let reply: Reply | null;
    try {
      reply = await this.#reply(request, response);
    } catch (error) {
      reply = this.#failure(error);
    }
    const taken = `${((performance.now() - begunMs) / 1000).toFixed(1)} s`;
    this.#options.onNote(`${lineOf(request)} ${reply?.status ?? 'hung up'} ${taken}`);
    if (reply === null || response.destroyed) return;
    const length = Buffer.byteLength(reply.body);
    response.writeHead(reply.status, {
      ...{ ...reply.headers, 'content-length': length, 'cache-control': 'no-store' },
    });
    response.end(reply.body);
  }

  #reply(request: IncomingMessage, response: ServerResponse): Reply | Promise<Reply> {
    const path = request.url?.split('?')[0] ?? '';
    admit(request, this.#options.key);
    if (path === '/v1/models') return only('GET', request, () => json({ object: 'list', data: [MODEL] }));
    if (path === `/v1/models/${MODEL_ID}`) return only('GET', request, () => json(MODEL));
    if (path.startsWith('/v1/models/')) {
      const text = `The model does not exist: ${MODEL_ID} is the only one.`;
      throw new ApiError(404, 'model_not_found', text, { param: 'model' });
    }
    if (path === '/v1/chat/completions') return only('POST', request, () => this.#chat(request, response));
    throw new ApiError(404, 'unknown_url', 'There is nothing at this address.');
  }

  async #chat(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const asked = parseRequest(await bodyOf(request));
    const id = randomUUID();
    const completion = completionOf(await this.#answered(asked, response), id, Date.now());
    const headers = { 'x-request-id': id, 'x-perforch-validated': completion.perforch.validated };
    if (!asked.stream) return json(completion, headers);
    const body = streamOf(completion, asked.includeUsage);
    return { status: 200, headers: { ...headers, 'content-type': 'text/event-stream' }, body };
  }

  /** A place is free again when the work has ended, which may be after its client was told that it took too long. */
  async #answered(asked: ChatRequest, response: ServerResponse): Promise<ChatAnswer> {
    const { maxConcurrent, timeoutMs, answer } = this.#options;
    this.#stopping.signal.throwIfAborted();
    if (this.#underWay.size >= maxConcurrent) {
      const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
      const text = `${maxConcurrent} requests are being worked on already: try again later.`;
      throw new ApiError(429, 'too_many_requests', text, { headers });
    }
    const own = new AbortController();
    const tooLong = `The request took longer than ${timeoutMs / 1000} s.`;
    const timer = setTimeout(
      () => own.abort(new ApiError(504, 'timeout', tooLong, { headers: NOT_AGAIN })),
      timeoutMs,
    );
    response.once('close', () => own.abort(new HungUp()));
    const stop = (): void => own.abort(this.#stopping.signal.reason);
    this.#stopping.signal.addEventListener('abort', stop);
    const work = answer(asked, own.signal).finally(() => {
      clearTimeout(timer);
      this.#stopping.signal.removeEventListener('abort', stop);
      this.#underWay.delete(work);
    });
    this.#underWay.add(work);
    const given = await Promise.race([work, raised(own.signal)]).catch((error: unknown) => {
      own.signal.throwIfAborted();
      throw error;
    });
    return given;
  }

  /** Null: nobody is there to be told. */
  #failure(error: unknown): Reply | null {
    if (error instanceof HungUp) return null;
    if (error instanceof ApiError) return json(error, error.headers, error.status);
    this.#options.onNote(
      `internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    const told = new ApiError(
      500,
      'internal_error',
      'Something went wrong here; it is noted where perforch runs.',
    );
    return json(told, told.headers, told.status);
  }
}

/** Answers name no real time of the model's making: it is made anew with each profile. */
const MODEL = { id: MODEL_ID, object: 'model', created: 0, owned_by: 'perforch' } as const;

function only<T>(method: string, request: IncomingMessage, work: () => T): T {
  if (request.method === method) return work();
  const text = `${request.method ?? ''} is not for this address: use ${method}.`;
  throw new ApiError(405, 'method_not_allowed', text, { headers: { allow: method } });
}

const MOST_NOTED = 80;

/** Method and path as they may be shown: a client may write anything. */
function lineOf({ method = '', url = '' }: IncomingMessage): string {
  return JSON.stringify(`${method} ${url.split('?')[0] ?? ''}`.slice(0, MOST_NOTED)).slice(1, -1);
}

function json(body: object, headers: Readonly<Record<string, string>> = {}, status = 200): Reply {
  return { status, headers: { ...headers, ...JSON_TYPE }, body: JSON.stringify(body) };
}

function raised(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
