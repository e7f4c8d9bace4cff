from pyomp_cc import float64, guvectorize, njit, vectorize


@vectorize(["float64(float64)"])
def square(x):
    return x * x


@guvectorize([(float64[:], float64[:])], "(n)->(n)")
def f(x, y):
    y[0] = x[0]


@njit("float64(float64[:])")
def g(a):
    f(a, a)
    return square(a)
