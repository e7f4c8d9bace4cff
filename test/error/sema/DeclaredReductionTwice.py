from pyomp_cc import njit, openmp

openmp("declare reduction(max: float: omp_out if omp_out > omp_in else omp_in)")
openmp("declare reduction(mine: int, int: omp_out + omp_in)")


@njit
def f(n: int):
    s = 1
    with openmp("parallel for reduction(mine: s)"):
        for i in range(n):
            s += i
    return s
