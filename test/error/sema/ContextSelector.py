from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("metadirective when(n > 100: parallel for reduction(+: s))"):
        for i in range(n):
            s += i
    with openmp("metadirective when(machine={kind(host)}: parallel)"):
        s += 1
    return s
