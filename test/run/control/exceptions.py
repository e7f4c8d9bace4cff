"""`try`, `except`, `else`, `finally`, `raise ... from`, classes of the file."""

import numpy as np

from pyomp_cc import njit, openmp


class NotConverged(ArithmeticError):
    """A method has not converged."""


class TooSlow(NotConverged):
    pass


@njit
def divide(a: int, b: int) -> int:
    return a // b


@njit
def caught_division(a: int, b: int) -> int:
    try:
        r = divide(a, b)
    except ZeroDivisionError:
        r = -1
    return r


@njit
def by_hierarchy(k: int) -> int:
    a = np.zeros(3)
    try:
        if k == 1:
            raise KeyError("k")
        if k == 2:
            return int(a[7])
        if k == 3:
            raise OverflowError
        if k == 4:
            raise NotConverged("slow", k)
        if k == 5:
            raise TooSlow(k)
        if k == 6:
            raise TypeError("not caught")
        k = divide(10, k)
    except LookupError:
        return 100
    except NotConverged:
        return 150
    except ArithmeticError:
        return 200
    return k


@njit
def several_types(k: int) -> int:
    try:
        if k == 1:
            raise KeyError
        if k == 2:
            raise ValueError("v")
        if k == 3:
            raise TooSlow
        divide(1, k)
        if k == 4:
            raise RuntimeError("r")
        if k == 5:
            raise NotImplementedError
    except (KeyError, ValueError):
        return 1
    except (TooSlow, ZeroDivisionError) as e:
        if k == 3:
            raise e
        return 2
    except RuntimeError:
        return 3
    return 4


@njit
def bare(k: int) -> int:
    try:
        return divide(1, k)
    except:  # noqa: E722
        return -7


@njit
def with_else(k: int) -> int:
    s = 0
    try:
        s += divide(8, k)
    except ZeroDivisionError:
        s += 100
    else:
        s += 1000
        if k == 8:
            s //= k - 8
    return s


@njit
def with_finally(k: int) -> int:
    s = 0
    try:
        s += divide(8, k)
    finally:
        s += 10
    return s


@njit
def finally_after_return(k: int) -> int:
    s = 1
    try:
        if k > 0:
            return s + k
        s = divide(5, k + 1)
    except ZeroDivisionError:
        return s + 50
    finally:
        s = 99
    return s


@njit
def finally_returns(k: int) -> int:
    try:
        return divide(1, k)
    finally:
        return 77


@njit
def finally_raises(k: int) -> int:
    try:
        if k == 1:
            return 1
        divide(3, k)
    finally:
        if k < 2:
            raise ValueError("from finally")
    return 2


@njit
def finally_in_loop(n: int) -> int:
    s = 0
    for i in range(n):
        try:
            if i == 2:
                continue
            if i == 7:
                break
            if i == 4:
                raise KeyError(i)
            s += i
        except KeyError:
            s += 1000
        finally:
            s += 10000
    else:
        s += 5
    return s


@njit
def nested_finally(k: int) -> int:
    s = 0
    while True:
        try:
            try:
                s += 1
                if s > k:
                    break
                s += divide(6, s - 2)
            finally:
                s += 10
        except ZeroDivisionError:
            s += 100
        finally:
            s += 1000
    return s


@njit
def loop_in_finally(n: int) -> int:
    s = 0
    for k in range(n):
        try:
            if k == 1:
                continue
            s += divide(4, k - 2)
        except ZeroDivisionError:
            s += 7
        finally:
            for i in range(k):
                s += i
    return s


@njit
def reraised(k: int) -> int:
    try:
        return divide(k, 0)
    except ZeroDivisionError:
        if k > 3:
            raise
    return k


@njit
def chained(k: int) -> int:
    try:
        return divide(k, 0)
    except ZeroDivisionError as e:
        if k == 0:
            raise NotConverged("no result", k, 2.5, True, None) from e
        if k == 1:
            raise ValueError("hidden") from None
        if k == 2:
            raise KeyError(k)
        if k == 3:
            raise TooSlow from ValueError("made up")
        try:
            divide(1, 0)
        except ZeroDivisionError:
            raise e
    return 0


@njit
def unbound_after(k: int) -> int:
    try:
        x = divide(12, k)
    except ZeroDivisionError:
        pass
    return x


@njit
def keeps_what_was_assigned(k: int) -> int:
    x = 1
    try:
        x = 2
        divide(1, k)
        x = 3
    except ZeroDivisionError:
        x *= 10
    return x


