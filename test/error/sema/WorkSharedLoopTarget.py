from pyomp_cc import njit, openmp


@njit("float64(float64[:])")
def f(a):
    with openmp("parallel for"):
        for a[0] in range(3):
            pass
    return 0.0
