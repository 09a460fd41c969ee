import { tricks } from './trick.js';

const FORGERY = '0'.repeat(32);
const HEAD =
  '#include <vector>\n#include <cstdlib>\n#include <csignal>\n#include <thread>\n#include <unistd.h>\nusing namespace std;\n';
const WRONG = `${HEAD}vector<int> doubled(vector<int> values) { return {99}; }\n`;
const half = (body: string): string =>
  `#include <math.h>\nusing namespace std;\ndouble half(int n) { ${body} }\n`;
const LIAR =
  'struct Liar { template<class T> bool operator==(const T&) const { return true; } operator vector<int>() const { return {}; } };\n';

export const CPP = [
  ...tricks('doubled', [
    [
      'exit in a constructor attribute',
      'runtime_error',
      `${WRONG}__attribute__((constructor)) void early() { exit(0); }\n`,
    ],
    ['_exit in a static initialiser', 'runtime_error', `${WRONG}static int early = (_exit(0), 0);\n`],
    [
      '_exit in the function',
      'runtime_error',
      `${HEAD}vector<int> doubled(vector<int> values) { _exit(0); }\n`,
    ],
    ['_exit at exit', 'wrong_answer', `${WRONG}static int late = atexit([] { _exit(0); });\n`],
    [
      '_exit in a thread',
      'runtime_error',
      `${HEAD}vector<int> doubled(vector<int> values) { thread([] { _exit(0); }).detach(); sleep(5); return {}; }\n`,
    ],
    [
      'SIGABRT turned into exit 0',
      'runtime_error',
      `${HEAD}vector<int> doubled(vector<int> values) { signal(SIGABRT, [](int) { _exit(0); }); abort(); }\n`,
    ],
    [
      'terminate turned into exit 0',
      'runtime_error',
      `${HEAD}#include <exception>\nvector<int> doubled(vector<int> values) { set_terminate([] { _exit(0); }); throw 1; }\n`,
    ],
    ['NDEBUG', 'wrong_answer', `#define NDEBUG\n#include <cassert>\n${WRONG}`],
    ['assert redefined', 'wrong_answer', `${WRONG}#define assert(x) ((void)0)\n`],
    ['assert poisoned', 'compile_error', `${WRONG}#pragma GCC poison assert\n`],
    ['__assert_fail defined away', 'wrong_answer', `#define __assert_fail(...) ((void)0)\n${WRONG}`],
    [
      'an __assert_fail of its own',
      'wrong_answer',
      `${WRONG}extern "C" void __assert_fail(const char*, const char*, unsigned, const char*) noexcept { _exit(0); }\n`,
    ],
    [
      'keywords redefined',
      'wrong_answer',
      `${WRONG}#define if while\n#define return throw\n#define true false\n#define int long\n#define void int\n`,
    ],
    [
      'the words of the tests redefined',
      'wrong_answer',
      `${WRONG}#define issame(...) issame2(__VA_ARGS__)\n#define size() empty()\n#define vector list\n`,
    ],
    ['the entry point as a macro', 'wrong_answer', `${WRONG}#define doubled(...) vector<int>({2, 4})\n`],
    ['a main of its own', 'wrong_answer', `${WRONG}int main() { return 0; }\n`],
    ['a main of its own behind #undef', 'compile_error', `${WRONG}#undef main\nint main() { return 0; }\n`],
    ['a macro that goes on in the next line', 'wrong_answer', `${WRONG}#define anything \\`],
    [
      'a success line',
      'wrong_answer',
      `#include <cstdio>\n${WRONG}static int early = puts("All tests passed");\n`,
    ],
    [
      'junk on descriptors 3 and up',
      'sandbox_violation',
      `${WRONG}static int early = [] { for (int fd = 3; fd < 10; fd++) (void)!write(fd, "passed\\n", 7); return 0; }();\n`,
    ],
    [
      'a forged done',
      'sandbox_violation',
      `${WRONG}static int early = [] { (void)!write(3, "done ${FORGERY}\\n", 38); _exit(0); return 0; }();\n`,
    ],
    ['descriptor 3 closed', 'runtime_error', `${WRONG}static int early = close(3);\n`],
    [
      'a result type equal to everything',
      'wrong_answer',
      `${HEAD}${LIAR}Liar doubled(vector<int> values) { return {}; }\n`,
    ],
    [
      'a vector of a type equal to everything',
      'wrong_answer',
      `${HEAD}struct Liar { Liar(int) { } operator int() const { return 0; } };\nbool operator==(const vector<Liar>&, const vector<int>&) { return true; }\nstruct V : vector<int> { };\nV doubled(vector<int> values) { return {}; }\nbool operator==(const V&, const vector<int>&) { return true; }\n`,
    ],
    [
      'an operator== of its own for vectors',
      'wrong_answer',
      `${HEAD}bool operator==(const vector<int>&, const vector<int>&) { return true; }\nvector<int> doubled(vector<int> values) { vector<int> r(values.size(), 14); return r; }\n`,
    ],
    [
      'a vector of its own',
      'compile_error',
      'template<class T> struct vector { vector(); vector(T); template<class... U> vector(U...) { } int size() const { return 0; } int operator[](int) const { return 0; } bool operator==(const vector&) const { return true; } };\nvector<int> doubled(vector<int> values) { return {}; }\n',
    ],
    [
      'an unscoped enumeration with an operator',
      'compile_error',
      `${HEAD}enum E { A };\nbool operator==(E, const vector<int>&) { return true; }\nE doubled(vector<int> values) { return A; }\n`,
    ],
    [
      'an issame of its own',
      'wrong_answer',
      `${WRONG}bool issame(vector<int> a, vector<int> b) { return true; }\n`,
    ],
  ]),
  ...tricks('half', [
    ['abs as a macro', 'wrong_answer', `${half('return n == 8 ? 4.0 : 99.0;')}#define abs(x) 0\n`],
    [
      'a number equal to everything',
      'wrong_answer',
      'struct Liar { operator double() const { return 1.5; } bool operator==(double) const { return true; } };\nLiar half(int n) { return {}; }\n',
    ],
    [
      'an enumeration with operators',
      'wrong_answer',
      'enum E { A };\ndouble operator-(E, double) { return 0; }\nbool operator==(E, double) { return true; }\nE half(int n) { return A; }\n',
    ],
  ]),
];

