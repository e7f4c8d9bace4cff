# test/module/test_interrupt.py
#
# Ctrl-C in compiled code: KeyboardInterrupt reaches the program soon, from loops, regions, tasks and recursions; a
# handler that ignores it changes nothing.
import os
import subprocess
import sys

import pytest

from harness.compiler import compile_module

PROGRAM = """
from pyomp_cc import njit, omp_get_thread_num, openmp


@njit
def sequential(n: int) -> int:
    s = 0
    for i in range(n):
        for j in range(1000):
            s = (s * 3 + i + j) % 1000003
    return s


@njit
def collatz(n: int) -> int:
    s = 0
    while s >= 0:
        s = (s * 5 + n) % 1000003
    return s


@njit
def flat(n: int) -> int:
    s = 0
    for i in range(n):
        s = (s * 5 + i) % 1000003
    return s


@njit
def flat_with_break(n: int) -> int:
    for i in range(2, n):
        if n % i == 0:
            break
    return i


@njit
def flat_while(n: int) -> int:
    i = 0
    s = 0
    while i < n:
        s = (s * 5 + i) % 1000003
        i += 1
    return s


@njit
def flat_in_each_thread(n: int) -> int:
    s = 0
    with openmp("parallel reduction(+:s)"):
        for i in range(omp_get_thread_num(), n):
            s = (s * 5 + i) % 1000003
    return s


@njit
def shared_loop(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(dynamic, 50)"):
        for i in range(n):
            k = i
            for j in range(1000):
                k = (k * 3 + j) % 1000003
            s += k
    return s


@njit
def long_rounds(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(8):
            k = i
            for j in range(n):
                for m in range(100):
                    for l in range(10):
                        k = (k * 3 + j + m + l) % 1000003
            s += k
    return s


@njit
def pieces(n: int) -> int:
    s = 0
    with openmp("parallel reduction(+:s)"):
        for i in range(n):
            for j in range(1000):
                s = (s * 3 + i + j) % 1000003
    return s


@njit
def swallows(n: int) -> int:
    s = 0
    try:
        for i in range(n):
            for j in range(1000):
                s = (s * 3 + i + j) % 1000003
    except KeyboardInterrupt:
        return -1
    return s


@njit
def recursion(n: int) -> int:
    if n < 2:
        return n
    return recursion(n - 1) + recursion(n - 2)


@njit
def with_tasks(n: int) -> int:
    if n < 10:
        return recursion(n)
    one = 0
    two = 0
    with openmp("task shared(one)"):
        one = with_tasks(n - 1)
    with openmp("task shared(two)"):
        two = with_tasks(n - 2)
    openmp("taskwait")
    return one + two


@njit
def tasks(n: int) -> int:
    result = 0
    with openmp("parallel"):
        with openmp("single"):
            result = with_tasks(n)
    return result
"""

# The end is waited for in another process, so that a call that never ends does not end the tests.
CALL = """
import os, signal, sys, threading, time
sys.path.insert(0, {folder!r})
import looping
name, argument, handler = sys.argv[1], int(sys.argv[2]), sys.argv[3]
seen = []
if handler == "count":
    signal.signal(signal.SIGINT, lambda *_: seen.append(1))
function = getattr(looping, name)
wanted = function(argument) if handler == "count" else None
sent = []
def send():
    time.sleep(0.2)
    sent.append(time.perf_counter())
    os.kill(os.getpid(), signal.SIGINT)
thread = threading.Thread(target=send)
thread.start()
try:
    result = function(argument)
    while not seen and handler == "count":
        time.sleep(0.01)
    print("same" if result == wanted else "different", len(seen))
except KeyboardInterrupt:
    print("interrupted", time.perf_counter() - sent[0] < 2.0)
    thread.join()
    # The next call is not the one that was interrupted.
    print(function(3) >= 0 if name != "collatz" else True)
"""


# A handler of the program has taken it: nothing is left of it in the interpreter or for the next call.
SWALLOW = """
import gc, os, signal, sys, threading, time
sys.path.insert(0, {folder!r})
import looping
for _ in range(2):
    threading.Thread(target=lambda: (time.sleep(0.2), os.kill(os.getpid(), signal.SIGINT))).start()
    print(looping.swallows(10**15), sys.exc_info()[1], looping.swallows(10) >= 0)
print(sum(isinstance(each, KeyboardInterrupt) for each in gc.get_objects()))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interrupt")
    source = folder / "source" / "looping.py"
    source.parent.mkdir()
    source.write_text(PROGRAM)
    compile_module(source, folder)
    return folder


def run(folder, *arguments):
    command = [sys.executable, "-c", CALL.format(folder=str(folder)), *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "3", "OMP_WAIT_POLICY": "passive"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


FOREVER = str(10**15 + 37)  # a prime number


@pytest.mark.parametrize(
    "name, argument",
    [
        ("sequential", FOREVER),
        ("collatz", "1"),
        ("flat", FOREVER),
        ("flat_with_break", FOREVER),
        ("flat_while", FOREVER),
        ("flat_in_each_thread", FOREVER),
        ("shared_loop", str(10**7)),
        ("long_rounds", FOREVER),
        ("pieces", FOREVER),
        ("recursion", "80"),
        ("tasks", "80"),
    ],
)
def test_interrupts(folder, name, argument):
    assert run(folder, name, argument, "default") == ["interrupted", "True", "True"]


@pytest.mark.parametrize("name, argument", [("sequential", "300000"), ("shared_loop", "300000"), ("recursion", "36")])
def test_ignoring_handlers_change_nothing(folder, name, argument):
    assert run(folder, name, argument, "count") == ["same", "1"]


def test_what_a_handler_has_taken_is_gone(folder):
    done = subprocess.run(
        [sys.executable, "-c", SWALLOW.format(folder=str(folder))], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split("\n")[:3] == ["-1 None True", "-1 None True", "0"], done.stdout + done.stderr
