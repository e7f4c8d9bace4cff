from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    x = -1
    with openmp("parallel for lastprivate(x)"):
        for i in range(n):
            if i % 3 == 0:
                x = i
    return x
