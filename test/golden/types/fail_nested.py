# Functions inside functions that cannot be taken out, and functions as values whose type is not known.
from pyomp_cc import njit


@njit
def two_of_a_name(n: int) -> int:
    if n > 2:

        def f(x):  # error: UnsupportedConstruct
            return x
    else:

        def f(x):  # error: UnsupportedConstruct
            return 2 * x

    return f(n)


@njit
def called_early(n: int) -> int:
    r = f(n)  # error: UnsupportedConstruct

    def f(x):
        return x

    return r


@njit
def either(n: int) -> int:
    f = (lambda x: x) if n > 1 else (lambda x: x + 1)  # error: BranchTypes
    return f(n)


@njit
def hidden(x: int) -> int:
    def f():
        return x

    def g(x):
        return f() + x  # error: UnsupportedConstruct

    return g(1)


@njit
def changing_default(n: int) -> int:
    def f(x, k=n):  # error: DefaultNotConstant
        return x + k

    return f(1)


@njit
def no_function(n: int) -> int:
    return n(3)  # error: UnsupportedConstruct
