# A value that the analysis has a type for and generated C++ has none.
from pyomp_cc import njit


@njit
def name(n: int):  # error: NotLowered
    return "x"
