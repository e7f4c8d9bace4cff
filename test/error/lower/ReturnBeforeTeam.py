from pyomp_cc import njit, openmp


@njit("void(int64[:], int64)")
def add(a, k):
    if a[k] == 0:
        return
    with openmp("for"):
        for i in range(len(a)):
            a[i] += 1


@njit("void(int64[:], int64)")
def f(a, k):
    with openmp("parallel"):
        add(a, k)
