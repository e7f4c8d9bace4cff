from pyomp_cc import njit, openmp


@njit("int64(float64[::1], int64)")
def f(a, n):
    s = 0
    with openmp("parallel for reduction(+:a[0:n])"):
        for i in range(n):
            a[i] += 1.0
    return s
