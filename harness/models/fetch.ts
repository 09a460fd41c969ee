const LARGEST_RESPONSE_BYTES = 256 << 20;

let client: Promise<typeof globalThis.fetch> | undefined;

/** Node's own `fetch` gives up after five minutes without headers; whoever calls this one has a limit of his own. */
async function patientClient(): Promise<typeof globalThis.fetch> {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LARGEST_RESPONSE_BYTES,
  });
  return ((url: string, init?: object) =>
    fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
}

/** `fetch` without a time limit of its own, so that a model may think for longer than five minutes. */
export const patientFetch: typeof globalThis.fetch = async (input, init) => {
  client ??= patientClient();
  return await (
    await client
  )(input, init);
};
