import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What a scripted model says; `finishReason` is `stop` where it is left out. */
export interface ScriptedReply {
  readonly text: string;
  readonly finishReason?: string;
}
export type Script = (prompt: string) => string | ScriptedReply;

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Null where the request named none. */
  readonly model: string | null;
  readonly prompt: string | null;
}

export interface ScriptedServer {
  /** To be used as the base URL of an OpenAI-compatible endpoint; on the loopback interface only. */
  readonly baseUrl: string;
  /** Every request so far, in the order of their answers. */
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly model?: string;
  readonly prompt?: string;
}

const LARGEST_REQUEST_BYTES = 16 << 20;
/** A deterministic stand-in for tokens: one for every four characters begun. */
const CHARACTERS_A_TOKEN = 4;
/** Answers name no real time, so that two runs of a demo are the same. */
const CREATED = 0;

const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
});

/**
 * Starts a server that speaks the OpenAI chat-completions protocol (`/v1/chat/completions`, `/v1/models`) for scripted models,
 * which are functions of the prompt and no LLMs. It asks for no key.
 */
export async function startScriptedServer(
  scripts: Readonly<Record<string, Script>>,
): Promise<ScriptedServer> {
  const requests: LoggedRequest[] = [];
  const server = createServer((request, response) => {
    void respond(scripts, request).then((outcome) => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        status: outcome.status,
        model: outcome.model ?? null,
        prompt: outcome.prompt ?? null,
      });
      send(response, outcome);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function respond(
  scripts: Readonly<Record<string, Script>>,
  request: IncomingMessage,
): Promise<Outcome> {
  try {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (request.method === 'GET' && path === '/v1/models') return models(scripts);
    if (request.method === 'POST' && path === '/v1/chat/completions')
      return complete(scripts, await bodyOf(request));
    return fault(404, 'unknown_url', `Unknown request: ${request.method ?? ''} ${path}`);
  } catch (error) {
    // 400, because asking again would not help: the script does not know the prompt, or the request is too large.
    return fault(400, 'not_answered', error instanceof Error ? error.message : String(error));
  }
}

function models(scripts: Readonly<Record<string, Script>>): Outcome {
  const data = Object.keys(scripts).map((id) => ({
    id,
    object: 'model',
    created: CREATED,
    owned_by: 'scripted',
  }));
  return { status: 200, body: { object: 'list', data } };
}

function complete(scripts: Readonly<Record<string, Script>>, body: string): Outcome {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return fault(400, 'invalid_json', 'The request is not valid JSON.');
  }
  const parsed = chatRequest.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fault(400, 'invalid_request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { model, messages } = parsed.data;
  const script = Object.hasOwn(scripts, model) ? scripts[model] : undefined;
  if (script === undefined) {
    return { ...fault(404, 'model_not_found', `The model \`${model}\` does not exist.`), model };
  }
  const prompt = messages.map((message) => message.content).join('\n\n');
  const reply = script(prompt);
  const { text, finishReason = 'stop' } = typeof reply === 'string' ? { text: reply } : reply;
  return { status: 200, model, prompt, body: completion(model, prompt, text, finishReason) };
}

function completion(model: string, prompt: string, text: string, finishReason: string): unknown {
  const [promptTokens, completionTokens] = [tokens(prompt), tokens(text)];
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: CREATED,
    model,
    system_fingerprint: 'scripted',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

function tokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}

function fault(status: number, code: string, message: string): Outcome {
  return { status, body: { error: { message, type: 'invalid_request_error', param: null, code } } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_REQUEST_BYTES)
      throw new Error(`the request is larger than ${LARGEST_REQUEST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, outcome: Outcome): void {
  response.writeHead(outcome.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(outcome.body));
}
