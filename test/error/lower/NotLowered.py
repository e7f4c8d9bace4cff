# A value that the analysis has a type for and generated C++ has none.
from pyomp_cc import njit


@njit
def size(a: "float64[:, :, :, :]") -> int:  # error: NotLowered
    return a.size
