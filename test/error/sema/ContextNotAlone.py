from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel"), openmp("single"):
        m = n
    return n
