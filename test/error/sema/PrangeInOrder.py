from numba import njit, prange


@njit(parallel=True)
def f(n: int):
    before = 0
    x = 0
    s = 0
    for i in prange(n):
        s += before
        before = i
    for i in prange(n):
        if i > 3:
            x = i
    return s + x
