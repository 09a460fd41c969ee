

def repeating(token):
    """What repetitions need, taken before the solution's first line: their loop and a quick look at results."""
    write, read, leave, modules = os.write, os.read, os._exit, sys.modules
    warm_up, repetitions = int(sys.argv[1]), int(sys.argv[2])
    del sys.argv[1:], sys.orig_argv[-2:]

    def mark():
        write(3, b"mark " + token + b"\n")
        reply = b""
        while len(reply) < 3:
            part = read(4, 3 - len(reply))
            if not part:
                leave(120)
            reply += part
        if reply != b"go\n":
            leave(120)

    def repeat(repetition):
        if "random" in modules:
            modules["random"].seed(1)
        for times in (min(warm_up, 1), max(warm_up - 1, 0), repetitions):
            mark()
            for _ in range(times):
                repetition()

    scalars = frozenset(id(kind) for kind in (int, float, bool, str, bytes, complex, type(None)))
    flat = frozenset(id(kind) for kind in (list, tuple, set, frozenset))
    mapping, all_scalars, is_scalar = id(dict), scalars.issuperset, scalars.__contains__

    def is_plain(value):
        """Whether a value is nothing but instances of builtins."""
        kind = id(type(value))
        if is_scalar(kind):
            return True
        if kind in flat:
            return all_scalars(map(id, {*map(type, value)})) or all(map(is_plain, value))
        return kind == mapping and is_plain([*value]) and is_plain([*value.values()])

    return is_plain, repeat
