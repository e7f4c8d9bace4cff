# Rejected directive strings: the kind of each is on its line.
from pyomp_cc import njit, openmp


@njit
def unknown(n: int) -> int:
    s = 0
    with openmp("paralel for"):  # error: DirectiveUnknownNearest
        for i in range(n):
            s += i
    with openmp("parallel for schedul(static)"):  # error: ClauseUnknownNearest
        for i in range(n):
            s += i
    with openmp("parallel for reduction(+:s) reduction(+:s)"):  # error: ListedTwice # note: ListedHere
        for i in range(n):
            s += i
    with openmp("single schedule(static)"):  # error: ClauseNotAllowed
        s += 1
    return s
