# Variables of the module: shared by functions and threads, one for each thread, and reduced.
from pyomp_cc import njit, openmp

calls = 0
found = 0.0
seed = 1
openmp("threadprivate(seed)")


@njit
def draw(limit: int) -> int:
    global calls, seed
    with openmp("atomic"):
        calls += 1
    seed = (seed * 1103515245 + 12345) % 2147483647
    return seed % limit


@njit
def sum_of(n: int) -> float:
    global found
    with openmp("parallel for copyin(seed) reduction(+:found)"):
        for _ in range(n):
            found += draw(6) + 0.5
    return found + calls
