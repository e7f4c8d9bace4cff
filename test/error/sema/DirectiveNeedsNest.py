from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n):
            s += i
            for j in range(n):
                s += j
    return s
