import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Profile } from '../../../analysis/index.js';
import { temporaryFolder } from '../cli/perforch.js';
import { ranked, served, type Served } from './served.js';

const program = (sign: string) => `\`\`\`python\ndef add(a, b):\n    return a ${sign} b\n\`\`\``;
const SCRIPTS = {
  general: () => program('+'),
  mathematician: () => program('- -'),
  librarian: (prompt: string) => (prompt.includes('sum') ? 'Math' : 'Something else'),
};

/** The mathematician is first where a task is of mathematics, and last elsewhere. */
function byCategory(): Profile {
  const profile = ranked(['general', 'mathematician']);
  const { contexts } = ranked(['mathematician', 'general']);
  const ofMath = contexts.map((context) => ({
    ...{ ...context, language: 'python' as const, category: 'Math' as const },
  }));
  return { ...profile, contexts: [...profile.contexts, ...ofMath] };
}

let server: Served;
beforeAll(async () => {
  const args = ['--languages', 'python', '--ask-categories', 'librarian'];
  server = await served(temporaryFolder(), SCRIPTS, args, { profile: byCategory() });
});
afterAll(() => server.stop());

async function writerOf(content: string): Promise<unknown> {
  const request = { model: 'perforch', messages: [{ role: 'user' as const, content }] };
  const reply = await server.client().chat.completions.create(request);
  return (reply as unknown as { perforch: { by: { model: string } } }).perforch.by.model;
}

it('sends a conversation where the categories lead that the named model tells', async () => {
  expect(await writerOf('In Python: add(a, b) is the sum of two numbers.')).toBe('mathematician');
  expect(server.prompts('librarian')).toHaveLength(1);
});

it('goes by the language where the named model tells none', async () => {
  expect(await writerOf('In Python: add(a, b) puts two things together.')).toBe('general');
});
