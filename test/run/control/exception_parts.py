"""What handlers see of an exception: arguments, fields set from them, the name of its class, what it is an instance of."""

from pyomp_cc import njit


class MyError(Exception):
    pass


class Coded(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.text = text


class Narrow(Coded):
    pass


class NotConverged(ArithmeticError):
    def __init__(self, iterations, residual):
        self.iterations = iterations
        self.residual = residual


def solve(n):
    residual = 1.0
    for i in range(100):
        residual /= n
        if residual < 1e-3:
            return i
    raise NotConverged(100, residual)


def counted(n):
    for i in range(n):
        yield i
    return n * 10


@njit
def all_args(n: int):
    try:
        raise FloatingPointError("bad", n)
    except FloatingPointError as e:
        return e.args


@njit
def one_arg(n: int):
    try:
        raise FloatingPointError("bad", n)
    except FloatingPointError as e:
        return e.args[0], e.args[1] + 1, len(e.args)


@njit
def arg_of_number(n: int):
    try:
        raise MyError(n)
    except MyError as e:
        return e.args[0] * 2


@njit
def texts(n: int):
    try:
        raise MyError(n)
    except MyError as e:
        return str(e), repr(e), f"{e}"


@njit
def fields(n: int):
    try:
        if n > 2:
            raise Narrow(n, "narrow")
        raise Coded(n, "coded")
    except Coded as e:
        return e.code, e.text


@njit
def not_converged(n: int):
    try:
        return solve(n), 0.0
    except NotConverged as e:
        return e.iterations, e.residual


@njit
def leaves(n: int):
    raise Coded(n, "text")


@njit
def class_names(n: int):
    try:
        if n == 0:
            raise Narrow(n, "text")
        if n == 1:
            raise KeyError(n)
        return str(10 // (n - 2))
    except (Coded, LookupError, ArithmeticError) as e:
        return type(e).__name__ + e.__class__.__name__


@njit
def instances(n: int):
    try:
        if n == 0:
            raise KeyError(n)
        if n == 1:
            raise IndexError("i")
        if n == 2:
            raise Narrow(n, "n")
    except Exception as e:
        if isinstance(e, KeyError):
            return 1
        if isinstance(e, (Coded, ValueError)):
            return 2
        return 3
    return 4


@njit
def stop_value(n: int):
    g = counted(n)
    total = 0
    try:
        while True:
            total += next(g)
    except StopIteration as e:
        return total, e.value


CASES = {
    "all_args": [(1,)],
    "one_arg": [(1,)],
    "arg_of_number": [(4,)],
    "texts": [(4,)],
    "fields": [(1,), (3,)],
    "not_converged": [(1,), (10,)],
    "leaves": [(1,)],
    "class_names": [(0,), (1,), (2,), (3,)],
    "instances": [(0,), (1,), (2,), (3,)],
    "stop_value": [(3,)],
}
