import type { Language, Problem } from '../../../datasets/problem.js';
import { fencedBlock } from '../../stages/template.js';
import type { ScriptedModel } from './strengths.js';

type Style = ScriptedModel['style'];

/** A main, or tests, of a model's own, as models add them unasked. Each may stand behind the program without clashing. */
const OWN_ENDING: Readonly<Record<Language, (entryPoint: string) => string>> = {
  python: (entryPoint) =>
    `if __name__ == "__main__":\n    print(${entryPoint})\n    assert callable(${entryPoint})`,
  java: () =>
    'public class Main {\n    public static void main(String[] args) {\n        System.out.println(new Solution());\n    }\n}',
  cpp: () => 'int main() {\n    return 0;\n}',
  go: (entryPoint) => `func main() {\n\t_ = ${entryPoint}\n}`,
  rust: (entryPoint) =>
    `fn main() {\n    println!("done");\n}\n\n#[cfg(test)]\nmod my_tests {\n    use super::*;\n\n    #[test]\n    fn exists() {\n        let _ = ${entryPoint};\n    }\n}`,
};

/** How a model of this style presents a program made of a body. */
export function dress(style: Style, problem: Problem, body: string, continuesPrompt: boolean): string {
  const program = programOf(problem, body);
  const block = fencedBlock(problem.language, program);
  switch (style) {
    case 'prose':
      return `Here is a solution of \`${problem.entryPoint}\`:\n\n${block}\n\nIt goes through the input once for each case and keeps the signature as given.`;
    case 'body':
      return continuesPrompt ? body : block;
    case 'whole':
      return fencedBlock(problem.language, wholeProgram(problem, program));
    case 'thoughts':
      return `<think>\nThe function is \`${problem.entryPoint}\`. A first draft:\n\n${fencedBlock(problem.language, draft(problem))}\n\nThat leaves everything open; the full version follows.\n</think>\n\n${block}`;
    case 'terse':
      return fencedBlock('', program);
  }
}

/** An answer of a model that was not able to: prose without any code. */
export function withoutCode(problem: Problem): string {
  return `I am sorry, but I do not see how \`${problem.entryPoint}\` could be written without more details of the task.`;
}

/** An answer that ended in the middle because there was no room left. */
export function cutOff(problem: Problem, body: string): string {
  const whole = `The idea is as follows.\n\n${fencedBlock(problem.language, programOf(problem, body))}`;
  return whole.slice(0, Math.ceil(whole.length * 0.6));
}

function programOf(problem: Problem, body: string): string {
  return `${goImports(problem)}${problem.declaration}${body}`.replace(/^\n+/, '');
}

/** HumanEval-X's Go declarations lack the imports that its prompts have. */
function goImports(problem: Problem): string {
  if (problem.language !== 'go' || /^import\b/m.test(problem.declaration)) return '';
  const clause = /^import\s+(?:\([^)]*\)|"[^"]*")/m.exec(problem.prompt)?.[0];
  return clause === undefined ? '' : `${clause}\n\n`;
}

function wholeProgram(problem: Problem, program: string): string {
  const opening = problem.language === 'go' ? 'package main\n\n' : '';
  // Two mains clash, and some Rust declarations bring their own.
  const hasMain = /\bmain\s*\(/.test(program);
  const ending = hasMain ? '' : `\n\n${OWN_ENDING[problem.language](problem.entryPoint)}\n`;
  return `${opening}${program.trimEnd()}${ending}`;
}

function draft(problem: Problem): string {
  return `${problem.language === 'python' ? '#' : '//'} ${problem.signature}: to be written`;
}
