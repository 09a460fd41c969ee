import { describe, expect, test } from 'vitest';
import { count, programIn, SAMPLES, type Sample } from './samples.js';

const PROSE = 'Here is a solution that walks over the list once:';
const EXPLANATION = "This doesn't use any extra memory, and it's linear in the length of the list.";

function fence(code: string, label = ''): string {
  return `\`\`\`${label}\n${code.trimEnd()}\n\`\`\``;
}

/** The program is the sample's solution and nothing beside it. */
function expectSolution(sample: Sample, answer: string): void {
  const program = programIn(sample.extract(sample.problem, answer));
  expect(count(program, sample.mark)).toBe(1);
  expect(count(program, ` ${sample.problem.entryPoint}(`)).toBe(1);
  expect(program).not.toMatch(
    /```|Here is|This doesn't|unrelated|Unrelated|\bmain\b|\bMain\b|@Test|assert|Println|print\(/,
  );
  for (const [open, close] of ['()', '[]', '{}']) {
    expect(count(program, open ?? '')).toBe(count(program, close ?? ''));
  }
}

describe.each(SAMPLES)('an answer in $language', (sample) => {
  const { body, whole, ownMain, ownTests, strayHelper, language } = sample;

  test('that continues the prompt', () => expectSolution(sample, body));
  test('that is a whole program', () => expectSolution(sample, whole));
  test('that is a fenced program', () => expectSolution(sample, fence(whole, language)));
  test('that is a fenced body', () => expectSolution(sample, fence(body, language)));
  test('in a fence without a label', () => expectSolution(sample, fence(whole)));
  test('in a fence with an odd label', () => expectSolution(sample, fence(whole, `${language}3 title="x"`)));
  test('in a fence of tildes', () => expectSolution(sample, fence(whole, language).replaceAll('```', '~~~')));
  test('with prose around', () =>
    expectSolution(sample, `${PROSE}\n\n${fence(whole, language)}\n\n${EXPLANATION}`));
  test('with prose around and no fence', () =>
    expectSolution(sample, `${PROSE}\n\n${whole}\n${EXPLANATION}\n`));
  test('in a fence that is never closed', () =>
    expectSolution(sample, `${PROSE}\n\`\`\`${language}\n${whole}`));
  test('with line ends of Windows', () => expectSolution(sample, whole.replaceAll('\n', '\r\n')));
  test('with a byte order mark', () => expectSolution(sample, `\uFEFF${whole}`));
  test('whose body is followed by prose', () => expectSolution(sample, `${body}\n${EXPLANATION}\n`));
  test('whose body is followed by another function', () => expectSolution(sample, `${body}\n${strayHelper}`));
  test('whose body is followed by its own main', () => expectSolution(sample, `${body}\n${ownMain}`));
  test('whose body is followed by its own tests', () => expectSolution(sample, `${body}\n${ownTests}`));
  test('with its own main', () => expectSolution(sample, fence(`${whole}\n${ownMain}`, language)));
  test('with its own tests', () => expectSolution(sample, fence(`${whole}\n${ownTests}`, language)));
  test('with an unrelated function', () => expectSolution(sample, fence(`${strayHelper}\n${whole}`)));
  test('with its example in a second fence', () =>
    expectSolution(sample, `${fence(whole, language)}\n\nUse it like this:\n\n${fence(ownMain, language)}`));
  test('with other code in a first fence', () =>
    expectSolution(sample, `Consider this:\n${fence('x = 1', 'text')}\n\n${fence(whole, language)}`));
  test('behind closed thoughts', () =>
    expectSolution(sample, `<think>\nMaybe ${fence(strayHelper)}?\n</think>\n${fence(whole, language)}`));
  test('behind thoughts whose opening the template held', () =>
    expectSolution(sample, `Let me see.\n${strayHelper}</think>\n${body}`));
  test('that repeats the prompt with its comment', () =>
    expectSolution(sample, sample.problem.prompt.replace(/.*print.*|>>>.*/g, '') + body));
  test('that says the body twice, once as a whole program', () =>
    expectSolution(sample, `${body}\n${fence(whole, language)}`));

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t\n'],
    ['a refusal', "I'm sorry, but I can't help with that."],
    [
      'prose',
      `${PROSE}\n\n1. Look at every number.\n2. Add it where it is above the limit.\n\n${EXPLANATION}`,
    ],
    ['thoughts that never end', `<think>\n${fence(whole)}`],
  ])('that holds %s is no code', (_name, answer) => {
    expect(sample.extract(sample.problem, answer).state).toBe('no_code');
  });

  test('that was cut off is kept as it is', () => {
    const cut = body.slice(0, body.indexOf(sample.mark));
    const program = programIn(sample.extract(sample.problem, cut));
    expect(program.trimEnd().endsWith(cut.trimEnd())).toBe(true);
  });

  test('is labelled by the path it took', () => {
    const how = (answer: string): string | null => {
      const extraction = sample.extract(sample.problem, answer);
      return extraction.state === 'program' ? extraction.how : null;
    };
    expect(how(body)).toBe('body');
    expect(how(whole)).toBe('whole');
    expect(how(fence(whole))).toBe('fenced');
    expect(how(fence(body))).toBe('fenced-body');
  });
});
