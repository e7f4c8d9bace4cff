from pyomp_cc import njit, openmp

openmp("declare reduction(mine: float: omp_out + omp_in)")


@njit
def f(n: int):
    s = 0.0
    with openmp("parallel for reduction(other: s)"):
        for i in range(n):
            s += i
    return s
