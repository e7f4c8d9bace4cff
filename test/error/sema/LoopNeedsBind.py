from pyomp_cc import njit, openmp


@njit("void(int64[::1])")
def f(a):
    with openmp("loop"):
        for i in range(len(a)):
            a[i] = i
