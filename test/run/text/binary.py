"""bytes: literals, indices, methods, conversions, their way across the border."""

from pyomp_cc import njit


@njit
def literals() -> list[bytes]:
    return [b"abc", b"", b"\x00\xff\x80'\"\\", b"a" + b"b" * 3, 2 * b"xy"]


@njit
def parts(b: bytes, i: int) -> list[int]:
    s = 0
    for byte in b:
        s = s * 31 + byte
    return [b[i], b[-1], len(b), s % 1000, b.find(b"b"), b.count(b"a"), int(97 in b), int(b"bc" in b)]


@njit
def slices(b: bytes) -> list[bytes]:
    return [b[1:], b[::-1], b[:2], b.upper(), b.lower(), b.strip(), b.replace(b"a", b"--"), b.lstrip(b"a")]


@njit
def pieces(b: bytes) -> list[bytes]:
    return b.split() + b.split(b",") + [b"-".join(b.split(b","))] + sorted([b, b"b", b"a"])


@njit
def checksum(b: bytes) -> dict[bytes, int]:
    seen = {}
    for i in range(0, len(b), 2):
        seen[b[i : i + 2]] = i
    return seen


@njit
def texts(s: str) -> list[str]:
    b = s.encode()
    return [b.hex(), b.decode(), repr(b), str(b), f"{b!r}", s.encode("utf-8").decode("latin-1")]


@njit
def converted(n: int) -> list[bytes]:
    return [bytes(3), bytes([1, 2, n]), bytes.fromhex("00 ff1a"), n.to_bytes(2, "big"), n.to_bytes(4, "little")]


@njit
def numbers(b: bytes) -> list[int]:
    return [int.from_bytes(b, "big"), int.from_bytes(b, "little", signed=True)]


@njit
def compared(a: bytes, b: bytes) -> list[bool]:
    return [a < b, a == b, a != b, a >= b, a.startswith(b), a.endswith(b), a.isdigit(), bool(a)]


CASES = {
    "literals": [()],
    "parts": [(b"aabc", 1), (b"a", -1), (b"a", 3)],
    "slices": [(b" aBc\n",), (b"",)],
    "pieces": [(b"a,b c",), (b"",)],
    "checksum": [(b"abcab",)],
    "texts": [("h\u00e9",), ("",)],
    "converted": [(200,), (300,), (-1,)],
    "numbers": [(b"\x01\xff",), (b"",), (b"\x7f" + b"\xff" * 7,)],
    "compared": [(b"ab", b"a"), (b"1", b"1"), (b"", b"\x00")],
}
# An int has 64 bits.
DIFFERENCES = {"numbers": [((b"\xff" * 9,), OverflowError("integer result does not fit in 64 bits"))]}