@njit
def deleted_in_body(k: int) -> int:
    x = 5
    try:
        del x
        divide(1, k)
        x = 6
    except ZeroDivisionError:
        return x
    return x


@njit
def deep(n: int) -> int:
    if n == 0:
        raise NotConverged("bottom")
    try:
        return deep(n - 1)
    except ZeroDivisionError:
        return -1
    finally:
        n += 1


@njit("float64(float64[:])")
def in_hoisted_loop(a):
    s = 0.0
    for i in range(len(a) + 2):
        try:
            s += 1.0 / a[i]
        except ZeroDivisionError:
            s += 100.0
        except IndexError:
            s += 1000.0
    return s


@njit("int64(int64)")
def around_region(n):
    s = 0
    try:
        with openmp("parallel for reduction(+:s)"):
            for i in range(n):
                s += divide(100, i - 5)
    except ZeroDivisionError:
        return -1
    return s


@njit("int64(int64)")
def inside_region(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            try:
                s += divide(100, i - 5)
            except ZeroDivisionError:
                s += 1000
                continue
            finally:
                s += 1
            s += 2
    return s


@njit("int64(int64)")
def out_of_region(n):
    with openmp("parallel for"):
        for i in range(n):
            try:
                divide(100, i - 5)
            except ZeroDivisionError as e:
                raise NotConverged(i) from e
    return n


@njit("int64(int64)")
def region_inside_region(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(4):
            t = 0
            try:
                with openmp("parallel for reduction(+:t)"):
                    for j in range(n):
                        t += divide(12, j - i - 2)
            except ZeroDivisionError:
                t = 500
            s += t
    return s


@njit("int64(int64)")
def critical_and_tasks(n):
    s = 0
    try:
        with openmp("parallel"):
            with openmp("single"):
                for i in range(n):
                    with openmp("task"):
                        try:
                            t = divide(60, i - 4)
                        except ZeroDivisionError:
                            t = 7
                        with openmp("critical"):
                            s += t
                        if i == 9:
                            raise NotConverged(s)
    except NotConverged:
        s = -1
    return s


@njit("int64(int64)")
def critical_in_try(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            try:
                with openmp("critical"):
                    s += divide(10, i - 3)
            except ZeroDivisionError:
                with openmp("critical"):
                    s += 1000
    return s


@njit
def assertion(k: int) -> int:
    try:
        assert k > 3, "small"
    except AssertionError:
        return 0
    return 1


@njit
def argument_kinds(k: int, x: float, b: bool) -> int:
    if k == 0:
        raise ValueError(k)
    if k == 1:
        raise ValueError(x)
    if k == 2:
        raise ValueError(b, k, "text", None)
    if k == 3:
        raise KeyError("key")
    if k == 4:
        raise IndexError(-k, x)
    raise LookupError(None)


SMALL = [(k,) for k in range(-1, 9)]
CASES = {
    "caught_division": [(1, 0), (7, 2)],
    "by_hierarchy": SMALL,
    "several_types": SMALL,
    "bare": [(0,), (1,)],
    "with_else": [(0,), (2,), (8,)],
    "with_finally": [(0,), (2,)],
    "finally_after_return": [(3,), (0,), (-1,)],
    "finally_returns": [(0,), (1,)],
    "finally_raises": [(0,), (1,), (2,)],
    "finally_in_loop": [(0,), (3,), (6,), (12,)],
    "nested_finally": [(0,), (4,), (2000,)],
    "loop_in_finally": [(0,), (5,)],
    "reraised": [(1,), (4,)],
    "chained": [(0,), (1,), (2,), (3,), (4,)],
    "unbound_after": [(3,), (0,)],
    "keeps_what_was_assigned": [(1,), (0,)],
    "deleted_in_body": [(1,), (0,)],
    "deep": [(0,), (5,)],
    "in_hoisted_loop": [(np.array([1.0, 0.0, 4.0]),), (np.zeros(0),)],
    "around_region": [(5,), (9,), (0,)],
    "inside_region": [(5,), (20,)],
    "out_of_region": [(5,), (20,)],
    "region_inside_region": [(1,), (4,), (9,)],
    "critical_and_tasks": [(4,), (8,), (12,)],
    "critical_in_try": [(3,), (8,)],
    "assertion": [(3,), (4,)],
    "argument_kinds": [(k, 2.5, True) for k in range(6)],
}
