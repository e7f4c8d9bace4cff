# `try` with handlers, `else` and `finally`; a class of the file; a cause.
from pyomp_cc import njit, openmp


class NotConverged(ArithmeticError):
    """A method has not converged."""


@njit
def root(a: float, x: float, steps: int) -> float:
    for step in range(steps):
        try:
            y = x - (x * x - a) / (2 * x)
        except ZeroDivisionError as error:
            raise NotConverged("flat at step", step) from error
        if abs(y - x) < 1e-12:
            return y
        x = y
    raise NotConverged("too slow")


@njit
def root_or(a: float, default: float) -> float:
    tries = 0
    try:
        result = root(a, 1.0, 50)
    except (NotConverged, OverflowError):
        return default
    else:
        tries += 1
    finally:
        tries += 1
    return result


@njit
def quotients(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            try:
                s += 100 // (i - 5)
            except ZeroDivisionError:
                s += 1
    return s
