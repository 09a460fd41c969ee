import { UserError } from '../../harness/errors.js';

/** Here the declaration opens a helper, and the body closes it and opens the function that the tests call. */
const OPENED_IN_BODY: Readonly<Record<string, string>> = {
  'Rust/10': 'make_palindrome',
  'Rust/32': 'find_zero',
  'Rust/50': 'decode_shift',
};

/** Here a helper that the tests call stands behind the body, where no other answer would have it. */
const HELPER_BEHIND_BODY: Readonly<Record<string, string>> = {
  'Rust/38': 'encode_cyclic',
};

/** Here the canonical body stands twice before the example test, which starts at this line. */
const BODIES_BEFORE_EXAMPLE: Readonly<Record<string, string>> = {
  'Python/119': 'def check(match_parens):',
};

interface Parts {
  readonly declaration: string;
  readonly body: string;
}

/** Declaration and body of a row, cut anew where HumanEval-X cuts them in the wrong place; HumanEvalPack does the same. */
export function mendBody(row: { task_id: string; declaration: string; canonical_solution: string }): Parts {
  const { task_id: taskId, declaration, canonical_solution: body } = row;
  const entry = OPENED_IN_BODY[taskId];
  if (entry !== undefined) {
    const cut = lineEnd(body, openingOf(taskId, entry, body));
    return { declaration: declaration.trimEnd() + body.slice(0, cut), body: body.slice(cut) };
  }
  const helper = HELPER_BEHIND_BODY[taskId];
  if (helper !== undefined) {
    const at = openingOf(taskId, helper, body);
    const own = /^(?:pub )?fn /m.exec(declaration)?.index ?? declaration.length;
    const moved = `${body.slice(at).trimEnd()}\n\n`;
    return {
      declaration: declaration.slice(0, own) + moved + declaration.slice(own),
      body: body.slice(0, at),
    };
  }
  return { declaration, body };
}

/** The example test of a row alone: prompts show it, and programs are validated by it. HumanEvalPack has the same slip. */
export function mendExample(row: { task_id: string; example_test: string }): string {
  const { task_id: taskId, example_test: example } = row;
  const start = BODIES_BEFORE_EXAMPLE[taskId];
  if (start === undefined) return example;
  const at = example.indexOf(`\n${start}\n`);
  if (at < 0) {
    throw new UserError(
      `${taskId}: field "example_test": no line "${start}", which is expected here: run "perforch datasets fetch"`,
    );
  }
  return example.slice(at + 1);
}

function openingOf(taskId: string, name: string, code: string): number {
  const found = new RegExp(`^[ \\t]*(?:pub )?fn ${name}\\b`, 'm').exec(code);
  if (found === null) {
    throw new UserError(
      `${taskId}: field "canonical_solution": no function ${name}, which is expected here: run "perforch datasets fetch"`,
    );
  }
  return found.index;
}

function lineEnd(code: string, at: number): number {
  const newline = code.indexOf('\n', at);
  return newline < 0 ? code.length : newline + 1;
}
