from pyomp_cc import njit, openmp


@njit("void(float64[::1], float64[::1])")
def f(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] = i
        with openmp("for"):
            for i in range(len(b) - 1):
                b[i] = a[i + 1]
