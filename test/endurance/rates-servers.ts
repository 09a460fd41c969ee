/** Servers that answer after 50 ms and note when each request arrived; reports to the process that has begun it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const LATENCY_MS = 50;
const BODY = JSON.stringify({
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'an answer' }, finish_reason: 'stop' }],
});
const arrivals = Array.from({ length: Number(process.argv[2]) }, (): number[] => []);
const servers = arrivals.map((times) =>
  createServer((request, response) => {
    times.push(performance.now());
    request.resume();
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(BODY), LATENCY_MS);
  }),
);
await Promise.all(
  servers.map((server) => new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))),
);
process.send?.(servers.map((server) => (server.address() as AddressInfo).port));
process.on('message', () => process.send?.(arrivals));
process.on('disconnect', () => process.exit(0));
