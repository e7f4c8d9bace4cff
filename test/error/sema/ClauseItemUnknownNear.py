from pyomp_cc import njit, openmp


@njit
def f(n: int):
    total = 0
    with openmp("parallel for reduction(+:totals)"):
        for i in range(n):
            total += i
    return total
