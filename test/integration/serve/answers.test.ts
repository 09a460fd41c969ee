import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../datasets/problem.js';
import type { Completion } from '../../../harness/serve/reply.js';
import { temporaryFolder, written } from '../cli/perforch.js';
import { served, type Served } from './served.js';

const folder = temporaryFolder();
const secret = written(folder, 'secret.txt', 'perforch-test-secret');
const escaped = join(folder, 'escaped.txt');
let server: Served;

/** What a model that knows the task, and one that gets it wrong, write. */
const PROGRAMS: Readonly<Record<Language, (sign: string) => string>> = {
  python: (sign) => `def add(a, b):\n    return a ${sign} b\n`,
  java: (sign) =>
    `class Solution {\n    public int add(int a, int b) {\n        return a ${sign} b;\n    }\n}\n`,
  cpp: (sign) => `int add(int a, int b) {\n    return a ${sign} b;\n}\n\nint main() { return 0; }\n`,
  go: (sign) => `package main\n\nfunc Add(a int, b int) int {\n\treturn a ${sign} b\n}\n\nfunc main() {}\n`,
  rust: (sign) => `fn add(a: i32, b: i32) -> i32 {\n    a ${sign} b\n}\n\nfn main() {}\n`,
};

/** Opens what it can, and tells what it read by all ways there are. */
const HOSTILE = `
import os, socket, sys
def steal():
    for path in (${JSON.stringify(secret)}, "/etc/passwd", "/proc/1/environ"):
        try:
            sys.stderr.write(open(path).read())
        except OSError as error:
            sys.stderr.write(str(error))
    try:
        open(${JSON.stringify(escaped)}, "w").write("out")
    except OSError:
        pass
    try:
        socket.create_connection(("127.0.0.1", int(PORT)), 1)
        sys.stderr.write("CONNECTED")
    except OSError:
        pass
steal()
def add(a, b):
    return None
`;

function languageIn(prompt: string): Language {
  const label = /code in (\S+)\. This/.exec(prompt)?.[1] ?? '';
  return (
    ({ Python: 'python', Java: 'java', 'C++': 'cpp', Go: 'go', Rust: 'rust' } as const)[label] ?? 'python'
  );
}

/** Always wrong at first, and silent or hostile on request. */
function careless(prompt: string): string {
  if (prompt.includes('Say nothing')) return 'I would rather not.';
  if (prompt.includes('Be hostile'))
    return `\`\`\`python\n${HOSTILE.replace('PORT', JSON.stringify(new URL(server.models.baseUrl).port))}\`\`\``;
  const language = languageIn(prompt);
  return `So:\n\`\`\`${language}\n${PROGRAMS[language]('-')}\`\`\`\nGood luck.`;
}

/** Repairs everything but what nobody can. */
function careful(prompt: string): string {
  if (/Say nothing|Be hostile|impossible/.test(prompt)) return careless(prompt);
  const language = languageIn(prompt);
  return `\`\`\`${language}\n${PROGRAMS[language]('+')}\`\`\``;
}

async function ask(content: string, more: object = {}) {
  const { data, response } = await server
    .client()
    .chat.completions.create({ model: 'perforch', messages: [{ role: 'user', content }], ...more })
    .withResponse();
  const completion = data as unknown as Completion & OpenAI.ChatCompletion;
  return { completion, text: completion.choices[0].message.content, headers: response.headers };
}

beforeAll(async () => {
  server = await served(folder, { careless, careful });
});
afterAll(() => server.stop());

const EXAMPLES =
  'Write this in Python:\n```python\ndef add(a, b):\n    """\n    >>> add(1, 2)\n    3\n    """\n```';

