from pyomp_cc import njit, openmp


@njit("float64(float64[:])")
def f(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for x in a:
            s += x
    return s
