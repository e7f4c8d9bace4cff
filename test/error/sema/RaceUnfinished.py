from pyomp_cc import njit, openmp


@njit("void(float64[::1])")
def f(a):
    with openmp("parallel"):
        with openmp("masked"):
            a[0] = 5.0
        with openmp("for"):
            for i in range(1, len(a)):
                a[i] = a[0] + i
