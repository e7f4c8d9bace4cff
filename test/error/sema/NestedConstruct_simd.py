from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("parallel for simd"):
        for i in range(n):
            with openmp("critical"):
                s += i
    with openmp("parallel for order(concurrent)"):
        for i in range(n):
            with openmp("critical"):
                s += i
    with openmp("parallel loop"):
        for i in range(n):
            with openmp("single"):
                s += i
    return s
