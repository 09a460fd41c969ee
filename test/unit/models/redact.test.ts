import { describe, expect, it } from 'vitest';
import { oneSafeLine } from '../../../harness/models/redact.js';

describe('oneSafeLine', () => {
  it('takes out the key, its likes and everything that breaks a line', () => {
    expect(oneSafeLine('bad key\r\n  my-key-1 \u2028of\u001b[31m you', ['my-key-1'])).toBe(
      'bad key [key] of [31m you',
    );
    expect(oneSafeLine('Authorization: Bearer abcdef123456', [])).toBe('Authorization: [secret]');
    expect(oneSafeLine('Incorrect API key provided: sk-proj-****wxyz.', [])).toBe(
      'Incorrect API key provided: [secret]',
    );
  });

  it('shows the title of a page, and 300 characters of anything else', () => {
    expect(oneSafeLine('502 <html><head><title>Oh\nno</title>', [])).toBe('an HTML page, "Oh no"');
    expect(oneSafeLine('x'.repeat(1000), [])).toHaveLength(301);
  });
});
