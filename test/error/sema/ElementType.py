from pyomp_cc import njit, openmp


@njit("float64(float64[:])")
def f(a):
    a[0] = (1, 2)
    return a[0]
