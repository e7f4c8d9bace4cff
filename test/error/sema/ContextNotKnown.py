from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("metadirective when(user={condition(n > 100)}: parallel for reduction(+: s)) otherwise(nothing)"):
        for i in range(n):
            s += i
    with openmp("metadirective when(device={isa(avx2)}: parallel)"):
        s += 1
    return s
