from pyomp_cc import vectorize


@vectorize(["float64(float64)"])
def both(x):
    return x, x


@vectorize(["int64(float64)"])
def half(x):
    return x / 2
