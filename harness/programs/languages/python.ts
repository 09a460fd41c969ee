import { inWork } from '../../languages/built-program.js';
import { pinnedFor } from '../../languages/versions.js';
import type { ProgramLanguage } from '../contract.js';
import { submitted } from '../submission.js';

const { runFlags } = pinnedFor('python');
const FILE = 'main.py';
/** A program that is no Python fails here, like one that another language's compiler refuses: none of it has run. */
const COMPILE = `compile(open("${inWork(FILE)}", encoding="utf-8").read(), "${FILE}", "exec")`;

/** What submissions, runners and evaluators rely on without importing it. The last module need not be installed. */
export const PYTHON_NAMES = `\
import bisect, collections, copy, functools, heapq, itertools, json, math, operator, pickle, random, re, string, sys
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict, defaultdict, deque
from functools import cache, lru_cache, reduce
from heapq import heapify, heappop, heappush, heappushpop, nlargest, nsmallest
from itertools import accumulate, chain, combinations, groupby, permutations, product, zip_longest
from json import loads
from math import ceil, comb, cos, e, factorial, floor, gcd, inf, isqrt, lcm, log10, log2, perm, pi, sin, sqrt, tan
from re import findall, finditer, match, search, split, sub
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits, hexdigits, punctuation, whitespace
from sys import maxsize, stdin
from typing import *
try:
    import sortedcontainers
    from sortedcontainers import SortedDict, SortedList, SortedSet
except ImportError:
    pass
`;

export const python: ProgramLanguage = {
  // What is imported from the future has to stand first, and changes nothing here.
  inRunner: (runner, submission) =>
    `${PYTHON_NAMES}\n${submitted(runner, submission.replace(/^from\s+__future__\s+import\s.*$/gm, ''))}`,
  assemble(source, toolchain) {
    const command = toolchain.paths['python'] ?? '';
    const files = [{ path: FILE, content: source }];
    return {
      files,
      builds: [
        { name: 'compile', phase: 'build', argv: [command, '-S', ...runFlags, '-c', COMPILE], env: {} },
      ],
      collect: [],
      runFiles: files,
      run: {
        name: 'python3',
        phase: 'run',
        argv: [command, ...runFlags, inWork(FILE)],
        env: { PYTHONHASHSEED: '0' },
      },
    };
  },
};
