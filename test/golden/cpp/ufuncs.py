# vectorize makes a ufunc of NumPy's, guvectorize a generalised one.
from pyomp_cc import guvectorize, vectorize


@vectorize(["int64(int64, int64)", "float64(float64, float64)"], target="parallel")
def distance(x, y):
    """How far x is from y."""
    return abs(x - y)


@guvectorize(["void(float64[:], float64, float64[:])"], "(n),()->(n)")
def moving_mean(values, weight, out):
    mean = values[0]
    for i in range(len(values)):
        mean += weight * (values[i] - mean)
        out[i] = mean
