from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    x = 1
    with openmp("parallel masked taskloop firstprivate(x) lastprivate(x)"):
        for i in range(n):
            x = x + i
    return x
