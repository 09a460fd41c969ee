import { describe, expect, it } from 'vitest';
import { normalised } from '../../../harness/programs/normalise.js';

describe('normalised output', () => {
  it.each([
    ['line ends', 'a\r\nb\r\r\nc\n', 'a\nb\nc'],
    ['colours and cursor movements', '\x1b[1;31mred\x1b[0m\x1b[2K\x1bMx', 'redx'],
    ['space around it alone', ' \n\t a  b \n c \n\n', 'a  b \n c'],
    ['nothing', '\n \r\n', ''],
    ['a carriage return within a line', 'a\rb', 'a\rb'],
  ])('has %s made alike', (_, output, expected) => {
    expect(normalised(output)).toBe(expected);
  });
});
