"""Constructs for devices become those of the host."""

from pyomp_cc import njit, openmp


@njit("float64(float64[::1], float64[::1], float64)")
def axpy(x, y, a):
    s = 0.0
    with openmp("target teams distribute parallel for map(to: x) map(tofrom: y) reduction(+: s)"):
        for i in range(len(x)):
            y[i] += a * x[i]
            s += y[i]
    return s


@njit("void(int64[::1], int64[::1], int64)")
def histogram(keys, h, n):
    # Several teams, and a part of the histogram for each of their threads.
    with openmp("target data map(to: keys) map(tofrom: h)"):
        with openmp("target teams distribute parallel for num_teams(n) reduction(+: h[1:])"):
            for i in range(len(keys)):
                h[keys[i]] += 1
