import { readItems, readLiteral, TokenReader, type Literal } from './python-literal.js';
import { NotRead, pythonTokens } from './python-tokens.js';

/** What an assertion says of one call: it returns this, or a number less than `within` away from it. */
export interface Assertion {
  readonly args: readonly Literal[];
  readonly expected: Literal;
  readonly within: Literal | null;
}

const TRUE: Literal = { kind: 'bool', value: true };
const FALSE: Literal = { kind: 'bool', value: false };

/**
 * What a Python example test of HumanEval-X's form asserts: a function `check` of the function under test, with assertions
 * over calls with literals. Null where anything else is in it: half a test is not the test. Messages are left out, and so
 * are imports, lone names and `assert True`, which say nothing of the function.
 */
export function assertionsOf(exampleTest: string): Assertion[] | null {
  try {
    return readTest(new TokenReader(pythonTokens(exampleTest)));
  } catch (error) {
    if (error instanceof NotRead) return null;
    throw error;
  }
}

function readTest(reader: TokenReader): Assertion[] {
  skipLineEnds(reader);
  reader.expect('def', 'check', '(');
  const tested = reader.name();
  reader.expect(')', ':');
  const assertions: Assertion[] = [];
  skipLineEnds(reader);
  while (!reader.takes('check')) {
    assertions.push(...readStatement(reader, tested));
    skipLineEnds(reader);
  }
  reader.expect('(', tested, ')');
  skipLineEnds(reader);
  if (!reader.isAtEnd) throw new NotRead('code behind the test');
  return assertions;
}

function skipLineEnds(reader: TokenReader): void {
  while (reader.takesLineEnd()) continue;
}

function readStatement(reader: TokenReader, tested: string): Assertion[] {
  const word = reader.name();
  if (word === 'import') reader.name();
  if (word !== 'assert') {
    if (!reader.seesLineEnd) throw new NotRead(word);
    return [];
  }
  const said = reader.takes('True') ? [] : [readCondition(reader, tested)];
  // The message is worked out only where the assertion fails.
  if (reader.takes(',')) while (!reader.seesLineEnd) reader.next();
  if (!reader.seesLineEnd) throw new NotRead('more of a condition');
  return said;
}

function readCondition(reader: TokenReader, tested: string): Assertion {
  if (reader.takes('(')) {
    const condition = readCondition(reader, tested);
    reader.expect(')');
    return condition;
  }
  if (reader.takes('not')) return { args: readCall(reader, tested), expected: FALSE, within: null };
  if (reader.takes('abs')) return readDistance(reader, tested);
  if (reader.takes('tuple')) return readTuples(reader, tested);
  const args = readCall(reader, tested);
  if (reader.takes('==')) return { args, expected: readLiteral(reader), within: null };
  if (!reader.takes('is')) return { args, expected: TRUE, within: null };
  const expected = readLiteral(reader);
  if (expected.kind !== 'bool') throw new NotRead('is');
  return { args, expected, within: null };
}

/** `abs(f(...) - value) < tolerance` */
function readDistance(reader: TokenReader, tested: string): Assertion {
  reader.expect('(');
  const args = readCall(reader, tested);
  reader.expect('-');
  const expected = readLiteral(reader);
  reader.expect(')', '<');
  return { args, expected, within: readLiteral(reader) };
}

/** `tuple(f(...)) == tuple(value)`: as good as the value itself where the type says what sequence it is. */
function readTuples(reader: TokenReader, tested: string): Assertion {
  reader.expect('(');
  const args = readCall(reader, tested);
  reader.expect(')', '==', 'tuple', '(');
  const expected = readLiteral(reader);
  reader.expect(')');
  return { args, expected, within: null };
}

function readCall(reader: TokenReader, tested: string): Literal[] {
  reader.expect(tested, '(');
  return readItems(reader, ')').items;
}
