import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Behaviour = (response: ServerResponse) => void;

export interface FlakyServer {
  readonly baseUrl: string;
  readonly received: { body: unknown; headers: IncomingHttpHeaders; url: string }[];
  close(): Promise<void>;
}

/** A real HTTP server that plays one behaviour a request, and the last one for ever. */
export async function startFlakyServer(...behaviours: Behaviour[]): Promise<FlakyServer> {
  const received: FlakyServer['received'] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const behaviour = behaviours[Math.min(received.length, behaviours.length - 1)];
      received.push({ body: JSON.parse(body), headers: request.headers, url: request.url ?? '' });
      behaviour?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const completion = (
  message: object,
  finishReason: string | null = 'stop',
  more: object = {},
): Behaviour =>
  json(200, {
    id: 'c1',
    object: 'chat.completion',
    model: 'served-model',
    system_fingerprint: 'fp_1',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
    ...more,
  });

export const good = completion({ content: 'the answer' });

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

export function raw(status: number, body: string, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

export const reset: Behaviour = (response) => response.socket?.resetAndDestroy();

export const stall: Behaviour = () => undefined;

/** Headers and half of a body, then nothing. */
export const stallInBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"choices": [');
};
