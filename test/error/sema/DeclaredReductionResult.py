from pyomp_cc import njit, openmp

openmp("declare reduction(mine: int: omp_out / omp_in) initializer(omp_priv = 1)")


@njit
def f(n: int):
    s = 1
    with openmp("parallel for reduction(mine: s)"):
        for i in range(n):
            s += i
    return s
