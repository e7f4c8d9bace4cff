# Exceptions in handlers: their text and how they are written, classes of the file with methods, no memory.
import numpy as np
from pyomp_cc import njit


class Mine(ValueError):
    pass


class NotConverged(ArithmeticError):
    """Has fields and a text of its own."""

    limit = 10

    def __init__(self, steps, residual=0.5):
        super().__init__(f"no convergence after {steps} steps")
        self.steps = steps
        self.residual = residual

    def __str__(self):
        return f"{self.args[0]}: {self.residual}"


class Slow(NotConverged):
    def speed(self):
        return 1 / self.steps


@njit
def shown(k: int) -> str:
    try:
        if k == 0:
            raise ValueError("text", 2)
        if k == 1:
            raise KeyError("key")
        if k == 2:
            raise Mine("it's", k, 2.5, None, True)
        if k == 3:
            k //= 0
        if k == 4:
            raise OSError(9999, "no file")
        if k == 5:
            raise Mine
        if k == 6:
            return {1: "x"}[k]
        if k == 7:
            raise OSError("plain")
        if k == 8:
            k = [1, 2][k]
        if k == 9:
            k = int("x")
        if k == 10:
            assert k == 0, "message"
        if k == 11:
            assert k == 0
        if k == 12:
            raise RuntimeError(f"bad {k}")
    except (ValueError, LookupError, ZeroDivisionError, OSError, AssertionError, RuntimeError) as e:
        print(e)
        print("caught", e, sep=": ")
        return f"{e}|{e!r}|" + str(e) + repr(e)
    return "none"


@njit
def raises_with_fields(k: int) -> int:
    if k == 1:
        raise NotConverged(k)
    if k == 2:
        raise NotConverged(k, 0.25)
    if k == 3:
        raise Slow(k, 1.5)
    return k


@njit
def catches_with_fields(k: int) -> int:
    try:
        return raises_with_fields(k)
    except Slow:
        return -3
    except ArithmeticError:
        if k == 2:
            raise
        return -1


@njit
def wraps(k: int) -> int:
    try:
        return raises_with_fields(k)
    except NotConverged as e:
        raise RuntimeError("wrapped") from e


def fields_of(k):
    try:
        return raises_with_fields(k)
    except NotConverged as e:
        return type(e).__name__, e.args, e.steps, e.residual, e.limit, str(e), isinstance(e, Slow) and e.speed()


@njit
def no_memory(k: int) -> int:
    try:
        xs = [0] * (10**15 * k)
        return len(xs)
    except MemoryError:
        return -1


@njit
def no_memory_at_all(k: int) -> int:
    try:
        xs = [0.0] * (10**15 * k)
        return len(xs)
    except Exception:
        return -1


@njit
def no_memory_for_array(k: int) -> int:
    try:
        a = np.zeros(10**15 * k)
        return len(a)
    except (ValueError, MemoryError):
        return -1


PYTHON = ("fields_of",)


@njit
def chosen(k: int) -> int:
    if k < 2:
        raise ValueError(("a" if True else "b") if k == 0 else "c")
    if k == 2:
        raise IndexError(("d" if True else "e") if not False else "f"[::-1])
    return k


# Asks for more than AddressSanitizer gives.
WITHOUT_SANITIZERS = ("no_memory", "no_memory_at_all", "no_memory_for_array")
CASES = {
    "chosen": [(k,) for k in range(4)],
    "shown": [(k,) for k in range(14)],
    "raises_with_fields": [(k,) for k in range(4)],
    "catches_with_fields": [(k,) for k in range(4)],
    "wraps": [(k,) for k in range(4)],
    "fields_of": [(k,) for k in range(4)],
    "no_memory": [(0,), (1,)],
    "no_memory_at_all": [(0,), (1,)],
    "no_memory_for_array": [(0,), (1,)],
}
