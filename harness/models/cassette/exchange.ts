import { z } from 'zod';
import { UserError } from '../../errors.js';
import { canonicalJson, sha256 } from '../../hash.js';
import { askedForSchema } from './asked-for.js';
import { bytesSchema } from './bytes.js';

/** Raised when an older reader could no longer read a cassette. */
export const CASSETTE_VERSION = 1;

const headerSchema = z.strictObject({
  cassette: z.literal(CASSETTE_VERSION),
  /** Version of the perforch that began it. */
  perforch: z.string(),
});

const requestSchema = z.strictObject({
  method: z.string().regex(/^[A-Z]+$/),
  /** Of the address, without host and query. */
  path: z.string().startsWith('/'),
  /** JSON, its keys in order; null for a request without a body. */
  body: z.json(),
});
export type RecordedRequest = z.output<typeof requestSchema>;

const responseSchema = z.strictObject({
  kind: z.literal('response'),
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
  /** As it was after unpacking. */
  body: bytesSchema,
});
const failureSchema = z.strictObject({
  kind: z.literal('failure'),
  /** The error and what stood behind it, the outermost first. */
  causes: z.array(z.strictObject({ name: z.string(), message: z.string() })).min(1),
});

export const exchangeSchema = z.strictObject({
  startedIso: z.iso.datetime(),
  /** From sending to the last byte, or to the failure. */
  latencyMs: z.number().nonnegative(),
  /** Null for a request that belongs to no cell of a study. */
  for: askedForSchema.nullable(),
  request: requestSchema,
  outcome: z.discriminatedUnion('kind', [responseSchema, failureSchema]),
});
/** One request to a provider, and what came of it. */
export type Exchange = z.output<typeof exchangeSchema>;
export type Outcome = Exchange['outcome'];

export function headerLine(perforch: string): string {
  return `${JSON.stringify({ cassette: CASSETTE_VERSION, perforch })}\n`;
}

export function exchangeLine(exchange: Exchange): string {
  return `${JSON.stringify(exchange)}\n`;
}

/** Checks the first line of a cassette. Throws `UserError` that names file and line. */
export function checkHeader(file: string, text: string): void {
  const json = jsonOf(file, 1, text);
  const version = z.looseObject({ cassette: z.unknown() }).safeParse(json).data?.cassette;
  if (version === undefined)
    throw new UserError(`${file}:1: no cassette of perforch: name a file that run --record wrote`);
  if (version !== CASSETTE_VERSION) {
    throw new UserError(
      `${file}:1: cassette: version ${JSON.stringify(version)}, this perforch knows ${CASSETTE_VERSION}: use another version of perforch`,
    );
  }
  parseLine(file, 1, headerSchema, json);
}

/** Reads any other line. Throws `UserError` (`file:line: field: fault`). */
export function parseExchange(file: string, line: number, text: string): Exchange {
  return parseLine(file, line, exchangeSchema, jsonOf(file, line, text));
}

/** What a request is found by: the request itself, and which answer it was sent for. */
export function exchangeKey({ request, for: purpose }: Pick<Exchange, 'request' | 'for'>): string {
  const { method, path, body } = request;
  return sha256(canonicalJson([method, path, body, purpose?.answer ?? null]));
}

function jsonOf(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${file}:${line}: not valid JSON: each line of a cassette is one JSON object`);
  }
}

function parseLine<S extends z.ZodType>(file: string, line: number, schema: S, json: unknown): z.output<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new UserError(`${file}:${line}: ${field || 'the line'}: ${issue?.message ?? 'does not fit'}`);
}
