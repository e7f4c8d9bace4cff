"""What a handler cannot read of its exception."""

from pyomp_cc import njit


class Coded(ValueError):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.twice = code * 2


class Turned(Coded):
    def __init__(self, text, code):
        super().__init__(code, text)


class Bare(Exception):
    pass


@njit
def of_several_inits(n: int):
    try:
        raise Coded(n, "text")
    except Coded as e:
        return e.code  # error: UnsupportedConstruct


@njit
def no_field(n: int):
    try:
        raise Bare(n)
    except Bare as e:
        return e.value  # error: UnsupportedConstruct


@njit
def never_raised(n: int):
    try:
        return 1 // n
    except ZeroDivisionError as e:
        return e.args[0]  # error: UnsupportedConstruct


@njit
def of_two_types(n: int):
    try:
        if n > 0:
            raise KeyError(n)
        raise IndexError("text")
    except LookupError as e:
        return e.args[0]  # error: UnsupportedConstruct
