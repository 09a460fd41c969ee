import os
import time

PAGE_BYTES = 4096


def held(mib: int) -> bytearray:
    memory = bytearray(mib << 20)
    memory[::PAGE_BYTES] = b"\1" * (len(memory) // PAGE_BYTES)
    return memory


def hold(mib: int) -> None:
    memory = held(mib)
    time.sleep(0.1)
    del memory


def spike(mib: int) -> None:
    memory = held(mib)
    time.sleep(0.005)
    del memory
    time.sleep(0.1)


def spin(ms: int) -> None:
    end = time.thread_time() + ms / 1000
    while time.thread_time() < end:
        sum(range(1000))


def half(ms: int) -> None:
    start = time.monotonic()
    for slice_end in range(40, ms + 1, 40):
        spin(20)
        time.sleep(max(0.0, start + slice_end / 1000 - time.monotonic()))


def child(work, amount: int) -> int:
    pid = os.fork()
    if pid == 0:
        work(amount)
        os._exit(0)
    return pid


def meter(what: str, amount: int) -> int:
    if what == "hold":
        hold(amount)
    elif what == "spike":
        spike(amount)
    elif what == "child hold":
        os.waitpid(child(hold, amount), 0)
    elif what == "both hold":
        other = child(hold, amount)
        memory = held(amount)
        os.waitpid(other, 0)
        del memory
    elif what == "spin":
        spin(amount)
    elif what == "half":
        half(amount)
    elif what == "two spin":
        other = child(spin, amount)
        spin(amount)
        os.waitpid(other, 0)
    elif what == "child spin":
        os.waitpid(child(spin, amount), 0)
    return amount
