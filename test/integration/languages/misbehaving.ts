import type { Language } from '../../../datasets/problem.js';

export interface Misbehaving {
  readonly syntax: string;
  readonly loop: string;
  readonly sleep: string;
  readonly memory: string;
  readonly flood: string;
  readonly exception: string;
  readonly signal: string;
  readonly assertion: string;
}

const java = (body: string): string =>
  `import java.util.*;\n\nclass Solution {\n    public List<Integer> doubled(List<Integer> values) {\n${body}\n    }\n}\n`;
const cpp = (body: string): string =>
  `#include <vector>\n#include <cassert>\n#include <csignal>\n#include <cstring>\n#include <stdexcept>\n#include <unistd.h>\nusing namespace std;\nvector<int> doubled(vector<int> values) {\n${body}\n    return {};\n}\n`;
const go = (imports: string, body: string): string =>
  `import (${imports})\n\nfunc Doubled(values []int) []int {\n${body}\n    return nil\n}\n`;
const rust = (body: string): string => `fn doubled(values: Vec<i32>) -> Vec<i32> {\n${body}\n    values\n}\n`;
const python = (body: string): string => `import os, signal, sys, time\n\n\ndef doubled(values):\n${body}\n`;

/** Programs for `doubled`, each with one fault. */
export const MISBEHAVING: Readonly<Record<Language, Misbehaving>> = {
  python: {
    syntax: 'def doubled(values)\n    return values\n',
    loop: python('    while True:\n        pass'),
    sleep: python('    time.sleep(60)'),
    memory: python('    kept = []\n    while True:\n        kept.append(bytearray(b"x" * (1 << 22)))'),
    flood: python('    while True:\n        print("x" * 4096)'),
    exception: python('    return values[99]'),
    signal: python('    os.kill(os.getpid(), signal.SIGSEGV)\n    time.sleep(1)'),
    assertion: python('    assert len(values) > 99'),
  },
  java: {
    syntax: java('        return values'),
    loop: java('        while (true) { if (values == null) return values; }'),
    sleep: java(
      '        try { Thread.sleep(60000); } catch (InterruptedException e) { }\n        return values;',
    ),
    memory: java(
      '        List<long[]> kept = new ArrayList<>();\n        while (true) { long[] x = new long[1 << 19]; Arrays.fill(x, 7); kept.add(x); }',
    ),
    flood: java('        while (true) System.out.println("x".repeat(4096));'),
    exception: java('        return List.of(values.get(99));'),
    signal: java(
      '        try { new ProcessBuilder("/bin/sh", "-c", "kill -9 $PPID").start().waitFor(); Thread.sleep(2000); } catch (Exception e) { }\n        return values;',
    ),
    assertion: java('        throw new AssertionError("a solution\'s own");'),
  },
  cpp: {
    syntax: cpp('    int x = ;'),
    loop: cpp('    volatile int x = 1;\n    while (x) { }'),
    sleep: cpp('    sleep(60);'),
    memory: cpp('    while (true) { char *x = (char *)malloc(1 << 22); memset(x, 1, 1 << 22); }'),
    flood: cpp('    while (true) puts("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");'),
    exception: cpp('    throw runtime_error("no");'),
    signal: cpp('    raise(SIGSEGV);'),
    assertion: cpp('    assert(values.size() > 99);'),
  },
  go: {
    syntax: go('', '    x := '),
    loop: go('', '    for { }'),
    sleep: go('"time"', '    time.Sleep(time.Minute)'),
    memory: go(
      '',
      '    kept := [][]byte{}\n    for {\n        x := make([]byte, 1<<22)\n        for i := range x { x[i] = 1 }\n        kept = append(kept, x)\n    }',
    ),
    flood: go('"fmt"; "strings"', '    for { fmt.Println(strings.Repeat("x", 4096)) }'),
    exception: go('', '    return values[99:]'),
    signal: go('"syscall"', '    syscall.Kill(syscall.Getpid(), syscall.SIGKILL)\n    select {}'),
    assertion: go('', '    panic("a solution\'s own")'),
  },
  rust: {
    syntax: rust('    let x = ;'),
    loop: rust('    loop { std::hint::spin_loop(); }'),
    sleep: rust('    std::thread::sleep(std::time::Duration::from_secs(60));'),
    memory: rust('    let mut kept = Vec::new();\n    loop { kept.push(vec![1u8; 1 << 22]); }'),
    flood: rust('    loop { println!("{}", "x".repeat(4096)); }'),
    exception: rust('    return vec![values[99]];'),
    signal: rust('    std::process::abort();'),
    assertion: rust('    assert!(values.len() > 99);'),
  },
};
