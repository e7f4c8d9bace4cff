from numba import vectorize


@vectorize(["float64(float64)"])
def f(x):
    return x + 1.0
