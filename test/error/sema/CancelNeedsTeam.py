from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    with openmp("for"):
        for i in range(n):
            if i == 3:
                openmp("cancel for")
    return n
