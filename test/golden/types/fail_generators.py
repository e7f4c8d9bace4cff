"""What generators cannot do."""

from pyomp_cc import njit


def taking(n):
    x = 0
    while x is not None:
        x = yield n


def inside(n):
    print((yield n))  # error: UnsupportedConstruct


def in_finally(n):
    try:
        n += 1
    finally:
        yield n  # error: UnsupportedConstruct


def in_handler(n):
    try:
        n //= 0
    except ZeroDivisionError as e:
        yield 1  # error: UnsupportedConstruct
        print(e)


def through(n):
    yield from taking(n)  # error: UnsupportedConstruct


def plain(n):
    yield n


@njit
def sends_wrongly(n: int):
    g = taking(n)
    g.send(None)
    g.send(1)
    g.send("text")  # error: UnsupportedConstruct


@njit
def sends_to_none(n: int):
    g = plain(n)
    g.send(n)  # error: UnsupportedConstruct


@njit
def throws(n: int):
    g = plain(n)
    g.throw(ValueError("n"))  # error: UnsupportedConstruct


@njit
def calls(n: int):
    a = list(inside(n))
    b = list(in_finally(n))
    c = list(in_handler(n))
    d = list(through(n))
    return a, b, c, d
