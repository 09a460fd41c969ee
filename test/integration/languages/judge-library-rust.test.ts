/** The judge of Rust is a library that a program is linked with: a program can't put its own in its place. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INSIDE, LIBRARY_FILE } from '../../../harness/languages/rust/library.js';
import { explain, judged, toolchainOf } from './judging.js';
import { doubledIn } from './synthetic.js';

/** Equal to everything, so that a judge that doesn't look lets it pass. */
const LIAR = `
#[derive(Debug)] pub struct Liar;
impl PartialEq<Vec<i32>> for Liar { fn eq(&self, _: &Vec<i32>) -> bool { true } }
impl Liar { pub fn len(&self) -> usize { 1 } }
fn doubled(_values: Vec<i32>) -> Liar { Liar }
`;
const HONEST = 'fn doubled(values: Vec<i32>) -> Vec<i32> { values.iter().map(|v| 2 * v).collect() }\n';
const OWN_JUDGE = `judge {
  pub fn watch_panics(_: &str, _: u32) {}
  pub fn look_at(_: &str, _: &str) {}
  pub fn finish(_: &str) {}
}`;

/** Names of the library's functions as the linker knows them. */
async function symbols(): Promise<readonly string[]> {
  const { mounts } = await toolchainOf('rust');
  const folder = mounts.find(({ inside }) => inside === INSIDE)?.host ?? '';
  const listed = execFileSync('readelf', ['--symbols', '--wide', join(folder, LIBRARY_FILE)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [...listed.toString().matchAll(/ FUNC +GLOBAL .* (\S+)$/gm)].map(([, name = '']) => name);
}

test('a liar alone is a wrong answer', async () => {
  expect(explain(await judged(doubledIn('rust'), LIAR))).toMatch(/^(wrong_answer|compile_error)/);
});

test.each([
  ['a module of the library’s name', `mod perforch_library { pub mod ${OWN_JUDGE} }`],
  ['a crate of the library’s name', `extern crate self as perforch_judge; pub mod ${OWN_JUDGE}`],
])('%s is not taken for the judge', async (_name, own) => {
  expect(explain(await judged(doubledIn('rust'), own + LIAR))).not.toMatch(/^passed/);
  expect(explain(await judged(doubledIn('rust'), own + HONEST))).toMatch(/^passed/);
});

test.each(['watch_panics', 'look_at', 'finish'])(
  'a function with the symbol of %s does not take its place',
  async (name) => {
    const symbol = (await symbols()).find((text) => text.includes('perforch_judge') && text.includes(name));
    expect(symbol).toBeDefined();
    const taken = `#[export_name = "${symbol ?? ''}"] pub extern "C" fn taken() -> bool { false }\n`;
    const outcome = explain(await judged(doubledIn('rust'), taken + HONEST));
    expect(outcome).toMatch(/^compile_error/);
    expect(outcome).toContain('duplicate symbol');
  },
);
