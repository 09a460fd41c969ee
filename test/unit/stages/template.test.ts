import { describe, expect, it } from 'vitest';
import { fencedBlock, fillTemplate } from '../../../harness/stages/template.js';

describe('fillTemplate', () => {
  const template = 'Hello {{name}}.\n{{#more}}\nMore: {{detail}}\n{{/more}}\nEnd.';

  it('fills placeholders once, and keeps a section that has something to say', () => {
    const values = { name: '{{name}} $&', more: '', detail: 'd' };
    expect(fillTemplate('t', template, values)).toBe('Hello {{name}} $&.\nMore: d\nEnd.');
  });

  it('leaves a section out', () => {
    expect(fillTemplate('t', template, { name: 'x', more: null, detail: null })).toBe('Hello x.\nEnd.');
  });

  it.each([
    ['a value that is missing', { more: null, detail: null }, /nothing is known of \{\{name\}\}/],
    [
      'a value missing in a section left out',
      { name: 'x', more: null },
      /nothing is known of \{\{detail\}\}/,
    ],
    ['a value that nothing uses', { name: 'x', more: '', detail: '', extra: '' }, /it has no \{\{extra\}\}/],
    ['a section that is not known', { name: 'x', detail: '' }, /nothing is known of \{\{more\}\}/],
    ['no text outside of a section', { name: null, more: '', detail: '' }, /\{\{name\}\} stands outside/],
  ])('throws for %s', (_, values, message) => {
    expect(() => fillTemplate('t', template, values)).toThrow(message);
  });

  it('throws for a section that is not closed', () => {
    expect(() => fillTemplate('t', '{{#more}}\nx\n', { more: '' })).toThrow(
      /nothing is known of \{\{#more\}\}/,
    );
  });
});

describe('fencedBlock', () => {
  it('drops blank lines at both ends, not the first indentation', () => {
    expect(fencedBlock('go', '\n  \n    x\n\n')).toBe('```go\n    x\n```');
  });

  it('is longer than any fence inside', () => {
    expect(fencedBlock('', 'a ```` b')).toBe('`````\na ```` b\n`````');
  });
});
