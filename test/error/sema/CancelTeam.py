from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    with openmp("parallel"):
        for i in range(n):
            openmp("barrier")
            if i == 3:
                openmp("cancel parallel")
    return n
