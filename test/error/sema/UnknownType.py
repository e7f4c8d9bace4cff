from pyomp_cc import njit, openmp


@njit("int64(flot64)")
def f(x):
    return 1
