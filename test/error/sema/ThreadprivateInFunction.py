from pyomp_cc import njit, openmp

counter = 0


@njit
def f(n: int) -> int:
    global counter
    openmp("threadprivate(counter)")
    counter += n
    return counter
