import { readFileSync } from 'node:fs';
import { exchanged } from '../repeating.js';

export const JUDGE = readFileSync(new URL('judge.rs', import.meta.url), 'utf8');

/** Where the prepared crates are seen inside a sandbox. */
export const INSIDE = '/opt/perforch/rust-crates';
/** Where the judge's library lies in the prepared folder: apart from the crates that a program may name. */
export const LIBRARY_FILE = 'judge/libperforch_judge.rlib';

/**
 * The judge as a library of its own, compiled once: most of what a program's compilation takes would be the judge's. It has
 * no secret, and is told it each time. All in one object, so that a program can't put something else in place of a part.
 */
export const LIBRARY = exchanged(
  JUDGE,
  ['mod {{judge}} {', '#![allow(non_snake_case)]\npub mod judge {'],
  ['    const TOKEN: &str = "{{token}}";\n', ''],
  ['watch_panics(first_line: u32)', "watch_panics(TOKEN: &'static str, first_line: u32)"],
  ['pub fn plain<T>(value: T) -> T {', 'pub fn look_at(TOKEN: &str, name: &str) {'],
  ['        let name = ::std::any::type_name::<T>();\n', ''],
  ['        value\n    }\n', '    }\n'],
  ['pub fn finish()', 'pub fn finish(TOKEN: &str)'],
);

/** The library's name in a program, which can't know it, and so can't put another crate in its place. */
export function libraryName(token: string): string {
  return `perforch_library_${token}`;
}

/** What makes the library known to the compiler. */
export function libraryFlags(token: string): readonly string[] {
  return ['--extern', `${libraryName(token)}=${INSIDE}/${LIBRARY_FILE}`];
}
