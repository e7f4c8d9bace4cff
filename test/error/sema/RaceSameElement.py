from pyomp_cc import njit, openmp


@njit("void(float64[::1])")
def f(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            a[0] += i
