from pyomp_cc import njit, openmp


@njit("int64(int64)")
def f(n):
    s = 0
    with openmp("parallel reduction(+:s)"):
        try:
            with openmp("for"):
                for i in range(n):
                    s += n // i
        except ZeroDivisionError:
            s = 0
    return s
