from numba import stencil


@stencil(["float64(float64)"])
def f(x):
    return x + 1.0
