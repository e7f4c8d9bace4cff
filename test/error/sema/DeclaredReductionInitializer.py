from pyomp_cc import njit, openmp

openmp("declare reduction(mine: float: omp_out + omp_in) initializer(0.0)")


@njit
def f(n: int):
    s = 0.0
    with openmp("parallel for reduction(mine: s)"):
        for i in range(n):
            s += i
    return s
