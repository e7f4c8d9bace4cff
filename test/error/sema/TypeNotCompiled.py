from pyomp_cc import njit, openmp


@njit("int64(Sequence[int64])")
def f(x):
    return 1
