from pyomp_cc import njit, openmp


@njit
def f(a: "float64[:]"):
    if len(a) > 0:
        return a
