from pyomp_cc import njit, openmp


@njit("void(int64[:], int64)")
def add(a, k):
    while a[k] > 0:
        with openmp("single"):
            a[k] -= 1


@njit("void(int64[:], int64)")
def f(a, k):
    with openmp("parallel"):
        add(a, k)
