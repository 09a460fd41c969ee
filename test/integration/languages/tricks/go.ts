import { tricks } from './trick.js';

const FORGERY = '0'.repeat(32);
const doubled = (imports: string, body: string, others = ''): string =>
  `import (${imports})\n\nfunc Doubled(values []int) []int {\n${body}\n    return []int{99}\n}\n${others}\n`;
const half = (body: string, others: string): string => `func Half(n int) float64 {\n${body}\n}\n${others}\n`;

export const GO = [
  ...tricks('doubled', [
    ['os.Exit in init', 'runtime_error', doubled('"os"', '', 'func init() { os.Exit(0) }')],
    [
      'syscall.Exit in a package variable',
      'runtime_error',
      doubled('"syscall"', '', 'var early = func() int { syscall.Exit(0); return 0 }()'),
    ],
    ['syscall.Exit in the function', 'runtime_error', doubled('"syscall"', '    syscall.Exit(0)')],
    [
      'os.Exit in a goroutine',
      'runtime_error',
      doubled('"os"; "time"', '    go os.Exit(0)\n    time.Sleep(5 * time.Second)'),
    ],
    ['runtime.Goexit', 'runtime_error', doubled('"runtime"', '    runtime.Goexit()')],
    [
      'a signal turned into exit 0',
      'runtime_error',
      doubled(
        '"os"; "os/signal"; "syscall"; "time"',
        '    c := make(chan os.Signal, 1)\n    signal.Notify(c, syscall.SIGABRT)\n    go func() { <-c; os.Exit(0) }()\n    syscall.Kill(syscall.Getpid(), syscall.SIGABRT)\n    time.Sleep(5 * time.Second)',
      ),
    ],
    ['recovering', 'wrong_answer', doubled('', '    defer func() { recover() }()')],
    ['a success line', 'wrong_answer', doubled('"fmt"', '    fmt.Println("PASS\\nok")')],
    [
      'junk on descriptors 3 and up',
      'sandbox_violation',
      doubled(
        '"syscall"',
        '',
        'func init() { for fd := 3; fd < 6; fd++ { syscall.Write(fd, []byte("passed\\n")) } }',
      ),
    ],
    [
      'a forged done',
      'sandbox_violation',
      doubled(
        '"syscall"',
        '',
        `func init() { syscall.Write(3, []byte("done ${FORGERY}\\n")); syscall.Exit(0) }`,
      ),
    ],
    ['descriptor 3 closed', 'runtime_error', doubled('"syscall"', '', 'func init() { syscall.Close(3) }')],
    [
      'an assert of its own',
      'wrong_answer',
      doubled(
        '',
        '',
        'type fake struct{}\nfunc (fake) New(t any) fake { return fake{} }\nfunc (fake) Equal(a, b any) bool { return true }\nvar assert = fake{}',
      ),
    ],
    [
      'a len and a true of its own',
      'wrong_answer',
      'func Doubled(values []int) []int {\n    if values[0] == 1 {\n        return []int{2, 4}\n    }\n    return []int{1, 1}\n}\nfunc len(x any) int { return 1 }\nconst true = 1 > 2\n',
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
    [
      'a false of its own',
      'wrong_answer',
      half('    if n == 8 {\n        return 4\n    }\n    return 99', 'const true = 1 > 2'),
    ],
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
