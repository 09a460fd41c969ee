"""Runs a dataset's Python runner around a function that is not there: once to learn what it calls the function with, and
again to learn what it prints when the function's value is known. Prints a line of JSON for each case.

Every case has a process of its own. Values are a stranger's: what reads a text as Python reads literals only, as in
evaluators.
"""

import ast
import builtins
import io
import json
import math
import os
import resource
import select
import sys
import time

RANGES = {
    "i32": (-(1 << 31), (1 << 31) - 1),
    "i64": (-(1 << 63), (1 << 63) - 1),
    "u32": (0, (1 << 32) - 1),
    "u64": (0, (1 << 64) - 1),
    "usize": (0, (1 << 64) - 1),
}


class Unfit(Exception):
    """A value that is not of its type."""


def fit(value, of, read):
    """A value as one of this type; `read` where it was read from an answer, which has no tuples and says what is a float."""
    if isinstance(of, dict):
        if type(value) is list or type(value) is tuple and not read:
            return [fit(item, of["list"], read) for item in value]
    elif of in RANGES:
        low, high = RANGES[of]
        if type(value) is int and low <= value <= high:
            return value
    elif of == "f64":
        if type(value) is float and (read or math.isfinite(value)):
            return value
        if type(value) is int and not read and abs(value) <= 1 << 53:
            return float(value)
    elif of == "bool":
        if type(value) is bool:
            return value
    elif type(value) is str and (of != "char" or len(value) == 1):
        value.encode("utf-8")
        return value
    raise Unfit()


def some(of):
    """A value of this type, to go on with."""
    if isinstance(of, dict):
        return []
    return "a" if of == "char" else {"f64": 0.0, "bool": False, "String": ""}.get(of, 0)


def standing_in(name, called):
    """The class that takes an answer's place."""
    return type("Solution", (), {name: lambda self, *arguments: called(arguments)})


def run(runner, names, solution, text):
    """Runs a runner to its end; what it prints is returned."""
    with open("input", "wb") as file:
        file.write(text.encode("utf-8"))
    os.dup2(os.open("input", os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    printed = io.BytesIO()
    sys.stdout = io.TextIOWrapper(printed, encoding="utf-8", newline="\n")
    own = dict(vars(builtins), eval=literal)
    namespace = {"__name__": "__main__", "__builtins__": own, "perforch_solution": solution}
    try:
        exec(names, namespace)
        exec(runner, namespace)
    except SystemExit as end:
        if end.code not in (None, 0):
            raise
    sys.stdout.flush()
    return printed.getvalue().decode("utf-8")


def literal(source, *_):
    return ast.literal_eval(source.strip() if isinstance(source, str) else source)


def record(runner, names, call, text):
    calls = []

    def called(arguments):
        calls.append(arguments)
        if len(calls) > 1:
            raise SystemExit
        if len(arguments) != len(call["parameters"]):
            raise SystemExit
        # As they are now: whoever is called may not change them, but what calls may.
        values = [fit(value, of, False) for value, of in zip(arguments, call["parameters"])]
        given.extend(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
        return some(call["returns"])

    given = []
    try:
        run(runner, names, standing_in(call["pythonName"], called), text)
    except Unfit:
        return {"failed": "hands over other values than its starter code has"}
    except BaseException:
        # With the value that it was given it may well fail, now that it has called.
        pass
    if len(calls) != 1:
        return {"failed": "does not call the function exactly once"}
    if len(given) != len(call["parameters"]):
        return {"failed": "hands over other values than its starter code has"}
    return {"text": "".join(f"{line}\n" for line in given)}


def print_value(runner, names, call, text, output):
    try:
        value = fit(json.loads(output), call["returns"], True)
    except (ValueError, Unfit, RecursionError):
        return {"failed": "no_value"}
    calls = []

    def called(_):
        calls.append(1)
        return value

    try:
        printed = run(runner, names, standing_in(call["pythonName"], called), text)
    except BaseException:
        return {"failed": "not_printed" if len(calls) == 1 else "not_called"}
    return {"text": printed} if len(calls) == 1 else {"failed": "not_called"}


def answered(work, case, names, runner):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (work["cpuSeconds"], work["cpuSeconds"]))
        act = record if len(case) == 1 else print_value
        answer = json.dumps(act(runner, names, work["call"], *case))
        with open(writing, "w", encoding="utf-8") as pipe:
            pipe.write(answer)
            pipe.flush()
            os._exit(0)
    os.close(writing)
    parts = []
    late = time.monotonic() + work["wallSeconds"]
    while True:
        ready, _, _ = select.select([reading], [], [], max(0, late - time.monotonic()))
        part = os.read(reading, 1 << 20) if ready else b""
        if not part:
            break
        parts.append(part)
    os.close(reading)
    os.kill(child, 9)
    os.waitpid(child, 0)
    text = b"".join(parts).decode("utf-8", "replace")
    whole = bool(ready) and text.endswith("}")
    return text if whole else json.dumps({"failed": "no_answer" if ready else "stalled"})


def main():
    work = json.load(sys.stdin)
    # What a runner prints beside its standard output is nobody's answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    names = compile(work["names"], "names.py", "exec")
    exec(names, {})
    try:
        runner = compile(work["runner"], "runner.py", "exec")
    except (SyntaxError, ValueError):
        runner = compile("raise RuntimeError()", "runner.py", "exec")
    for case in work["cases"]:
        line = answered(work, case, names, runner)
        answers.write(f"{line}\n")
        answers.flush()
        if len(case) == 1 and "failed" in json.loads(line):
            return


main()
