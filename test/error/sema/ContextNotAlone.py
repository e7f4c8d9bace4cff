from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel") as region:
        pass
    return n
