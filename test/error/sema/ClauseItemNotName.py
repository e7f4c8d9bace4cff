from pyomp_cc import njit, openmp


@njit("int64(int64[::1], int64)")
def f(a, n):
    s = 0
    with openmp("parallel for reduction(+: s + n)"):
        for i in range(n):
            s += a[i]
    return s
