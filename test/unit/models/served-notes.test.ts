import { describe, expect, it } from 'vitest';
import { servedNotes } from '../../../harness/models/served-notes.js';

const served = (apiName: string | null, servedModel: string | null, answers = 1) => ({
  modelId: 'm',
  apiName,
  servedModel,
  fingerprint: null,
  answers,
  firstIso: '',
  lastIso: '',
});

describe('who answered', () => {
  it.each([
    ['gpt-4o', 'gpt-4o-2024-08-06'],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet-20241022'],
    ['meta-llama/llama-3.1-8b-instruct:free', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['gemini-1.5-pro', 'models/gemini-1.5-pro-002'],
    ['qwen2.5-coder:7b', 'qwen2.5-coder:7b'],
  ])('is no finding for %s answered as %s', (asked, name) => {
    expect(servedNotes([served(asked, name)])).toEqual([]);
  });

  it.each([
    ['gpt-4o', 'gpt-4o-mini'],
    ['gpt-4', 'gpt-3.5-turbo'],
    ['llama-3.1-70b', 'llama-3.1-8b'],
  ])('is one for %s answered as %s', (asked, name) => {
    expect(servedNotes([served(asked, name)])).toEqual([`m: asked for as ${asked}, answered as ${name}`]);
  });

  it('is a finding where the snapshot changed among the answers of a model', () => {
    const rows = [served('gpt-4o', 'gpt-4o-2024-05-13', 3), served('gpt-4o', 'gpt-4o-2024-08-06', 2)];
    expect(servedNotes(rows)).toEqual([
      'm: answered as gpt-4o-2024-05-13 (3 answers), gpt-4o-2024-08-06 (2 answers): its answers are not all of one model or snapshot',
    ]);
  });

  it('is no finding where nothing is said', () => {
    expect(servedNotes([served('gpt-4o', null)])).toEqual([]);
    expect(servedNotes([served(null, 'x')])).toEqual([]);
  });
});
