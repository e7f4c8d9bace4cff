"""Generators: what is sent, what is returned, what runs when one is left; expressions."""

from pyomp_cc import njit


def running_mean():
    """Gives the mean of what it was sent."""
    total = 0.0
    count = 0
    mean = 0.0
    while True:
        x = yield mean
        if x is None:
            break
        total += x
        count += 1
        mean = total / count
    return count


def numbered(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("left")


def largest(values):
    best = 0.0
    for value in values:
        best = max(best, value)
    return best


@njit
def means(xs: list[float]):
    mean = running_mean()
    next(mean)
    result = [mean.send(x) for x in xs]
    mean.close()
    return result, largest(x * x for x in xs)


@njit
def first(n: int):
    for i in numbered(n):
        return i
    return -1
