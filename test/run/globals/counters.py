"""Variables of the module that compiled functions read and assign, alone and by calls."""

from pyomp_cc import njit

count = 0
total = 0
scale = 2.0
done = False
label = "none"
last = 0
left, right = 1, 2
left = 1
limit: int = 10


@njit
def bump(by: int) -> int:
    global count
    count += by
    return count


@njit
def twice(by: int) -> int:
    # What the call changes is seen behind it, and what was read before it stays.
    before = count
    return before * 1000 + bump(by) * 10 + count


@njit
def ordered(by: int) -> tuple:
    return (count, bump(by), count, bump(by) + count, count + bump(by))


@njit
def in_loop(n: int) -> int:
    global count
    count = 3
    steps = 0
    for i in range(count):
        count += n
        steps += 1
    while count > limit:
        count -= 2
        steps += 1
    return steps * 100 + count


@njit
def becomes_float(x: float) -> float:
    global total
    total += x
    return total


@njit
def flag(value: bool) -> bool:
    global done
    old = done
    done = value or done
    return old


@njit
def rename(text: str) -> str:
    global label
    label = label + "," + text
    return label.upper()


@njit
def exchange() -> int:
    global count, last
    count, last = last, count + 1
    return count * 100 + last


@njit
def checked(n: int) -> int:
    global count
    count = 7
    if n < 0:
        raise ValueError("n")
    count = 9223372036854775807
    count += n
    return count


@njit
def hides(count: int) -> int:
    count += 1
    return count


@njit
def comprehension(n: int) -> list:
    return [count + i for i in range(n)]


@njit
def inner(n: int) -> int:
    def add(k):
        global count
        count += k
        return count

    return add(n) + add(n)


@njit
def recursive(n: int) -> int:
    global count
    if n == 0:
        return count
    count += n
    return recursive(n - 1) + count


def seen() -> tuple:
    """Python sees what compiled functions assigned."""
    return count, total, scale, done, label, last


def reset(value: int) -> int:
    """What Python assigns, compiled functions see."""
    global count, last, total, done, label
    count = value
    last = value
    total = 0
    done = False
    label = "none"
    return bump(1)


def mixed(n: int) -> list:
    reset(n)
    result = [twice(2), in_loop(2), becomes_float(0.5), flag(True), flag(False), rename("a"), rename("é"), exchange()]
    result.append(seen())
    result.append((hides(4), comprehension(3), inner(5), recursive(4), ordered(3)))
    result.append(seen())
    try:
        checked(-1)
    except ValueError:
        result.append(count)
    return result


def unchanged_type() -> list:
    reset(0)
    becomes_float(1.0)
    global count
    count = True
    seen_count = twice(0)
    return [seen_count, total]


CASES = {"mixed": [(0,), (5,), (-3,)], "unchanged_type": [()]}
PYTHON = ("seen", "reset", "mixed", "unchanged_type")
