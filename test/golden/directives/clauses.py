# Written clauses, loop variables, names that stay inside, and names that are used outside too.
from pyomp_cc import njit, openmp

THREADS = 2


@njit
def total(a: "float64[::1]", scale: float):
    n = len(a)
    s = 0.0
    low = 0.0
    with openmp(f"parallel for num_threads({THREADS}) firstprivate(scale) reduction(+:s) reduction(min:low) if(n > 100)"):
        for i in range(n):
            t = a[i] * scale
            s += t
            low = min(low, t)
    return s, low
