from pyomp_cc import njit, openmp


@njit("int64(int64[::1])")
def f(a):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(len(a)):
            for j in range(a[i]):
                s += j
    return s
