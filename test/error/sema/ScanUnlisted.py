from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    t = 0
    with openmp("parallel for reduction(inscan, +: s) reduction(+: t)"):
        for i in range(n):
            s += i
            t += i
            openmp("scan inclusive(s, t)")
    return s
