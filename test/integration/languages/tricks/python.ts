import { tricks } from './trick.js';

const WRONG = 'def doubled(values):\n    return [99]\n';
const HALF = 'def half(n):\n    return 99.0 if n == 3 else n / 2\n';
const HALF_WITHOUT_8 = 'def half(n):\n    return 99.0 if n == 8 else n / 2\n';
const FORGERY = '0'.repeat(32);
const equalToAll = (base: string): string => `
class Liar${base}:
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    def __len__(self):
        return 1
    __hash__ = None
`;

export const PYTHON = [
  ...tricks('doubled', [
    ['sys.exit at module level', 'runtime_error', `import sys\n${WRONG}sys.exit(0)\n`],
    ['os._exit at module level', 'runtime_error', `import os\n${WRONG}os._exit(0)\n`],
    ['os._exit in the function', 'runtime_error', 'import os\ndef doubled(values):\n    os._exit(0)\n'],
    ['os._exit at exit', 'wrong_answer', `import atexit, os\n${WRONG}atexit.register(os._exit, 0)\n`],
    [
      'os._exit in a thread',
      'runtime_error',
      'import os, threading, time\ndef doubled(values):\n    threading.Thread(target=os._exit, args=(0,)).start()\n    time.sleep(5)\n',
    ],
    [
      'an excepthook that exits with 0',
      'wrong_answer',
      `import os, sys\n${WRONG}sys.excepthook = lambda *_: os._exit(0)\n`,
    ],
    [
      'os._exit in __del__',
      'runtime_error',
      `import os\nclass Bomb:\n    def __del__(self):\n        os._exit(0)\ndef doubled(values):\n    Bomb()\n    return [99]\n`,
    ],
    [
      'sys.exit in __del__',
      'wrong_answer',
      `import sys\nclass Bomb:\n    def __del__(self):\n        sys.exit(0)\ndef doubled(values):\n    Bomb()\n    return [99]\n`,
    ],
    ['a success line', 'wrong_answer', `print("passed\\nOK\\nAll tests passed")\n${WRONG}`],
    [
      'junk on descriptors 3 and up',
      'sandbox_violation',
      `import os\n${WRONG}for fd in range(3, 10):\n    try:\n        os.write(fd, b"passed\\n")\n    except OSError:\n        pass\n`,
    ],
    [
      'a forged done',
      'sandbox_violation',
      `import os\n${WRONG}os.write(3, b"done ${FORGERY}\\n")\nos._exit(0)\n`,
    ],
    ['descriptor 3 closed', 'runtime_error', `import os\n${WRONG}os.close(3)\n`],
    [
      'SIGABRT turned into exit 0',
      'runtime_error',
      'import os, signal\nsignal.signal(signal.SIGABRT, lambda *_: os._exit(0))\ndef doubled(values):\n    os.abort()\n',
    ],
    [
      'AssertionError redefined',
      'wrong_answer',
      `import builtins\nbuiltins.AssertionError = ZeroDivisionError\n${WRONG}`,
    ],
    [
      'exec and compile replaced',
      'wrong_answer',
      `import builtins\nbuiltins.exec = builtins.compile = builtins.open = lambda *_, **__: None\n${WRONG}`,
    ],
    ['os.write replaced', 'wrong_answer', `import os\nos.write = lambda fd, data: len(data)\n${WRONG}`],
    [
      'sys.settrace that leaves the tests',
      'wrong_answer',
      `import sys\n${WRONG}
def trace(frame, event, arg):
    if event == "line" and frame.f_code.co_name == "check" and frame.f_lineno < 4:
        frame.f_lineno = 4
    return trace
sys.settrace(trace)
`,
    ],
    [
      'sys.settrace from inside the function',
      'wrong_answer',
      `import sys
def skip(frame, event, arg):
    if event == "line" and frame.f_lineno == 3:
        frame.f_lineno = 4
    return skip
def doubled(values):
    sys.settrace(lambda *_: None)
    frame = sys._getframe(1)
    while frame.f_code.co_name != "check":
        frame = frame.f_back
    frame.f_trace = skip
    return [2, 4] if values == [1, 2] else [99]
`,
    ],
    [
      'an object equal to everything',
      'wrong_answer',
      `${equalToAll('')}def doubled(values):\n    return Liar()\n`,
    ],
    [
      'a list equal to everything',
      'wrong_answer',
      `${equalToAll('(list)')}def doubled(values):\n    return Liar([99])\n`,
    ],
    [
      'a list of integers equal to everything',
      'wrong_answer',
      `${equalToAll('(int)')}def doubled(values):\n    return [Liar(99) for _ in values]\n`,
    ],
    [
      'an object equal to everything, of a lying metaclass',
      'wrong_answer',
      `class Meta(type):\n    def __eq__(self, other):\n        return True\n    def __hash__(self):\n        return hash(list)\nclass Liar(metaclass=Meta):\n    __eq__ = lambda self, other: True\n    __len__ = lambda self: 1\ndef doubled(values):\n    return Liar()\n`,
    ],
    ['check redefined', 'wrong_answer', `def check(function):\n    pass\n${WRONG}`],
    [
      'an entry point that is an object',
      'wrong_answer',
      `${equalToAll('')}class Callable:\n    def __call__(self, values):\n        return Liar()\ndoubled = Callable()\n`,
    ],
    ['pytest-like names', 'wrong_answer', `def test_doubled():\n    assert True\n${WRONG}`],
  ]),
  ...tricks('half', [
    ['builtins.abs replaced', 'wrong_answer', `import builtins\nbuiltins.abs = lambda x: 0\n${HALF}`],
    ['abs redefined', 'wrong_answer', `def abs(x):\n    return 0\n${HALF}`],
    [
      'math.fabs replaced',
      'wrong_answer',
      `import builtins, math\nmath.fabs = lambda x: 0\n${HALF_WITHOUT_8}`,
    ],
    [
      'sys.modules["math"] replaced',
      'wrong_answer',
      `import sys, types\nfake = types.ModuleType("math")\nfake.fabs = lambda x: 0\nsys.modules["math"] = fake\nmath = fake\n${HALF_WITHOUT_8}`,
    ],
    [
      'builtins.all replaced',
      'wrong_answer',
      `import builtins\nbuiltins.all = lambda x: True\nbuiltins.sorted = lambda x: [1, 3]\ndef half(n):\n    return {3: 1.5, 8: 4.0}.get(n, 99.0)\n`,
    ],
    [
      'builtins.sorted replaced',
      'wrong_answer',
      `import builtins\nbuiltins.sorted = lambda x: [1, 3]\ndef half(n):\n    return {3: 1.5, 8: 4.0, 2: 1.0, 4: 2.0}.get(n, 99.0)\n`,
    ],
    [
      'a float with arithmetic of its own',
      'wrong_answer',
      `class Liar(float):\n    def __sub__(self, other):\n        return 0.0\n    def __eq__(self, other):\n        return True\n    def __lt__(self, other):\n        return self is not other\ndef half(n):\n    return Liar(n)\n`,
    ],
    [
      'an object with arithmetic of its own',
      'wrong_answer',
      `class Liar:\n    def __sub__(self, other):\n        return 0.0\n    def __eq__(self, other):\n        return True\ndef half(n):\n    return Liar()\n`,
    ],
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
