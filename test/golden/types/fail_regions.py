# Private variables without a value, clauses and reductions of types that do not fit.
from pyomp_cc import njit, openmp


@njit
def regions(n: int, x: float, s: float):
    with openmp("parallel private(x)"):  # note: PrivateHere
        y = x  # error: PrivateReadFirst
    with openmp("parallel num_threads(s)"):  # error: ClauseType
        pass
    with openmp("parallel for reduction(&: s)"):  # error: ReductionType
        for i in range(10):
            s += i
    with openmp("parallel private(x)"):  # note: PrivateHere
        if s > 1:
            x = 1
        y = x  # warning: PrivateMaybeReadFirst
    return n