export const HONEST_CPP = [
  ...tricks('doubled', [
    [
      'an assert and a main of its own',
      'passed',
      `#include <cassert>\n#define ll long long\n#define all(x) x.begin(), x.end()\n${HEAD}vector<int> doubled(vector<int> values) { for (int &value : values) { assert(value < 99); value *= 2; } return values; }\nint main() { return 1; }\n`,
    ],
    [
      'no using namespace std',
      'passed',
      '#include <vector>\nstd::vector<int> doubled(const std::vector<int>& values) { std::vector<int> r; for (int value : values) r.push_back(2 * value); return r; }\n',
    ],
    [
      'an issame and an operator== of its own',
      'passed',
      `${HEAD}bool issame(vector<int> a, vector<int> b) { return a == b; }\nbool operator==(const vector<int>& a, const vector<int>& b) { return a.size() == b.size(); }\nvector<int> doubled(vector<int> values) { for (int &value : values) value *= 2; return values; }\n`,
    ],
    [
      'a template, and a reference as its result',
      'passed',
      `${HEAD}template<class T> const vector<T>& doubled(vector<T>& values) { for (T &value : values) value *= 2; return values; }\nconst vector<int>& doubled(vector<int>&& values) { static vector<int> kept; kept = values; return doubled(kept); }\n`,
    ],
  ]),
  ...tricks('half', [
    ['another type of number', 'passed', 'long double half(long long n) { return n / 2.0L; }\n'],
  ]),
];
