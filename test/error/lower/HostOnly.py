from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("target teams distribute parallel for"):
        for i in range(n):
            print(i)
