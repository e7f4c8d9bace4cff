from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n):
            for j in range(i * i):
                s += j
    return s
