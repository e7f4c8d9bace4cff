from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("target uses_allocators(omp_default_mem_alloc) map(tofrom: s)"):
        s += n
    return s
