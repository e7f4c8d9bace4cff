from pyomp_cc import njit, openmp


@njit("float64(float64[:])")
def f(a):
    if a:
        return 1.0
    return 0.0
