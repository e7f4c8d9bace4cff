from pyomp_cc import njit


@njit
def report(a: "float64[:]") -> str:
    return "values: " + str(a)
