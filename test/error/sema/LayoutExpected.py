from pyomp_cc import float64, guvectorize


@guvectorize([(float64[:], float64[:])], "(n)")
def f(x, y):
    y[0] = x[0]
