from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            if i > 5:
                break
            s += i
    return s