describe('perforch serve, asked by the stock client,', () => {
  it('lists its one model', async () => {
    const listed = await server.client().models.list();
    expect(listed.data.map(({ id }) => id)).toEqual(['perforch']);
    expect((await server.client().models.retrieve('perforch')).id).toBe('perforch');
  });

  it('gives a program that passes the examples of the request, and says so', async () => {
    const { completion, text, headers } = await ask(EXAMPLES);
    expect(text).toBe(`\`\`\`python\n${PROGRAMS.python('+')}\`\`\``);
    expect(completion.choices[0].finish_reason).toBe('stop');
    expect(headers.get('x-perforch-validated')).toBe('examples');
    expect(completion.perforch).toMatchObject({
      validated: 'examples',
      validation: 'passed',
      tests: { kind: 'examples', count: 1 },
      language: 'python',
      by: { stage: 'fix', model: 'careful' },
      calls: 3,
    });
  });

  it('counts the tokens of all questions', async () => {
    const { completion } = await ask(EXAMPLES);
    const { cost } = completion.perforch;
    expect(completion.usage.prompt_tokens).toBe(cost.promptTokens);
    expect(completion.usage.total_tokens).toBe((cost.promptTokens ?? 0) + (cost.completionTokens ?? 0));
    expect(completion.usage.completion_tokens).toBeGreaterThan(0);
  });

  it('asks models nothing again', async () => {
    const first = await ask(EXAMPLES);
    const asked = server.prompts().length;
    const second = await ask(EXAMPLES);
    expect(server.prompts()).toHaveLength(asked);
    expect(second.completion.perforch).toEqual(first.completion.perforch);
  });

  it('tells fixers what went wrong with the examples', async () => {
    await ask(`${EXAMPLES}\nWith feedback.`);
    const fixes = server.prompts('careful').filter((prompt) => prompt.includes('With feedback'));
    expect(fixes.some((prompt) => prompt.includes('A test expected another result.'))).toBe(true);
    expect(fixes.some((prompt) => prompt.includes('AssertionError'))).toBe(true);
  });

  it.each([
    ['cpp', 'In C++, please: `assert(add(1, 2) == 3);`', 'assert(add(1, 2) == 3);'],
    ['java', 'In Java:', 'assert add(1, 2) == 3;'],
    ['java', 'In Java, once more:', 'assert new Solution().add(1, 2) == 3;'],
    ['go', 'In Go:', 'assert.Equal(t, 3, Add(1, 2))'],
    ['rust', 'In Rust:', 'assert_eq!(add(1, 2), 3);'],
  ] as const)('tests a program in %s', async (language, words, assertion) => {
    const { completion, text } = await ask(`${words}\n\n${assertion}`);
    expect(completion.perforch).toMatchObject({
      ...{ validated: 'tests', language, by: { stage: 'fix', model: 'careful' } },
    });
    expect(text).toMatch(new RegExp(`^\`\`\`${language}\n`));
    expect(text).toContain('a + b');
  });

  it('says that a program was not tested where the request brings nothing to test with', async () => {
    const { completion, headers, text } = await ask('Write add(a, b) in Python.');
    expect(headers.get('x-perforch-validated')).toBe('none');
    expect(completion.perforch).toMatchObject({
      validated: 'none',
      validation: 'not_validated',
      tests: null,
    });
    expect(text).toContain('def add');
  });

  it('says that no program passed where none did', async () => {
    const { completion, headers, text } = await ask('This is impossible: `add`\n\nassert add(1, 2) == 3');
    expect(headers.get('x-perforch-validated')).toBe('none');
    expect(completion.perforch).toMatchObject({
      validated: 'none',
      validation: 'failed',
      tests: { count: 1 },
    });
    expect(text).toMatch(/^No program passed the tests of the request/);
  });

  it('streams the same reply', async () => {
    const whole = await ask(EXAMPLES);
    const stream = await server.client().chat.completions.create({
      ...{ model: 'perforch', stream: true, stream_options: { include_usage: true } },
      messages: [{ role: 'user', content: EXAMPLES }],
    });
    let text = '';
    const ends: string[] = [];
    let usage: unknown = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      const end = chunk.choices[0]?.finish_reason;
      if (end) ends.push(end);
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.text);
    expect(ends).toEqual(['stop']);
    expect(usage).toEqual(whole.completion.usage);
  });

  it('keeps hostile code of a model in the sandbox', async () => {
    const { completion, text } = await ask('Be hostile in Python:\n\nassert add(1, 2) == 3');
    expect(completion.perforch).toMatchObject({ validated: 'none', validation: 'failed' });
    expect(existsSync(escaped)).toBe(false);
    const seen = [text, ...server.prompts()].join('\n');
    expect(seen).not.toContain('perforch-test-secret');
    expect(seen).not.toMatch(/^CONNECTED|\nCONNECTED|root:x:0/);
  });

  it('keeps hostile tests of a request in the sandbox', async () => {
    const test = `assert add(1, 2) == 3 and open(${JSON.stringify(escaped)}, "w").write("x")`;
    const { completion } = await ask(`In Python:\n\n${test}`);
    expect(completion.perforch.validation).toBe('failed');
    expect(existsSync(escaped)).toBe(false);
  });

  it('is sorry where no model wrote a program', async () => {
    await expect(ask('Say nothing in Python.')).rejects.toMatchObject({ status: 502, code: 'no_program' });
  });
});
