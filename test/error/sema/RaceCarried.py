from pyomp_cc import njit, openmp


@njit("void(float64[::1])")
def f(a):
    with openmp("parallel for"):
        for i in range(1, len(a)):
            a[i] = a[i - 1] + 1.0
