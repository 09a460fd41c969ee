import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AttemptOutcome } from '../../../harness/models/contract.js';

export interface ServedRequest {
  readonly model: string;
  readonly prompt: string;
  readonly behaviour: string;
  /** What whoever asked should note of it. */
  readonly outcome: AttemptOutcome;
  /** A whole answer left the server. */
  answered: boolean;
}

export interface MisbehavingProvider {
  readonly baseUrl: string;
  readonly served: readonly ServedRequest[];
  close(): Promise<void>;
}

type Play = (response: ServerResponse, answer: string) => void;
interface Behaviour {
  readonly play: Play;
  readonly outcome: AttemptOutcome;
}

const head = { 'content-type': 'application/json' };
const error = (message: string, code?: string): string => JSON.stringify({ error: { message, code } });
const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Play =>
  (response) =>
    response.writeHead(status, { ...head, ...headers }).end(body);
const page = (title: string): string => `<!doctype html><html><title>${title}</title></html>`;

/** Drips a whole answer, a piece every few milliseconds. */
const drip: Play = (response, answer) => {
  response.writeHead(200, head);
  const pieces = answer.match(/[\s\S]{1,40}/g) ?? [];
  const next = (): void => {
    const piece = pieces.shift();
    if (piece === undefined) response.end();
    else response.write(piece, () => setTimeout(next, 5));
  };
  next();
};

const good: Play = (response, answer) => response.writeHead(200, head).end(answer);
const halfAnAnswer: Play = (response, answer) => {
  response.writeHead(200, { ...head, 'content-length': String(answer.length) });
  response.write(answer.slice(0, answer.length / 2), () => response.socket?.destroy());
};
const untilADate: Play = (response, answer) =>
  plain(429, error('slow down'), { 'retry-after': new Date(Date.now() + 900).toUTCString() })(
    response,
    answer,
  );

const is = (outcome: AttemptOutcome, play: Play): Behaviour => ({ outcome, play });
/** Everything that was seen of providers; a good answer comes as often as all of them together. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  'too many, wait a second': is('rate_limited', plain(429, error('slow down'), { 'retry-after': '1' })),
  'too many, wait some ms': is('rate_limited', plain(429, error('slow down'), { 'retry-after-ms': '250' })),
  'too many, until a date': is('rate_limited', untilADate),
  'too many': is('rate_limited', plain(429, error('slow down'))),
  'server error': is('server_error', plain(500, error('boom'))),
  unavailable: is('server_error', plain(503, '')),
  reset: is('connection', (response) => response.socket?.resetAndDestroy()),
  stall: is('timeout', () => undefined),
  'half an answer': is('connection', halfAnAnswer),
  'invalid JSON': is('not_a_completion', plain(200, '{"choices": [{"message": ')),
  'an HTML page': is('server_error', plain(502, page('Bad gateway'))),
  'an HTML page with status 200': is('not_a_completion', plain(200, page('Sign in'))),
  'an error with status 200': is('not_a_completion', plain(200, error('upstream failed'))),
  'no choice': is('not_a_completion', plain(200, '{"choices": []}')),
  'another model': is('answered', (response, answer) =>
    good(response, answer.replace(/"model":"[^"]*"/, '"model":"another-model"')),
  ),
  drip: is('answered', drip),
};
/** Until a human does something, every question gets the same. */
const REFUSALS = {
  'the wrong key': is('refused_key', plain(401, error('401 no such key', 'invalid_api_key'))),
  'no money': is('quota_exhausted', plain(429, error('You exceeded your quota', 'insufficient_quota'))),
  'no such model': is('refused_question', plain(404, error('404 no such model'))),
  down: is('server_error', plain(503, '')),
};
type Refusal = keyof typeof REFUSALS;
/** In all: the faults, a good answer, and the refusals. */
export const WAYS = Object.keys(BEHAVIOURS).length + 1 + Object.keys(REFUSALS).length;
const FAULTS = Object.keys(BEHAVIOURS);

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

/** A real HTTP server that knows the models `known`, takes `key`, and misbehaves in all ways. */
export async function startMisbehavingProvider(options: {
  readonly known: readonly string[];
  readonly key: string;
  /** What it says to the question number `n`, whatever is asked; null: it answers it as it should. */
  readonly refuses?: (n: number) => 'down' | 'no money' | 'the wrong key' | null;
}): Promise<MisbehavingProvider> {
  const served: ServedRequest[] = [];
  const attempts = new Map<string, number>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { model, messages } = JSON.parse(body) as { model: string; messages: { content: string }[] };
      const prompt = messages[0]?.content ?? '';
      const refusal = refusalOf(model, request.headers.authorization);
      const behaviour = refusal ?? behaviourOf(model, prompt, attemptOf(model, prompt, refusal));
      const { play, outcome } =
        refusal === null ? (BEHAVIOURS[behaviour] ?? is('answered', good)) : REFUSALS[refusal];
      const entry = { model, prompt, behaviour, outcome, answered: false };
      response.setHeader('x-request-id', `request-${served.push(entry)}`);
      response.on('finish', () => (entry.answered = outcome === 'answered'));
      play(response, completionOf(model, prompt));
    });
  });
  function attemptOf(model: string, prompt: string, refusal: Refusal | null): number {
    const id = `${model}\n${prompt}`;
    const attempt = attempts.get(id) ?? 0;
    if (refusal === null) attempts.set(id, attempt + 1);
    return attempt;
  }
  function refusalOf(model: string, authorization: string | undefined): Refusal | null {
    const refusal = options.refuses?.(served.length) ?? null;
    if (refusal !== null) return refusal;
    if (authorization !== `Bearer ${options.key}`) return 'the wrong key';
    return options.known.includes(model) ? null : 'no such model';
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
