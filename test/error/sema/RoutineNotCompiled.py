from pyomp_cc import njit, omp_target_alloc


@njit
def f(n: int) -> int:
    omp_target_alloc(n, 0)
    return n
