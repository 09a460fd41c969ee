import { Agent, fetch as undiciFetch } from 'undici';

const LARGEST_RESPONSE_BYTES = 256 << 20;

/** Node's own `fetch` gives up after five minutes without headers; whoever calls this one has a limit of his own. */
const PATIENT = new Agent({ headersTimeout: 0, bodyTimeout: 0, maxResponseSize: LARGEST_RESPONSE_BYTES });

/** `fetch` without a time limit of its own, so that a model may think for longer than five minutes. */
export const patientFetch = ((url: string, init?: object) =>
  undiciFetch(url, { ...init, dispatcher: PATIENT })) as unknown as typeof globalThis.fetch;
