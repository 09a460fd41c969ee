import { tricks } from './trick.js';

const FORGERY = '0'.repeat(32);
const doubled = (body: string, members = '', others = ''): string =>
  `import java.util.*;\nimport java.io.*;\n${others}\nclass Solution {\n${members}\n    public List<Integer> doubled(List<Integer> values) {\n${body}\n    }\n}\n`;
const WRONG = 'return new ArrayList<>(Arrays.asList(99));';
const QUIET = 'catch (Exception e) { }';
const half = (body: string, others = ''): string =>
  `import java.util.*;\n${others}\nclass Solution {\n    public double half(int n) {\n${body}\n    }\n}\n`;
const LIAR =
  'class Liar extends ArrayList<Integer> { public boolean equals(Object o) { return true; } public int hashCode() { return 0; } }';

export const JAVA = [
  ...tricks('doubled', [
    ['System.exit in a static initialiser', 'runtime_error', doubled(WRONG, 'static { System.exit(0); }')],
    [
      'Runtime.halt in a static initialiser',
      'runtime_error',
      doubled(WRONG, 'static { Runtime.getRuntime().halt(0); }'),
    ],
    ['Runtime.halt in the method', 'runtime_error', doubled(`Runtime.getRuntime().halt(0); ${WRONG}`)],
    [
      'Runtime.halt at exit',
      'wrong_answer',
      doubled(
        WRONG,
        'static { Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0))); }',
      ),
    ],
    [
      'Runtime.halt in a thread',
      'runtime_error',
      doubled(
        `new Thread(() -> Runtime.getRuntime().halt(0)).start(); try { Thread.sleep(5000); } ${QUIET} ${WRONG}`,
      ),
    ],
    [
      'an uncaught-exception handler that exits with 0',
      'wrong_answer',
      doubled(
        WRONG,
        'static { Thread.setDefaultUncaughtExceptionHandler((t, e) -> Runtime.getRuntime().halt(0)); }',
      ),
    ],
    ['a success line', 'wrong_answer', doubled(`System.out.println("All tests passed"); ${WRONG}`)],
    [
      'junk on the channel',
      'sandbox_violation',
      doubled(
        WRONG,
        `static { try (FileOutputStream o = new FileOutputStream("/proc/self/fd/3")) { o.write("passed\\n".getBytes()); } ${QUIET} }`,
      ),
    ],
    [
      'a forged done',
      'sandbox_violation',
      doubled(
        WRONG,
        `static { try (FileOutputStream o = new FileOutputStream("/proc/self/fd/3")) { o.write("done ${FORGERY}\\n".getBytes()); } ${QUIET} Runtime.getRuntime().halt(0); }`,
      ),
    ],
    [
      'a Main of its own',
      'compile_error',
      `${doubled(WRONG)}class Main { public static void main(String[] a) { } }\n`,
    ],
    [
      'a PerforchJudge of its own',
      'compile_error',
      `${doubled(WRONG)}class PerforchJudge { public static void main(String[] a) { } }\n`,
    ],
    [
      'an Arrays of its own',
      'wrong_answer',
      `${doubled('return new ArrayList<>(java.util.Arrays.asList(99));')}class Arrays { static List<Integer> asList(Integer... a) { return new ArrayList<>(); } static List<Boolean> asList(Boolean... a) { return new ArrayList<>(); } }\n`,
    ],
    [
      'an AssertionError of its own',
      'wrong_answer',
      `${doubled(WRONG)}class AssertionError extends RuntimeException { AssertionError() { Runtime.getRuntime().halt(0); } }\n`,
    ],
    ['a list equal to everything', 'wrong_answer', doubled('return new Liar();', '', LIAR)],
    [
      'an anonymous list equal to everything',
      'wrong_answer',
      doubled('return new ArrayList<>() { public boolean equals(Object o) { return true; } };'),
    ],
    [
      'a list equal to everything, wrapped',
      'wrong_answer',
      doubled('return Collections.unmodifiableList(new Liar());', '', LIAR),
    ],
    [
      'a result type of its own',
      'wrong_answer',
      'import java.util.*;\nclass Liar { public boolean equals(Object o) { return true; } }\nclass Solution { public Liar doubled(List<Integer> values) { return new Liar(); } }\n',
    ],
    [
      'a record',
      'wrong_answer',
      'import java.util.*;\nrecord Liar(int x) { public boolean equals(Object o) { return true; } }\nclass Solution { public Liar doubled(List<Integer> values) { return new Liar(1); } }\n',
    ],
    [
      'a List of its own',
      'compile_error',
      'class List { public boolean equals(Object o) { return true; } }\nclass Solution { public List doubled(java.util.List<Integer> values) { return new List(); } }\nclass ArrayList { }\nclass Boolean { }\n class AssertionError extends Error { }\nclass Main { }\n',
    ],
  ]),
  ...tricks('half', [
    [
      'a Math of its own',
      'wrong_answer',
      `${half('return n == 8 ? 4.0 : 99.0;')}class Math { static double abs(double x) { return 0; } }\n`,
    ],
    [
      'an Objects of its own',
      'wrong_answer',
      `${half('return n == 3 ? 1.5 : 99.0;')}class Objects { static boolean equals(Object a, Object b) { return true; } }\n`,
    ],
    [
      'a number equal to everything',
      'compile_error',
      'class Solution { public Object half(int n) { return new Object() { public boolean equals(Object o) { return true; } }; } }\n',
    ],
  ]),
];

export const HONEST_JAVA = [
  ...tricks('doubled', [
    [
      'double-brace initialisation',
      'passed',
      doubled('return new LinkedList<>() {{ for (int value : values) add(2 * value); }};'),
    ],
    [
      'an unmodifiable list',
      'passed',
      doubled('return Collections.unmodifiableList(values.stream().map(value -> 2 * value).toList());'),
    ],
    [
      'a list of a class of its own',
      'passed',
      doubled(
        'return new AbstractList<>() { public int size() { return values.size(); } public Integer get(int i) { return 2 * values.get(i); } };',
      ),
    ],
    [
      'a helper class called like one of the JDK',
      'passed',
      `${doubled('java.util.List<Integer> r = new java.util.ArrayList<>(); for (int value : values) r.add(Pair.twice(value)); return r;')}class Pair { static int twice(int x) { return 2 * x; } }\nclass Stack { }\n`,
    ],
    [
      'a narrower result type',
      'passed',
      'import java.util.*;\nclass Solution { public ArrayList<Integer> doubled(List<Integer> values) { ArrayList<Integer> r = new ArrayList<>(); for (int value : values) r.add(2 * value); return r; } }\n',
    ],
    [
      'a main of its own',
      'passed',
      doubled(
        'List<Integer> r = new ArrayList<>(); for (int value : values) r.add(2 * value); return r;',
        'public static void main(String[] args) { System.exit(1); }',
      ),
    ],
  ]),
  ...tricks('half', [
    ['a boxed result', 'passed', 'class Solution { public Double half(int n) { return n / 2.0; } }\n'],
  ]),
];
