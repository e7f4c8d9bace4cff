from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    openmp("error at(compilation) message('n is ' + str(n))")
    return n
