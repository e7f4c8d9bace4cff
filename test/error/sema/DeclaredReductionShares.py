from pyomp_cc import njit, openmp

openmp("declare reduction(mine: list[int]: omp_out.extend(omp_in)) initializer(omp_priv = omp_orig)")


@njit
def f(n: int):
    s = [1]
    with openmp("parallel for reduction(mine: s)"):
        for i in range(n):
            s.append(i)
    return s
