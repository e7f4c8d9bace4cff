# Private names have variables of their own in a region; reduced and copied ones have the type of their original.
from pyomp_cc import njit, openmp


@njit
def regions(values: "float32[::1]", n: int):
    total = 0
    x = 1
    with openmp("parallel for reduction(+:total) firstprivate(x)"):
        for i in range(n):
            square = values[i] * values[i]
            total += square * x
    with openmp("parallel private(x)"):
        x = 2.5
        with openmp("critical"):
            total += x
    return total, x
