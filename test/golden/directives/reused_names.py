# A name is private to a region that none of its values enters or leaves, whatever it is used for outside.
from pyomp_cc import njit, openmp


@njit
def smooth(a: "float64[:, ::1]", b: "float64[:, ::1]"):
    n, m = a.shape
    for i in range(n):
        for j in range(m):
            b[i, j] = 0.0
    last = 0.0
    with openmp("parallel"):
        with openmp("for schedule(static) nowait"):
            for i in range(1, n - 1):
                for j in range(1, m - 1):
                    b[i, j] = (a[i, j - 1] + a[i, j + 1]) / 2
        with openmp("single"):
            last = a[0, 0]
    j = 0
    return last + j
