from pyomp_cc import njit, openmp


@njit
def f(n: int) -> list[int]:
    xs = []
    with openmp("parallel for"):
        for i in range(n):
            xs.append(i)
    return xs
