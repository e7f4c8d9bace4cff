from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("metadirective when(user={condition(1)}: metadirective)"):
        for i in range(n):
            s += i
    return s
