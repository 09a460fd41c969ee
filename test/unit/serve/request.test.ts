import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../harness/serve/api-error.js';
import { parseRequest } from '../../../harness/serve/request.js';

const parse = (body: unknown) => parseRequest(Buffer.from(JSON.stringify(body)));
const ASKED = { model: 'perforch', messages: [{ role: 'user', content: 'Hello' }] };

function refusal(body: unknown): ApiError {
  try {
    parse(body);
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('it was taken');
}

describe('a chat request', () => {
  it('is read with texts and with parts', () => {
    const parts = [
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two' },
    ];
    const messages = [
      { role: 'developer', content: 'Be brief' },
      { role: 'user', content: parts },
    ];
    expect(parse({ ...ASKED, messages, temperature: 1, seed: 2 })).toEqual({
      messages: [
        { role: 'system', text: 'Be brief' },
        { role: 'user', text: 'one\ntwo' },
      ],
      stream: false,
      includeUsage: false,
    });
  });

  it.each([
    [{ ...ASKED, messages: [] }, 'messages'],
    [{ ...ASKED, messages: [{ role: 'tool', content: 'x' }] }, 'messages.0.role'],
    [
      { ...ASKED, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'messages.0.content',
    ],
    [{ ...ASKED, messages: [{ role: 'system', content: 'x' }] }, 'messages'],
    [{ ...ASKED, messages: [{ role: 'user', content: ' ' }] }, 'messages'],
    [{ ...ASKED, n: 2 }, 'n'],
    [{ ...ASKED, stream: 'yes' }, 'stream'],
    [{ ...ASKED, tools: [{}] }, 'tools'],
    [{ ...ASKED, response_format: { type: 'json_object' } }, 'response_format.type'],
    [{ messages: ASKED.messages }, 'model'],
  ])('%j is refused by the name of its field', (body, param) => {
    const refused = refusal(body);
    expect(refused.status).toBe(400);
    expect(refused.toJSON().error).toMatchObject({ type: 'invalid_request_error', param });
  });

  it('for another model is refused as not found', () => {
    expect(refusal({ ...ASKED, model: 'gpt-4o' })).toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('that is too long for models is refused', () => {
    const messages = [{ role: 'user', content: 'x'.repeat(100_001) }];
    expect(refusal({ ...ASKED, messages })).toMatchObject({ status: 400, code: 'context_length_exceeded' });
  });

  it.each(['{', '', '"text"', 'null', '[]'])('of %j is refused', (body) => {
    expect(() => parseRequest(Buffer.from(body))).toThrow(ApiError);
  });

  it('in another encoding is refused', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(() => parseRequest(bytes)).toThrow(/not valid JSON/);
  });
});
