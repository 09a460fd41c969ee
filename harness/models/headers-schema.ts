import { z } from 'zod';

/** Name of an environment variable that holds a secret. */
export const variableName = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'must be the NAME of an environment variable, such as OPENAI_API_KEY, never the key itself',
  );

/** What the client and HTTP set by themselves. */
const TAKEN =
  /^(authorization|host|connection|content-(type|length|encoding)|transfer-encoding|accept-encoding|expect)$/i;
/** Names of headers that hold something secret, more likely than not. */
const SECRET = /key|token|secret|auth|cookie|password|credential/i;

const value = z.union(
  [
    z.string().regex(/^[\t\x20-\x7e]+$/, 'must be a text of plain characters'),
    z.strictObject({ variable: variableName }),
  ],
  {
    error: 'must be a text of plain characters, or { variable: NAME } for one that is secret',
  },
);

/** Extra HTTP headers of a model: literal, or, for secret ones, from environment variables. */
export const headersSchema = z.record(z.string(), value).superRefine((headers, context) => {
  for (const [name, given] of Object.entries(headers)) {
    const fault = faultOf(name, given);
    if (fault !== null) context.addIssue({ code: 'custom', path: [name], message: fault });
  }
});

function faultOf(name: string, given: z.output<typeof value>): string | null {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return 'is no name of a header';
  if (/^authorization$/i.test(name)) return 'cannot be set here: name the key with keyVariable';
  if (TAKEN.test(name)) return 'cannot be set: the client sets it';
  if (typeof given === 'string' && SECRET.test(name))
    return 'looks like a secret, which belongs in no file: write { variable: NAME }';
  return null;
}
