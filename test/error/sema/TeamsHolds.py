from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("target teams num_teams(n) map(tofrom: s)"):
        with openmp("single"):
            s = n
    return s
