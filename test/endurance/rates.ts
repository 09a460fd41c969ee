/**
 * Asks several providers at once, each with a limit of its own and a latency of 50 ms, for some minutes, and counts at the
 * servers, which are a process of their own: how much of its limit each was asked, and how many requests the fullest window
 * of a minute (of a second, where the limit is by the second) held.
 *
 *   npx tsx test/endurance/rates.ts [--minutes 3] [--minute 600,1200,3000] [--second 10,50]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openOpenAiSource } from '../../harness/models/openai.js';
import { Providers } from '../../harness/models/provider/providers.js';
import { modelAt } from '../integration/models/question-run.js';

const MINUTE_MS = 60_000;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    minute: { type: 'string', default: '600,1200,3000' },
    second: { type: 'string', default: '10,50' },
  },
});
const listOf = (text: string): number[] => text.split(',').filter(Boolean).map(Number);
const limits = [
  ...listOf(values.minute).map((limit) => ({ limit, windowMs: MINUTE_MS })),
  ...listOf(values.second).map((limit) => ({ limit, windowMs: 1000 })),
];

const servers = fork(fileURLToPath(new URL('rates-servers.ts', import.meta.url)), [String(limits.length)], {
  execArgv: ['--import', 'tsx'],
});
const [ports] = (await once(servers, 'message')) as [number[]];

const entries = new Map(
  limits.map(({ limit, windowMs }, n) => {
    const baseUrl = `http://127.0.0.1:${ports[n]}/v1`;
    const entry = {
      baseUrl,
      concurrency: 100,
      requestsPerMinute: windowMs === MINUTE_MS ? limit : null,
      requestsPerSecond: windowMs === MINUTE_MS ? null : limit,
      tokensPerMinute: null,
    };
    return [baseUrl, entry] as const;
  }),
);
const providers = new Providers(entries, 100);
const end = performance.now() + Number(values.minutes) * MINUTE_MS;

/** Asks as often as the limit lets it until the time is over. */
async function keepAsking(baseUrl: string): Promise<void> {
  const model = modelAt('m', baseUrl);
  const source = openOpenAiSource(model, { env: { KEY: 'any-key' } });
  const provider = providers.of(model);
  const ask = async (): Promise<void> => {
    while (performance.now() < end)
      await provider.ask('m', 1, (nextTry) => source.ask({ prompt: 'Q?', parameters: {} }, { nextTry }));
  };
  await Promise.all(Array.from({ length: 100 }, ask));
}
await Promise.all([...entries.keys()].map(keepAsking));

servers.send('report');
const [arrivals] = (await once(servers, 'message')) as [number[][]];
servers.disconnect();

/** The most arrivals within any window of this length, and when it begins, in ms since the first arrival. */
function fullest(times: readonly number[], windowMs: number): { most: number; fromMs: number } {
  let [most, fromMs] = [0, 0];
  for (let first = 0, next = 0; first < times.length; first++) {
    while (next < times.length && (times[next] ?? 0) < (times[first] ?? 0) + windowMs) next++;
    if (next - first > most) [most, fromMs] = [next - first, (times[first] ?? 0) - (times[0] ?? 0)];
  }
  return { most, fromMs };
}

const kept = limits.map(({ limit, windowMs }, n) => {
  // Those that waited when the time was over come at the same rate, up to 100 of them.
  const times = arrivals[n] ?? [];
  // From the second on: after the first request there is a pause.
  const spanMs = (times.at(-1) ?? 0) - (times[1] ?? 0);
  const share = ((times.length - 2) * windowMs) / spanMs / limit;
  const { most, fromMs } = fullest(times, windowMs);
  process.stdout.write(
    `limit ${limit} a ${windowMs === MINUTE_MS ? 'minute' : 'second'}: ${times.length} requests in ` +
      `${(spanMs / 1000).toFixed(1)} s, ${(100 * share).toFixed(2)} % of the limit, fullest window ${most} (from ${(fromMs / 1000).toFixed(1)} s on)\n`,
  );
  return share >= 0.98 && most <= limit;
});
process.exit(kept.every(Boolean) ? 0 : 1);
