from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(n):
                if i == 3:
                    openmp("cancel for")
    return s
