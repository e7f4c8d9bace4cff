from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    high = 0
    with openmp("parallel for"):
        for i in range(n):
            s += i
            high = max(high, i)
            with openmp("atomic"):
                s += 1
    return s + high
