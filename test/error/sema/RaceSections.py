from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    x = 0
    with openmp("parallel sections"):
        with openmp("section"):
            x += n
        with openmp("section"):
            x += 1
    return x
