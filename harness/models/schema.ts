import { z } from 'zod';

/** What the client itself decides: a question is one user message, asked once, not streamed. */
export const RESERVED_PARAMETERS: readonly string[] = [
  'model',
  'messages',
  'n',
  'stream',
  'stream_options',
  'tools',
];

const keyVariable = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'must be the NAME of an environment variable, such as OPENAI_API_KEY, never the key itself',
  )
  .nullable();

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://api.openai.com/v1' })
  .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
    error: 'must not hold a user name or password: name a keyVariable',
  });

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('openai'), apiName: z.string().min(1), baseUrl, keyVariable }),
  z.strictObject({ kind: z.literal('recorded') }),
]);

const price = z.strictObject({
  inputUsdPerMTok: z.number().nonnegative(),
  outputUsdPerMTok: z.number().nonnegative(),
});

/** Parameters of a model or a study, as they are sent with a question. */
export const parametersSchema = z
  .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
  .refine((given) => !Object.keys(given).some((name) => RESERVED_PARAMETERS.includes(name)), {
    error: `must not set any of ${RESERVED_PARAMETERS.join(', ')}: the harness decides them`,
  });

const model = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots, dashes and underscores'),
    name: z.string().min(1),
    provenance: z
      .string()
      .regex(/^\[[PCD]\] \S/, "must begin with its mark, as in '[D] our own choice'")
      .optional(),
    source,
    price: price.nullable().default(null),
    priceSource: z.string().min(1).nullable().default(null),
    parameters: parametersSchema.default({}),
  })
  .refine((entry) => entry.price === null || entry.priceSource !== null, {
    path: ['priceSource'],
    error: 'must say where the price comes from',
  });

const perMinute = z.number().positive().nullable().default(null);

/** How a provider may be asked; what is left out has no limit but the harness's own default of questions at a time. */
const provider = z.strictObject({
  baseUrl,
  concurrency: z.int().positive().max(1000).optional(),
  requestsPerMinute: perMinute,
  /** Prompt and completion together. */
  tokensPerMinute: perMinute,
});
export type ProviderEntry = z.output<typeof provider>;

/** A file of models: the registry itself, or one that a user adds. */
export const modelFile = z.strictObject({
  models: z.array(model).min(1),
  providers: z.array(provider).default([]),
});
export type ModelFile = z.output<typeof modelFile>;
