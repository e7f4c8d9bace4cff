from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    i = 0
    with openmp("parallel for shared(i) reduction(+:s)"):
        for i in range(n):
            s += i
    return s
