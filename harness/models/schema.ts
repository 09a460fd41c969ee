import { z } from 'zod';
import { headersSchema, variableName } from './headers-schema.js';
import { modelParametersSchema, RESERVED_PARAMETERS } from './parameters-schema.js';

export { parametersSchema } from './parameters-schema.js';

const isReserved = (name: string): boolean => RESERVED_PARAMETERS.includes(name);

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://api.openai.com/v1' })
  .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
    error: 'must not hold a user name or password: name a keyVariable',
  });

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('openai'),
    apiName: z.string().min(1),
    baseUrl,
    keyVariable: variableName.nullable(),
    endpoint: z.enum(['chat', 'completion'], 'must be chat or completion').optional(),
    headers: headersSchema.optional(),
    timeoutSeconds: z.number().positive().max(86_400).optional(),
  }),
  z.strictObject({ kind: z.literal('recorded') }),
]);

const price = z.strictObject({
  inputUsdPerMTok: z.number().nonnegative(),
  outputUsdPerMTok: z.number().nonnegative(),
});

const rename = z
  .record(z.string(), z.string().min(1))
  .refine((names) => ![...Object.keys(names), ...Object.values(names)].some(isReserved), {
    error: `must not name any of ${RESERVED_PARAMETERS.join(', ')}: the harness decides them`,
  })
  .refine((names) => new Set(Object.values(names)).size === Object.keys(names).length, {
    error: 'must not give two parameters the same name',
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
    parameters: modelParametersSchema.default({}),
    rename: rename.optional(),
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
  requestsPerSecond: z.number().positive().nullable().default(null),
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
