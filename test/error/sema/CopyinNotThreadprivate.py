from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel for copyin(s) reduction(+:s)"):
        for i in range(n):
            s += i
    return s
