# test/run/text/methods.py
#
# Methods of str, with characters of every width.
from pyomp_cc import njit


@njit
def changed_case(s: str) -> tuple[str, str, str, str, str, str]:
    return s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()


@njit
def stripped(s: str) -> tuple[str, str, str]:
    return s.strip(), s.lstrip(), s.rstrip()


@njit
def stripped_of(s: str, c: str) -> tuple[str, str, str, str]:
    return s.strip(c), s.lstrip(c), s.rstrip(c), s.strip(None)


@njit
def without(s: str, t: str) -> tuple[str, str]:
    return s.removeprefix(t), s.removesuffix(t)


@njit
def found(s: str, t: str) -> tuple[int, int, int]:
    return s.find(t), s.rfind(t), s.count(t)


@njit
def found_in(s: str, t: str, a: int, b: int) -> tuple[int, int, int, int]:
    return s.find(t, a), s.find(t, a, b), s.rfind(t, a, b), s.count(t, a, b)


@njit
def place(s: str, t: str) -> int:
    return s.index(t) * 100 + s.rindex(t)


@njit
def bounds(s: str, t: str, a: int, b: int) -> tuple[bool, bool, bool, bool]:
    return s.startswith(t), s.endswith(t), s.startswith(t, a, b), s.endswith(t, a, b)


@njit
def bounds_of_several(s: str) -> tuple[bool, bool]:
    return s.startswith(("a", "ä")), s.endswith(("c", "€", "z"))


@njit
def replaced(s: str, old: str, new: str, n: int) -> tuple[str, str]:
    return s.replace(old, new), s.replace(old, new, n)


@njit
def classes(s: str) -> tuple[bool, bool, bool, bool, bool]:
    return s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum()


@njit
def more_classes(s: str) -> tuple[bool, bool, bool, bool, bool, bool]:
    return s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isascii(), s.isprintable()


@njit
def padded(s: str, n: int) -> tuple[str, str, str, str]:
    return s.center(n), s.ljust(n), s.rjust(n), s.zfill(n)


@njit
def padded_with(s: str, n: int, c: str) -> tuple[str, str, str]:
    return s.center(n, c), s.ljust(n, c), s.rjust(n, c)


@njit
def tabs(s: str, n: int) -> tuple[str, str]:
    return s.expandtabs(), s.expandtabs(n)


@njit
def parted(s: str, t: str) -> tuple[str, str, str]:
    a, b, c = s.partition(t)
    d, e, f = s.rpartition(t)
    return a + "|" + d, b + "|" + e, c + "|" + f


@njit
def split(s: str) -> list[str]:
    return s.split()


@njit
def split_at(s: str, t: str, n: int) -> list[str]:
    return s.split(t) + s.rsplit(t, n) + s.split(t, n)


@njit
def split_spaces(s: str, n: int) -> list[str]:
    return s.split(None, n) + s.rsplit(maxsplit=n)


@njit
def lines(s: str) -> list[str]:
    return s.splitlines() + s.splitlines(True)


@njit
def joined(s: str, t: str) -> str:
    return t.join(s.split(",")) + t.join([s, s]) + t.join(s)


@njit
def words(s: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in s.lower().split():
        counts[word.strip(".,!")] = counts.get(word.strip(".,!"), 0) + 1
    return counts


@njit
def of_containers(n: int) -> str:
    names = ["a", "it's"]
    table = {"x": n, "y": -n}
    return f"{names} {table} {[1.5, 2.0]!r} " + str((names, {n}))


TEXTS = [
    "",
    "a",
    "abc",
    "Hello, World",
    "äÖü ß",
    "ab€cd€",
    "x\U0001f600y",
    "  pad\t\n",
    "aXbXc",
    "123",
    "٣",
    "²½",
    "ǅ",
    "ŉ",
]
TEXTS += [
    "HELLO",
    "Hello World",
    "hello-world it's",
    "\u2003wide\u2003",
    "a\tb\n\tc",
    "İ",
    "ﬁ",
    "ΑΣ",
    "one two  three ",
]
PAIRS = [(s, t) for s in TEXTS[:9] for t in ("", "a", "X", "bc", "€", "\U0001f600", "l")]

CASES = {
    "changed_case": [(s,) for s in TEXTS],
    "stripped": [(s,) for s in TEXTS],
    "stripped_of": [(s, c) for s in TEXTS[:9] for c in ("", "a", "aHd", " \t", "€")],
    "without": PAIRS,
    "found": PAIRS,
    "found_in": [(s, t, a, b) for s, t in PAIRS for a, b in ((0, 3), (-3, 9), (2, 1), (9, 99), (-99, -1))],
    "place": PAIRS,
    "bounds": [(s, t, a, b) for s, t in PAIRS for a, b in ((0, 3), (-3, 9), (2, 1), (1, -1))],
    "bounds_of_several": [(s,) for s in TEXTS],
    "replaced": [(s, t, u, n) for s, t in PAIRS for u in ("", "-", "€€") for n in (-1, 0, 1, 2)],
    "classes": [(s,) for s in TEXTS],
    "more_classes": [(s,) for s in TEXTS],
    "padded": [(s, n) for s in TEXTS for n in (-1, 0, 4, 9)] + [("-12", 6), ("+1", 5), ("-", 3)],
    "padded_with": [("abc", 7, "*"), ("ab", 7, "€"), ("ab", 7, ""), ("ab", 7, "xx"), ("ab", 1, "")],
    "tabs": [(s, n) for s in TEXTS for n in (0, 1, 4, -1)],
    "parted": PAIRS,
    "split": [(s,) for s in TEXTS],
    "split_at": [(s, t, n) for s, t in PAIRS for n in (-1, 0, 1, 2)],
    "split_spaces": [(s, n) for s in TEXTS for n in (-1, 0, 1, 2)],
    "lines": [(s,) for s in (*TEXTS, "a\r\nb\rc\n\nd", "\u2028x\x1cy\x85", "\n")],
    "joined": [("a,b,c", "-"), ("", "x"), ("ä,€", "\U0001f600")],
    "words": [("The cat and the dog. The end!",), ("",)],
    "of_containers": [(1,), (-5,)],
}
