from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            with openmp("task shared(x)"):
                x += 1
    return x
