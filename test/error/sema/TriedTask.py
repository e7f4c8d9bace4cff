from pyomp_cc import njit, openmp


@njit("int64(int64)")
def f(n):
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            try:
                with openmp("task shared(s)"):
                    s = 1 // n
            except ZeroDivisionError:
                s = 0
    return s
