# test/run/text/strings.py
#
# Texts as values: variables, parameters, results, operators, indices, slices, loops.
from pyomp_cc import njit

GREETING = "hello"
UMLAUTS = "äöü€"


@njit
def same(s: str) -> str:
    return s


@njit
def constants(n: int) -> str:
    if n == 0:
        return GREETING
    elif n == 1:
        return UMLAUTS
    return 'grün \U0001f600 \x00 \t"\\ \u200b end'


@njit
def joined(a: str, b: str) -> str:
    return a + ", " + b + "!"


@njit
def grown(s: str, n: int) -> str:
    result = ""
    for i in range(n):
        result += s
        result += "-"
    return result


@njit
def kept(s: str) -> tuple[str, str]:
    t = s
    t += "x"
    u = t
    t += "y"
    return u, t


@njit
def repeated(s: str, n: int) -> str:
    return s * n + n * s


@njit
def repeated_in_place(s: str, n: int) -> str:
    s *= n
    return s


@njit
def compared(a: str, b: str) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


@njit
def chained(a: str, b: str, c: str) -> bool:
    return a < b < c


@njit
def inside(a: str, b: str) -> tuple[bool, bool]:
    return a in b, a not in b


@njit
def item(s: str, i: int) -> str:
    return s[i]


@njit
def sliced(s: str, a: int, b: int) -> tuple[str, str, str, str]:
    return s[a:b], s[a:], s[:b], s[:]


@njit
def stepped(s: str, a: int, b: int, c: int) -> tuple[str, str, str]:
    return s[a:b:c], s[::c], s[a::c]


@njit
def reversed_text(s: str) -> str:
    return s[::-1]


@njit
def length(s: str) -> int:
    return len(s)


@njit
def truth(s: str) -> str:
    if s:
        return "some"
    return "none" if not s else "never"


@njit
def either(a: str, b: str) -> tuple[str, str]:
    return a or b, a and b


@njit
def vowels(s: str) -> int:
    count = 0
    for c in s:
        if c in "aeiouäöü":
            count += 1
    return count


@njit
def rotated(s: str, n: int) -> str:
    result = ""
    for c in s:
        if "a" <= c <= "z":
            result += chr((ord(c) - ord("a") + n) % 26 + ord("a"))
        else:
            result += c
    return result


@njit
def is_palindrome(s: str) -> bool:
    return s == s[::-1]


@njit
def swapped(a: str, b: str) -> tuple[str, str]:
    a, b = b, a
    return a, b


@njit
def chosen(n: int) -> str:
    return "one" if n == 1 else "many"


@njit
def with_default(s: str, end: str = ".") -> str:
    return s + end


@njit
def calls_default(s: str) -> str:
    return with_default(s) + with_default(s, "?")


@njit
def edit_distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit_distance(a[1:], b[1:])
    best = edit_distance(a[1:], b)
    best = min(best, edit_distance(a, b[1:]))
    best = min(best, edit_distance(a[1:], b[1:]))
    return best + 1


@njit
def smallest(a: str, b: str) -> tuple[str, str]:
    return min(a, b), max(a, b)


@njit
def fails(s: str) -> int:
    if len(s) > 3:
        raise ValueError("too long: " + s)
    assert s != "no", f"{s!r} is not allowed"
    return len(s)


TEXTS = [
    "",
    "a",
    "abc",
    "äöü",
    "a€b",
    "x\U0001f600y",
    "\ud800",
    "abcabc",
    "Grüße, Jürgen",
    "q" * 300,
    "ab\x00cd",
]
PAIRS = [(a, b) for a in TEXTS for b in TEXTS]

CASES = {
    "same": [(s,) for s in TEXTS],
    "constants": [(0,), (1,), (2,)],
    "joined": PAIRS,
    "grown": [("ab", 0), ("ab", 3), ("ä", 5), ("€", 200), ("\U0001f600", 3), ("", 4)],
    "kept": [(s,) for s in TEXTS],
    "repeated": [(s, n) for s in TEXTS for n in (-1, 0, 1, 2, 5)],
    "repeated_in_place": [(s, n) for s in TEXTS for n in (-1, 0, 1, 3)],
    "compared": PAIRS,
    "chained": [("a", "b", "c"), ("a", "a", "b"), ("b", "a", "c")],
    "inside": PAIRS,
    "item": [(s, i) for s in TEXTS for i in (0, 1, -1, 2, -3, 5, -7)],
    "sliced": [(s, a, b) for s in TEXTS for a in (-9, -2, 0, 1, 4) for b in (-8, -1, 0, 2, 9)],
    "stepped": [
        (s, a, b, c)
        for s in ("", "abc", "a€b\U0001f600efg")
        for a in (-9, 0, 2, 9)
        for b in (-9, 1, 9)
        for c in (-3, -1, 0, 1, 2, 2**62, -(2**62))
    ],
    "reversed_text": [(s,) for s in TEXTS],
    "length": [(s,) for s in TEXTS],
    "truth": [("",), ("x",)],
    "either": [("", "b"), ("a", "b"), ("", "")],
    "vowels": [("hello world",), ("",), ("äöüxyz",), ("€a\U0001f600",)],
    "rotated": [("hello, world", 13), ("xyz€", 3)],
    "is_palindrome": [("anna",), ("abc",), ("",), ("ä€ä",)],
    "swapped": [("a", "b"), ("ä", "€")],
    "chosen": [(1,), (2,)],
    "with_default": [("a",), ("a", "b")],
    "calls_default": [("a",)],
    "edit_distance": [("kitten", "sitting"), ("", "abc"), ("äb", "ab")],
    "smallest": PAIRS,
    "fails": [("abc",), ("abcd",), ("no",), ("äöüß€",)],
}
