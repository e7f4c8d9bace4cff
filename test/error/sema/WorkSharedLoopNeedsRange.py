from pyomp_cc import njit, openmp


@njit("float64(float64[:, :])")
def f(a):
    s = 0.0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for row in a:
            for x in row:
                s += x
    return s
