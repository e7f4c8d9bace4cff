from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    with openmp("parallel for"):
        for i in range(n):
            with openmp("critical"):
                openmp("cancel for")
            openmp("cancellation point sections")
            openmp("cancel taskgroup")
    return n
