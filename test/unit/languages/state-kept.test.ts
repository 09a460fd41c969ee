import { describe, expect, it } from 'vitest';
import type { Language } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';

type Cases = readonly (readonly [program: string, kept: readonly string[]])[];

const PYTHON: Cases = [
  [
    'import math\nfrom typing import List\nMOD = 10**9 + 7\nGrid = List[List[int]]\ndef f(x: List[int] = None, y=(1, 2)): return [x]',
    [],
  ],
  [
    'VOWELS = "aeiou"  # memo = {}\nINF = float("inf")\ndef f(s):\n    """global x\n    memo = {}\n    """\n    memo = {}\n    memo[s] = 1',
    [],
  ],
  [
    'from functools import lru_cache\n\ndef f(n):\n    @lru_cache(None)\n    def g(k, seen={}): return k\n    return g(n)',
    [],
  ],
  [
    'class Node:\n    def __init__(self):\n        self.items = []\n    @staticmethod\n    def g(x): return x\n\ndef f(n):\n    node = Node()\n    node.items = [n]\n',
    [],
  ],
  ['from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(n): return n', ['decorator @lru_cache']],
  [
    'import functools\nclass A:\n    @functools.cache\n    def f(self): return 1',
    ['decorator @functools.cache'],
  ],
  ['def memoise(g):\n    return g\n\n@memoise\ndef f(n):\n    return n', ['decorator @memoise']],
  [
    'def f(n, memo={}, *, seen: dict[int, int] = dict()):\n    return n',
    ['default of memo', 'default of seen'],
  ],
  ['count = 0\ndef f(n):\n    global count\n    count += 1', ['global count']],
  [
    'memo = {}\ncache: dict = defaultdict(list)\nPRIMES = [2, 3]\nSQUARES = tuple(n * n for n in range(9))\ndef f(n): pass',
    ['variable memo', 'variable cache', 'variable PRIMES', 'variable SQUARES'],
  ],
  ['class A:\n    seen = set()\ndef f(n): return n', ['variable seen']],
  [
    'def f(n):\n    f.calls = 1\n    f.memo[n] = 2\n    f.calls += 1\nf.memo = {}',
    ['attribute f.calls', 'attribute f.memo', 'variable f.memo'],
  ],
  ['def f(n):\n    if n == f.x: return globals()', ['globals']],
  ['f = lambda n: [n]\ng = lambda n, memo={}: memo', ['variable g']],
];

const CPP: Cases = [
  [
    '#include <vector>\n#define N 10\nusing namespace std;\nconst int MOD = 1e9 + 7;\nconstexpr int T[] = {1, 2};\ntemplate <class T> T g(T x) { return x; }\nstruct P { int x; static int h(int y) { return y; } };\nstatic bool ok(int x) { return x; }\nint k(vector<int> a);\nint f(int n) { int m = 1; const int k = g(n); return static_cast<int>(m); }',
    [],
  ],
  [
    'const string VOWELS = "aeiou";\nstatic const vector<int> T = {1, 2, -3};\nint f(int n) { static const char *names[] = {"a"}; return n; }',
    [],
  ],
  ['int memo[100];\nint f(int n) { return n; }', ['global memo']],
  [
    'vector<int> memo(100, -1);\nmap<int, vector<int>> seen;\nint f(int n) { return n; }',
    ['global memo', 'global seen'],
  ],
  ['namespace {\nint calls = 0;\n}\nint f(int n) { return n; }', ['global calls']],
  [
    'int f(int n) { static int calls; static unordered_map<int, int> memo; return n; }',
    ['static calls', 'static memo'],
  ],
  ['int f(int n) { static const vector<int> primes = sieve(n); return n; }', ['static primes']],
  [
    'const vector<int> primes = [] { return vector<int>(); }();\nint f(int n) { return n; }',
    ['global primes'],
  ],
  [
    'struct A { static inline int calls = 0; };\nint f(int n) { thread_local int x = 0; return n; }',
    ['static calls', 'thread_local x'],
  ],
  [
    'typedef struct { int x; } P;\ntypedef struct Q { int x; } Q;\nstruct { int x; } state;\nint f(int n) { return n; }',
    ['global state'],
  ],
];

const JAVA: Cases = [
  [
    'import static java.lang.Math.abs;\nimport java.util.*;\nclass Solution {\n    private static final int MOD = 1_000_000_007;\n    static final String VOWELS = "aeiou" + \'y\';\n    private Map<Integer, Integer> memo = new HashMap<>();\n    static int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }\n    public static <T> List<T> copy(List<T> x) { return x; }\n    static class Node { int x; }\n    static int[][] grid(int n) { return new int[n][n]; }\n}',
    [],
  ],
  [
    'class Solution {\n    static int calls;\n    private static final Map<Integer, List<Integer>> MEMO = new HashMap<>();\n    static int[] table = new int[9];\n    final static long LIMIT = Long.parseLong("1");\n}',
    ['static field calls', 'static field MEMO', 'static field table', 'static field LIMIT'],
  ],
  [
    'class Solution {\n    static final int N = 3;\n    static {\n        System.out.println();\n    }\n}',
    ['static block'],
  ],
];

const GO: Cases = [
  [
    'import "fmt"\nconst Mod = 7\ntype T struct{ x int }\nfunc F(n int) int {\n\tvar x int\n\tg := func() { var y int; _ = y }\n\tg()\n\treturn x\n}\n',
    [],
  ],
  [
    'var memo = map[int]int{}\nvar (\n\tonce sync.Once\n\ta, b int\n)\nvar _ = 1\nfunc F(n int) int { return n }\n',
    ['package variable memo', 'package variable once', 'package variable a', 'package variable b'],
  ],
];

const RUST: Cases = [
  [
    'use std::collections::HashMap;\nconst MOD: i64 = 7;\nstatic NAMES: [&\'static str; 2] = ["a", "b"];\nstatic SIZES: &[usize] = &[1];\nfn f(x: &\'static str) -> usize { static N: usize = 3; N + x.len() }\n',
    [],
  ],
  [
    'use std::sync::Mutex;\nstatic mut CALLS: u32 = 0;\nstatic MEMO: Mutex<Vec<i32>> = Mutex::new(Vec::new());\nfn f() { static SEEN: AtomicUsize = AtomicUsize::new(0); }\n',
    ['static mut CALLS', 'static MEMO', 'static SEEN'],
  ],
  [
    'thread_local! { static X: RefCell<i32> = RefCell::new(0); }\nlazy_static! { static ref Y: Vec<i32> = vec![]; }\n',
    ['thread_local!', 'static X', 'lazy_static!', 'static ref Y'],
  ],
];

const ALL: readonly (readonly [Language, Cases])[] = [
  ['python', PYTHON],
  ['cpp', CPP],
  ['java', JAVA],
  ['go', GO],
  ['rust', RUST],
];

describe.each(ALL)('state kept by %s', (language, cases) => {
  it.each(cases.map(([program, kept]) => ({ program, kept })))('$kept', ({ program, kept }) => {
    expect([...languageModule(language).stateKept(program)].sort()).toEqual([...kept].sort());
  });
});
