import { tricks } from './trick.js';

const doubled = (body: string, members = '', others = ''): string =>
  `import java.util.*;\nimport java.io.*;\n${others}\nclass Solution {\n${members}\n    public List<Integer> doubled(List<Integer> values) {\n${body}\n    }\n}\n`;
const WRONG = 'return new ArrayList<>(Arrays.asList(99));';

export const JAVA = [
  ...tricks('doubled', [
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
      'a List of its own',
      'compile_error',
      'class List { public boolean equals(Object o) { return true; } }\nclass Solution { public List doubled(java.util.List<Integer> values) { return new List(); } }\nclass ArrayList { }\nclass Boolean { }\n class AssertionError extends Error { }\nclass Main { }\n',
    ],
  ]),
  ...tricks('half', [
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
