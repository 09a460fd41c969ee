import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../harness/serve/api-error.js';
import { languageOf } from '../../../harness/serve/language.js';
import type { Message } from '../../../harness/serve/request.js';

const user = (text: string): Message => ({ role: 'user', text });

describe('the language of a request', () => {
  it.each([
    ['Write a sorter in Rust.', 'rust'],
    ['Write a sorter in C++.', 'cpp'],
    ['Write a sorter in C++20, please.', 'cpp'],
    ['In Java, how do I sort?', 'java'],
    ['Using golang, sort a slice.', 'go'],
    ['Sort a slice in Go', 'go'],
    ['A Python 3 function that sorts', 'python'],
    ['Translate this Python function to Rust:\n```python\nf = 1\n```', 'rust'],
    ['Make this faster:\n```java\nint a;\n```', 'java'],
    ['Port it from Java to C++', 'cpp'],
  ])('%j is %s', (text, language) => {
    expect(languageOf([user(text)], 'python')).toBe(language);
  });

  it.each([
    'I want to go on with a sorter',
    'Go through a list',
    'a javascript-like parser',
    'gone, trust me',
  ])('is the usual one where none is named: %j', (text) => {
    const usual = languageOf([user(text)], 'cpp');
    // "Go" at the beginning of a sentence can't be told from the language's name.
    expect(usual).toBe(text.startsWith('Go ') ? 'go' : 'cpp');
  });

  it('is what the newest message says', () => {
    expect(languageOf([user('a sorter in Rust'), user('and now in Java')], 'python')).toBe('java');
    expect(languageOf([user('a sorter in Rust'), user('and now faster')], 'python')).toBe('rust');
  });

  it('is what the system says where the user names none', () => {
    const messages: Message[] = [{ role: 'system', text: 'You write Go.' }, user('a sorter')];
    expect(languageOf(messages, 'python')).toBe('go');
  });

  it('is not taken from what a model said', () => {
    const messages: Message[] = [user('a sorter'), { role: 'assistant', text: 'Here it is in Rust' }];
    expect(languageOf(messages, 'python')).toBe('python');
  });

  it('is refused where there is no way to run it', () => {
    expect(() => languageOf([user('a sorter in TypeScript')], 'python')).toThrow(ApiError);
    expect(languageOf([user('Port it to Go; it was in JavaScript')], 'python')).toBe('go');
  });
});
