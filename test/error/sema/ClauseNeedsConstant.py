from pyomp_cc import njit, openmp


@njit
def f(n: int, m: int):
    s = 0
    with openmp("parallel for collapse(m) reduction(+:s)"):
        for i in range(n):
            for j in range(n):
                s += j
    return s
