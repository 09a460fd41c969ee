/**
 * Tests and program share a process, so an attacker who has read the judge can answer for it. These tests say so: each
 * documents a verdict that is not deserved. See docs/verdicts.md.
 */
import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import { explain, judged } from './judging.js';
import { doubledIn } from './synthetic.js';

/** Reads the secret of the run where the judge's source lies, and proves the end of tests that never ran. */
const READS_THE_JUDGE: Readonly<Record<Language, string>> = {
  python: `
import os, re
token = re.search(rb'main\\(b"([0-9a-f]{32})', open("/work/judge.py", "rb").read()).group(1)
os.write(3, b"done " + token + b"\\n")
os.write(3, b"nonce " + os.read(4, 33))
os._exit(0)
`,
  java: `
import java.io.*;
class Solution {
    static {
        try {
            var field = Class.forName("PerforchJudge").getDeclaredField("TOKEN");
            field.setAccessible(true);
            FileOutputStream out = new FileOutputStream("/proc/self/fd/3");
            out.write(("done " + field.get(null) + "\\n").getBytes());
            FileInputStream in = new FileInputStream("/proc/self/fd/4");
            StringBuilder nonce = new StringBuilder();
            for (int c = in.read(); c != '\\n'; c = in.read()) nonce.append((char) c);
            out.write(("nonce " + nonce + "\\n").getBytes());
        } catch (Exception e) { }
        Runtime.getRuntime().halt(0);
    }
    public List<Integer> doubled(List<Integer> values) { return values; }
}
`,
  cpp: `
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>
using namespace std;
vector<int> doubled(vector<int> values) { return values; }
static int early = [] {
    ifstream file("/work/main.cpp");
    string text((istreambuf_iterator<char>(file)), {}), mark = string("PERFORCH") + "_TOKEN \\"";
    string done = "done " + text.substr(text.find(mark) + mark.size(), 32) + "\\n", nonce = "nonce ";
    (void)!write(3, done.data(), done.size());
    char reply[33];
    nonce.append(reply, read(4, reply, 33));
    (void)!write(3, nonce.data(), nonce.size());
    _exit(0);
    return 0;
}();
`,
  go: `
import (
    "os"
    "regexp"
    "syscall"
)

func init() {
    text, _ := os.ReadFile("/work/judge.go")
    token := regexp.MustCompile("perforchToken = \\"([0-9a-f]{32})").FindSubmatch(text)[1]
    syscall.Write(3, []byte("done "+string(token)+"\\n"))
    nonce := make([]byte, 33)
    syscall.Read(4, nonce)
    syscall.Write(3, append([]byte("nonce "), nonce...))
    syscall.Exit(0)
}

func Doubled(values []int) []int { return values }
`,
  rust: `
use std::io::{Read, Write};
use std::os::unix::io::FromRawFd;
fn doubled(values: Vec<i32>) -> Vec<i32> {
    let text = std::fs::read_to_string("/work/main.rs").unwrap();
    let mark = concat!("TOKEN: &str", " = \\"");
    let at = text.rfind(mark).unwrap() + mark.len();
    let mut out = unsafe { std::fs::File::from_raw_fd(3) };
    let mut reply = unsafe { std::fs::File::from_raw_fd(4) };
    out.write_all(format!("done {}\\n", &text[at..at + 32]).as_bytes()).unwrap();
    let mut nonce = [0u8; 33];
    reply.read_exact(&mut nonce).unwrap();
    out.write_all(b"nonce ").unwrap();
    out.write_all(&nonce).unwrap();
    std::process::exit(0);
}
`,
};

test.concurrent.each(LANGUAGES)(
  'known limit: %s: a program that reads the judge passes',
  async (language) => {
    expect(explain(await judged(doubledIn(language), READS_THE_JUDGE[language]))).toMatch(/^passed:/);
  },
);

test('known limit: C++: a program that takes the place of write passes', async () => {
  const program = `
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>
using namespace std;
vector<int> doubled(vector<int> values) { return {99}; }
extern "C" ssize_t write(int fd, const void *data, size_t size) {
    char line[64];
    memcpy(line, data, size);
    if (fd == 3 && memcmp(line, "fail", 4) == 0) {
        memcpy(line, "done", 4);
        syscall(SYS_write, 3, line, size);
        char nonce[40] = "nonce ";
        syscall(SYS_read, 4, nonce + 6, 33);
        syscall(SYS_write, 3, nonce, 39);
        syscall(SYS_exit_group, 0);
    }
    return syscall(SYS_write, fd, data, size);
}
`;
  expect(explain(await judged(doubledIn('cpp'), program))).toMatch(/^passed:/);
});

test('known limit: Python: the helpers that a problem declares are the program’s to change', async () => {
  const problem = {
    ...doubledIn('python'),
    declaration: 'def encode(x):\n    return x + 1\n\n\ndef decode(x):\n',
    entryPoint: 'decode',
    tests: {
      ...doubledIn('python').tests,
      hidden: 'def check(decode):\n    assert decode(encode(3)) == 3\n\ncheck(decode)\n',
    },
  };
  const program = 'def encode(x):\n    return x\n\n\ndef decode(x):\n    return x\n';
  expect(explain(await judged(problem, program))).toMatch(/^passed:/);
});
