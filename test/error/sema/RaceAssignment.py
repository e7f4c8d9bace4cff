from pyomp_cc import njit, openmp


@njit
def f(n: int):
    x = 0
    y = 0
    with openmp("parallel for"):
        for i in range(n):
            x = i
            y = i  # omp: ignore
    return x + y
