import { tricks } from './trick.js';

const HEAD =
  '#include <vector>\n#include <cstdlib>\n#include <csignal>\n#include <thread>\n#include <unistd.h>\nusing namespace std;\n';
const WRONG = `${HEAD}vector<int> doubled(vector<int> values) { return {99}; }\n`;

export const CPP = [
  ...tricks('doubled', [
    ['_exit at exit', 'wrong_answer', `${WRONG}static int late = atexit([] { _exit(0); });\n`],
    ['assert poisoned', 'compile_error', `${WRONG}#pragma GCC poison assert\n`],
    [
      'keywords redefined',
      'wrong_answer',
      `${WRONG}#define if while\n#define return throw\n#define true false\n#define int long\n#define void int\n`,
    ],
    ['the entry point as a macro', 'wrong_answer', `${WRONG}#define doubled(...) vector<int>({2, 4})\n`],
    ['a main of its own', 'wrong_answer', `${WRONG}int main() { return 0; }\n`],
    ['a main of its own behind #undef', 'compile_error', `${WRONG}#undef main\nint main() { return 0; }\n`],
    ['a macro that goes on in the next line', 'wrong_answer', `${WRONG}#define anything \\`],
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
