"""Runs a solution and then its tests in one process and proves to the supervisor that the tests ran to their end."""

import builtins
import os
import traceback


def main(token, prelude, write=os.write, read=os.read, leave=os._exit, walk=traceback.walk_tb):
    solution = {"__name__": "solution", "__builtins__": builtins}
    exec(compile(prelude, "prelude.py", "exec"), solution)
    with open("/work/solution.py", encoding="utf-8") as file:
        code = file.read()
    with open("/work/tests.py", encoding="utf-8") as file:
        tests_code = file.read()
    exec(compile(code, "solution.py", "exec"), solution)
    tests = {name: value for name, value in solution.items() if not hasattr(builtins, name)}
    tests["__name__"] = "tests"
    try:
        exec(compile(tests_code, "tests.py", "exec"), tests)
    except AssertionError as error:
        raised_in = [frame.f_code.co_filename for frame, _ in walk(error.__traceback__)]
        if raised_in[-1] == "tests.py":
            write(3, b"fail " + token + b"\n")
        raise
    write(3, b"done " + token + b"\n")
    nonce = read(4, 64)
    write(3, b"nonce " + nonce)
    leave(0)
