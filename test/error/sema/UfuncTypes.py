from pyomp_cc import float64, guvectorize, vectorize


@vectorize(["float64(float64[:])"])
def first(x):
    return x[0]


@guvectorize([(float64[:], float64[:])], "(n)->(n,m)")
def f(x, y):
    y[0] = x[0]
