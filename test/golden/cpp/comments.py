# Comments, docstrings and names of C++ keep their place.
"""The module's docstring.

It has two paragraphs.
"""
from pyomp_cc import njit

# How often.
LIMIT = 8


# Before the function.
@njit("int64(int64)")
def while_(new):
    """One line.

    More, with a backslash: \\
    """
    # Before the statement.
    double = new
    while double < LIMIT:  # behind the head
        # Inside.
        double += 1
    return double
