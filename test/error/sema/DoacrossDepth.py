from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel for ordered(1)"):
        for i in range(n):
            openmp("ordered depend(sink: i - 1, i)")
            s = i
    return s
