from pyomp_cc import njit, openmp


@njit("void(int64[::1])")
def f(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("ordered"):
                a[i] = i
