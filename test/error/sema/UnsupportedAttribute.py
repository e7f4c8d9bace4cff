from pyomp_cc import njit, openmp


@njit("float64(float64[:])")
def f(a):
    return a.strides
