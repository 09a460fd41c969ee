import { describe, expect, it } from 'vitest';
import { withFittingImports } from '../../../harness/languages/go/imports.js';
import { importedBy, usualImports } from '../../../harness/languages/python/imports.js';

describe('Go imports', () => {
  const fitted = (source: string) => withFittingImports(source, 'solution');

  it('drops what is not used and adds what is used', () => {
    const source = 'package main\nimport (\n"fmt"\n"os"\n)\nfunc F() { fmt.Println(math.Pi) }\n';
    expect(fitted(source)).toContain('package solution; import ("fmt"; "math")');
  });

  it('reads several imports in one line', () => {
    expect(fitted('import ("os"; "os/signal")\nfunc F() { signal.Stop(nil); os.Exit(1) }')).toContain(
      'import ("os"; "os/signal")',
    );
  });

  it('keeps line numbers', () => {
    const source = 'import (\n    "fmt"\n)\n\nfunc F() { fmt.Println() }\n';
    expect(fitted(source).split('\n')[4]).toBe('func F() { fmt.Println() }');
  });

  it('separates the import clause from a declaration that begins the file', () => {
    expect(fitted('func F() string { return strings.ToUpper("a") }')).toBe(
      'package solution; import ("strings"); func F() string { return strings.ToUpper("a") }',
    );
  });

  it('always has the imports that it is given', () => {
    expect(withFittingImports('func F() { }', 'main', [{ name: '.', path: 'x/y' }])).toContain(
      'import (. "x/y")',
    );
  });

  it('does not take a declared name for a package', () => {
    expect(fitted('type T struct{}\nvar list T\nfunc F() { list.Len() }')).not.toContain('container/list');
  });
});

describe('Python imports', () => {
  it('gives the usual modules and names where they are used', () => {
    expect(usualImports('x: List[int] = math.pi', 'deque()')).toBe(
      'import math\nfrom typing import List\nfrom collections import deque\n',
    );
  });

  it('knows what tests import and what they rely on', () => {
    expect(importedBy('def check(f):\n    from random import randint\n    math.fabs(1)\n')).toEqual([
      'math',
      'random',
    ]);
  });
});
