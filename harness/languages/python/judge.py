"""Runs a solution and then its tests in one process and proves to the supervisor that the tests ran to their end.

What the tests and this judge rely on is taken before the solution's first line: a solution that changes a builtin, a
module or a hook changes it for itself only.
"""

__builtins__ = dict(vars(__builtins__))

import os
import sys

# Py_TPFLAGS_HEAPTYPE: made by Python code, or by a library; numpy's types are not.
HEAP_TYPE = 1 << 9
OPERATORS = (
    "eq ne lt le gt ge bool abs neg pos round trunc floor ceil int float complex index contains hash "
    "add sub mul truediv floordiv mod pow and or xor matmul divmod "
    "radd rsub rmul rtruediv rfloordiv rmod rpow rand ror rxor rmatmul rdivmod"
).split()


def main(token, prelude, tests_prelude, tests_modules, entry):
    write, read, leave, modules = os.write, os.read, os._exit, sys.modules
    settrace, setprofile = sys.settrace, sys.setprofile
    operators = frozenset(f"__{name}__" for name in OPERATORS)
    pristine = __builtins__

    def compiled(path, name):
        with open(path, encoding="utf-8") as file:
            return compile(file.read(), name, "exec", dont_inherit=True)

    def fail():
        write(3, b"fail " + token + b"\n")

    # Read past the solution's metaclasses.
    flags_of, lineage_of, attributes_of = [vars(type)[name].__get__ for name in ("__flags__", "__mro__", "__dict__")]
    name_of = vars(type)["__name__"].__get__

    def is_own(kind):
        module = modules.get(attributes_of(kind).get("__module__", "builtins"))
        return module is None or vars(module).get(name_of(kind)) is not kind

    scalars = {id(kind) for kind in (int, float, bool, str, bytes, complex, type(None))}
    containers = (
        (list, list.__iter__),
        (tuple, tuple.__iter__),
        (dict, dict.items),
        (set, set.__iter__),
        (frozenset, frozenset.__iter__),
    )
    single = (
        (int, int.__pos__),
        (float, float.__pos__),
        (complex, complex.__pos__),
        (str, str.__str__),
        (bytes, lambda value: bytes.__add__(value, b"")),
    )

    def plain(value):
        """The same value without the solution's own idea of equality: what derives from a builtin becomes that builtin."""
        kind = type(value)
        if id(kind) in scalars:
            return value
        lineage = lineage_of(kind)
        made_by_python = flags_of(kind) & HEAP_TYPE
        for base, iterate in containers:
            if any([ancestor is base for ancestor in lineage]):
                before = [*iterate(value)]
                after = [plain(item) for item in before]
                same = all([item is other for item, other in zip(before, after)])
                return value if same and not made_by_python else base(after)
        if not made_by_python:
            return value
        for base, copy in single:
            if any([ancestor is base for ancestor in lineage]):
                return copy(value)
        for ancestor in lineage:
            if ancestor is not object and is_own(ancestor) and not operators.isdisjoint(attributes_of(ancestor)):
                write(2, f"tests.py: {entry} returned an object with operators of its own\n".encode())
                fail()
                leave(1)
        return value

    def guarded(function):
        def call(*args, **kwargs):
            try:
                result = function(*args, **kwargs)
            finally:
                settrace(None)
                setprofile(None)
            try:
                return plain(result)
            except RecursionError:
                return result

        return call

    tests_code = compiled("/work/tests.py", "tests.py")
    solution_code = compiled("/work/solution.py", "solution.py")
    usual = {"__builtins__": pristine}
    imports = "".join([f"import {name}\n" for name in tests_modules])
    exec(compile(imports, "prelude.py", "exec"), {})
    exec(compile(tests_prelude, "prelude.py", "exec"), usual)
    kept = [(name, modules[name], dict(vars(modules[name]))) for name in tests_modules if name in modules]

    solution = {"__name__": "solution", "__builtins__": sys.modules["builtins"]}
    exec(compile(prelude, "prelude.py", "exec"), solution)
    exec(solution_code, solution)

    settrace(None)
    setprofile(None)
    for name, module, attributes_then in kept:
        modules[name] = module
        vars(module).update(attributes_then)
    tests = {name: value for name, value in solution.items() if name not in pristine}
    tests.update(usual)
    if entry in solution and callable(solution[entry]):
        tests[entry] = guarded(solution[entry])
    tests["__name__"] = "tests"
    try:
        exec(tests_code, tests)
    except AssertionError as error:
        place = error.__traceback__
        while place.tb_next:
            place = place.tb_next
        if place.tb_frame.f_code.co_filename == "tests.py":
            fail()
        raise
    write(3, b"done " + token + b"\n")
    nonce = read(4, 64)
    write(3, b"nonce " + nonce)
    leave(0)
