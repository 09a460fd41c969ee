import { tricks } from './trick.js';

const WRONG = 'def doubled(values):\n    return [99]\n';

export const PYTHON = [
  ...tricks('doubled', [
    [
      'sys.exit in __del__',
      'wrong_answer',
      `import sys\nclass Bomb:\n    def __del__(self):\n        sys.exit(0)\ndef doubled(values):\n    Bomb()\n    return [99]\n`,
    ],
    [
      'AssertionError redefined',
      'wrong_answer',
      `import builtins\nbuiltins.AssertionError = ZeroDivisionError\n${WRONG}`,
    ],
    ['os.write replaced', 'wrong_answer', `import os\nos.write = lambda fd, data: len(data)\n${WRONG}`],
    ['check redefined', 'wrong_answer', `def check(function):\n    pass\n${WRONG}`],
    ['pytest-like names', 'wrong_answer', `def test_doubled():\n    assert True\n${WRONG}`],
  ]),
];

const RIGHT = 'def doubled(values):\n    return [2 * value for value in values]\n';

export const HONEST_PYTHON = [
  ...tricks('doubled', [
    [
      'a list type of its own',
      'passed',
      `class Row(list):\n    pass\ndef doubled(values):\n    return Row(2 * value for value in values)\n`,
    ],
    [
      'numpy integers',
      'passed',
      'import numpy as np\ndef doubled(values):\n    return [np.int64(2 * value) for value in values]\n',
    ],
    [
      'enumerated integers',
      'passed',
      'from enum import IntEnum\nE = IntEnum("E", {"a": 2, "b": 4, "c": 14})\ndef doubled(values):\n    return [E(2 * value) for value in values]\n',
    ],
    [
      'a recursion limit and a thread',
      'passed',
      `import sys, threading\nsys.setrecursionlimit(10000)\n${RIGHT}threading.Thread(target=lambda: None).start()\n`,
    ],
    [
      'helpers that are called like builtins',
      'passed',
      `def len(x):\n    return 5\ndef sum(x, y):\n    return x + y\ndef doubled(values):\n    return [sum(value, value) for value in values]\n`,
    ],
    ['a main guard', 'passed', `${RIGHT}if __name__ == "__main__":\n    raise SystemExit(3)\n`],
  ]),
  ...tricks('half', [
    ['a Fraction', 'passed', 'from fractions import Fraction\ndef half(n):\n    return Fraction(n, 2)\n'],
  ]),
];
