from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    with openmp("parallel for"):
        for i in range(n):
            try:
                if i == 3:
                    openmp("cancel for")
            except ValueError:
                pass
    return n
