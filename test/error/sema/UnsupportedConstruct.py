from pyomp_cc import njit, openmp


@njit
def f(n: int):
    async def g():
        return 1

    return n
