import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ServedRequest {
  readonly model: string;
  readonly prompt: string;
  readonly behaviour: string;
  /** A whole answer left the server. */
  answered: boolean;
}

export interface MisbehavingProvider {
  readonly baseUrl: string;
  readonly served: readonly ServedRequest[];
  close(): Promise<void>;
}

type Behaviour = (response: ServerResponse, answer: string) => void;

const head = { 'content-type': 'application/json' };
const error = (message: string): string => JSON.stringify({ error: { message } });
const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, { ...head, ...headers }).end(body);

/** Drips a whole answer, a piece every few milliseconds. */
const drip: Behaviour = (response, answer) => {
  response.writeHead(200, head);
  const pieces = answer.match(/[\s\S]{1,40}/g) ?? [];
  const next = (): void => {
    const piece = pieces.shift();
    if (piece === undefined) response.end();
    else response.write(piece, () => setTimeout(next, 5));
  };
  next();
};

/** Everything that was seen of providers, and a good answer as often as all faults together. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'too many, wait a second': plain(429, error('slow down'), { 'retry-after': '1' }),
  'too many, until a date': (response) =>
    plain(429, error('slow down'), { 'retry-after': new Date(Date.now() + 900).toUTCString() })(response, ''),
  'too many': plain(429, error('slow down')),
  'server error': plain(500, error('boom')),
  unavailable: plain(503, ''),
  reset: (response) => response.socket?.resetAndDestroy(),
  stall: () => undefined,
  'half an answer': (response, answer) => {
    response.writeHead(200, { ...head, 'content-length': String(answer.length) });
    response.write(answer.slice(0, answer.length / 2), () => response.socket?.destroy());
  },
  'invalid JSON': plain(200, '{"choices": [{"message": '),
  'an HTML page': plain(502, '<!doctype html><html><title>Bad gateway</title></html>'),
  'an error with status 200': plain(200, error('upstream failed')),
  drip,
};
const FAULTS = Object.keys(BEHAVIOURS);
const GOOD: Behaviour = (response, answer) => response.writeHead(200, head).end(answer);

/** What the server says to a prompt: known to the test, and different for every model and prompt. */
export function answerTo(model: string, prompt: string): string {
  return createHash('sha256').update(`${model}\n${prompt}`).digest('hex');
}

function completionOf(model: string, prompt: string): string {
  const message = { role: 'assistant', content: answerTo(model, prompt) };
  const usage = { prompt_tokens: prompt.length, completion_tokens: 64, total_tokens: prompt.length + 64 };
  return JSON.stringify({ id: 'c', model, choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
}

/** The first tries of every question draw their fates from its hash: of each question the same ones in every run. */
function behaviourOf(model: string, prompt: string, attempt: number): string {
  const draw =
    createHash('sha256').update(`${attempt}\n${model}\n${prompt}`).digest().readUInt32LE() / 2 ** 32;
  return draw < 0.5 ? 'good' : (FAULTS[Math.floor((draw - 0.5) * 2 * FAULTS.length)] ?? 'good');
}

/** A real HTTP server that knows the models `known`, takes `key`, and misbehaves in all ways unless it is `dead`. */
export async function startMisbehavingProvider(options: {
  readonly known: readonly string[];
  readonly key: string;
  readonly dead?: boolean;
}): Promise<MisbehavingProvider> {
  const served: ServedRequest[] = [];
  const attempts = new Map<string, number>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { model, messages } = JSON.parse(body) as { model: string; messages: { content: string }[] };
      const prompt = messages[0]?.content ?? '';
      const id = `${model}\n${prompt}`;
      const attempt = attempts.get(id) ?? 0;
      attempts.set(id, attempt + 1);
      const refusal = refusalOf(model, request.headers.authorization);
      const behaviour = refusal ?? behaviourOf(model, prompt, attempt);
      const entry = { model, prompt, behaviour, answered: false };
      served.push(entry);
      response.on('finish', () => (entry.answered = behaviour === 'good' || behaviour === 'drip'));
      if (refusal !== null) plain(Number(refusal), error('refused'))(response, '');
      else (BEHAVIOURS[behaviour] ?? GOOD)(response, completionOf(model, prompt));
    });
  });
  function refusalOf(model: string, authorization: string | undefined): string | null {
    if (options.dead === true) return '503';
    if (authorization !== `Bearer ${options.key}`) return '401';
    return options.known.includes(model) ? null : '404';
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    served,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
