import { describe, expect, it } from 'vitest';
import { headersSchema } from '../../../harness/models/headers-schema.js';

const faultOf = (headers: unknown): string | undefined =>
  headersSchema.safeParse(headers).error?.issues[0]?.message;

describe('extra headers', () => {
  it('are texts, or name a variable', () => {
    const headers = { 'X-Title': 'a study', 'x-api-key': { variable: 'SECOND_KEY' } };
    expect(headersSchema.parse(headers)).toEqual(headers);
  });

  it.each([
    [{ authorization: 'Bearer x' }, /name the key with keyVariable/],
    [{ Authorization: { variable: 'KEY' } }, /name the key with keyVariable/],
    [{ Host: 'example.com' }, /the client sets it/],
    [{ 'x-api-key': 'sk-123456789' }, /write \{ variable: NAME \}/],
    [{ 'a b': 'x' }, /no name of a header/],
    [{ 'x-title': 'two\nlines' }, /plain characters/],
    [{ 'x-title': 'größer' }, /plain characters/],
  ])('must not be %j', (headers, message) => {
    expect(faultOf(headers)).toMatch(message);
  });
});
