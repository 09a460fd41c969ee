import { tricks } from './trick.js';

const doubled = (imports: string, body: string, others = ''): string =>
  `import (${imports})\n\nfunc Doubled(values []int) []int {\n${body}\n    return []int{99}\n}\n${others}\n`;

export const GO = [
  ...tricks('doubled', [
    ['recovering', 'wrong_answer', doubled('', '    defer func() { recover() }()')],
    [
      'an assert of its own',
      'wrong_answer',
      doubled(
        '',
        '',
        'type fake struct{}\nfunc (fake) New(t any) fake { return fake{} }\nfunc (fake) Equal(a, b any) bool { return true }\nvar assert = fake{}',
      ),
    ],
    ['a test of its own', 'compile_error', doubled('"testing"', '', 'func TestDoubled(t *testing.T) { }')],
    ['a main of its own', 'wrong_answer', doubled('"os"', '', 'func main() { os.Exit(0) }')],
    ['the judge called by its name', 'compile_error', doubled('', '', 'func init() { perforchFinish() }')],
    [
      'the judge of another package',
      'compile_error',
      'import (\n    "syscall"\n    _ "unsafe"\n)\n\n//go:linkname finish main.perforchFinish\nfunc finish()\nfunc init() { finish(); syscall.Exit(0) }\nfunc Doubled(values []int) []int { return nil }\n',
    ],
    [
      'a result type of its own',
      'wrong_answer',
      'type Liar []int\nfunc (Liar) Equal(any) bool { return true }\nfunc Doubled(values []int) Liar { return Liar{2, 4} }\n',
    ],
    ['any result', 'compile_error', 'func Doubled(values []int) any { return nil }\n'],
  ]),
  ...tricks('half', [
    ['not a number', 'wrong_answer', 'import "math"\nfunc Half(n int) float64 { return math.NaN() }\n'],
    [
      'a number type of its own',
      'compile_error',
      'type float float64\nfunc Half(n int) float { return 4 }\n',
    ],
  ]),
];

export const HONEST_GO = [
  ...tricks('doubled', [
    [
      'helpers called like predeclared functions',
      'passed',
      'func max(a, b int) int {\n    if a > b {\n        return a\n    }\n    return b\n}\ntype any = interface{}\nfunc Doubled(values []int) []int {\n    r := []int{}\n    for _, value := range values {\n        r = append(r, max(value, 2*value))\n    }\n    return r\n}\n',
    ],
    [
      'a main and an init of its own',
      'passed',
      'package main\n\nimport "fmt"\n\nvar factor int\n\nfunc init() { factor = 2 }\nfunc main() { fmt.Println("hello") }\nfunc Doubled(values []int) []int {\n    r := make([]int, len(values))\n    for i := range values {\n        r[i] = factor * values[i]\n    }\n    return r\n}\n',
    ],
    [
      'type parameters',
      'passed',
      'func Doubled[T int | float64](values []T) []T {\n    r := []T{}\n    for _, value := range values {\n        r = append(r, 2*value)\n    }\n    return r\n}\n',
    ],
    [
      'an assert of its own',
      'passed',
      'func assert(ok bool) {\n    if !ok {\n        panic("no")\n    }\n}\nfunc Doubled(values []int) []int {\n    r := []int{}\n    for _, value := range values {\n        assert(value < 99)\n        r = append(r, 2*value)\n    }\n    return r\n}\n',
    ],
  ]),
];
