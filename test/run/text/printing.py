# test/run/text/printing.py
#
# print: separators, ends, streams, values of all types, from parallel regions too.
import sys

from pyomp_cc import njit, openmp


@njit
def plain(n: int, x: float, s: str) -> None:
    print(n, x, s, True, None)
    print()
    print("äöü €", (n, s))


@njit
def styled(n: int, sep: str, end: str) -> None:
    print(n, n + 1, sep=sep, end=end)
    print(n, sep=None, end=None)
    print("a", "b", sep="", flush=True)
    print("x", file=sys.stdout)


@njit
def to_stderr(n: int) -> None:
    print("warning", n, file=sys.stderr)


@njit
def lines(n: int) -> int:
    for i in range(n):
        print(f"{i}: {i * i:>4}")
    return n


@njit
def from_one_thread(n: int) -> int:
    total = 0
    with openmp("parallel for reduction(+:total)"):
        for i in range(n):
            if i == n - 1:
                print("last", i, "of", n)
            total += i
    return total


@njit
def failing(n: int) -> int:
    print("before")
    return 1 // n


CASES = {
    "plain": [(1, 2.5, "x"), (-1, 1e300, "")],
    "styled": [(1, ", ", "!\n"), (2, "", "")],
    "to_stderr": [(3,)],
    "lines": [(0,), (20,)],
    "from_one_thread": [(100,)],
    "failing": [(0,), (1,)],
}
