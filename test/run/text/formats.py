# test/run/text/formats.py
#
# str(), repr(), format() and f-strings of numbers, texts and tuples.
import numpy as np

from pyomp_cc import njit


@njit
def of_int(x: int) -> tuple[str, str, str, str, str, str]:
    return str(x), repr(x), f"{x}", hex(x), bin(x), oct(x)


@njit
def of_float(x: float) -> tuple[str, str, str]:
    return str(x), repr(x), f"<{x}>"


@njit
def of_bool(x: bool) -> tuple[str, str, str]:
    return str(x), repr(x), f"{x}{x:5}"


@njit
def of_text(s: str) -> tuple[str, str, str, str, str]:
    return str(s), repr(s), ascii(s), f"{s!r:>12}", f"{s!a}{s!s}"


@njit
def of_tuple(a: int, b: float, s: str) -> tuple[str, str]:
    t = (a, b, s, (a,), (), True)
    return str(t), f"{t} {t!r}"


@njit
def of_none(n: int) -> str:
    return f"{None} {str(None)}"


@njit
def of_float32(x: np.float32) -> tuple[str, str, str]:
    return str(x), repr(x), f"{x} {x:.3f}"


@njit
def of_numpy(a: np.float64, b: np.int32, c: np.bool_) -> tuple[str, str, str, str, str]:
    return str(a), repr(b), repr(c), str((a, b, c)), f"{a} {b:5} {c}"


@njit
def several(a: int, b: float, name: str) -> str:
    return f"{name}: a = {a:>5}, b = {b:.2f}{{}} {a=} {b + a = } {name!r}"


@njit
def nested(x: float, width: int, digits: int) -> str:
    return f"[{x:{width}.{digits}f}]"


@njit
def plain(n: int) -> str:
    return f"nothing {n}end"


@njit
def int_format(x: int, spec: str) -> str:
    return format(x, spec)


@njit
def float_format(x: float, spec: str) -> str:
    return format(x, spec)


@njit
def bool_format(x: bool, spec: str) -> str:
    return format(x, spec)


@njit
def text_format(x: str, spec: str) -> str:
    return format(x, spec)


@njit
def default_format(x: float) -> str:
    return format(x)


@njit
def parsed_int(s: str) -> int:
    return int(s)


@njit
def parsed_base(s: str, base: int) -> int:
    return int(s, base)


@njit
def parsed_float(s: str) -> float:
    return float(s)


@njit
def character(n: int) -> str:
    return chr(n)


@njit
def code(s: str) -> int:
    return ord(s)


INTS = [0, 1, -1, 7, -42, 255, 1000, 123456789, -(2**63), 2**63 - 1]
FLOATS = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    1e15,
    1e16,
    1.5e16,
    123456789012345.6,
    1e22,
    1e23,
    1e-4,
    1e-5,
    5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    3.141592653589793,
    2.5,
    0.5,
    1234567.891,
    99999.5,
    0.00012345,
    float("inf"),
    float("-inf"),
    float("nan"),
]
TEXTS = ["", "a", "it's", '"', "'\"", "äöü", "€\u200b", "\U0001f600", "\ud800\udfff", "\t\n\r\x00\x7f\x80\xad", "\\"]
INT_SPECS = ["", "d", "5", "<8", ">8", "^9", "=+8", "08", "+", " ", "-", ",", "_", "x", "X", "#x", "#X", "o", "#o", "b"]
INT_SPECS += [
    "#b",
    "_b",
    "_x",
    "012,",
    "020_",
    "*^20,",
    "c",
    "e",
    ".3e",
    "f",
    ".0f",
    "g",
    "%",
    ".1%",
    "n",
    "s",
    ".3",
    "z",
]
INT_SPECS += [
    "x<",
    "10.2f",
    "q",
    "é",
    ",x",
    "_,",
    ",,",
    "5d5",
    ".",
    "<<8",
    "=<8",
    "0<8",
    "#010b",
    "#,d",
    "99999999999999999999",
]
FLOAT_SPECS = [
    "",
    "e",
    "f",
    "g",
    "G",
    "E",
    "F",
    "n",
    "%",
    ".0e",
    ".1f",
    ".2f",
    ".10g",
    ".3",
    ".0",
    "10",
    "<10",
    "^12.3f",
]
FLOAT_SPECS += [
    "+.2f",
    " .2f",
    "010.2f",
    "=+10",
    ",",
    ",.2f",
    "_.3e",
    "#.0f",
    "#g",
    "#.3",
    "z.1f",
    "z",
    ".30f",
    ".50g",
    "0=12",
]
FLOAT_SPECS += ["*>20", "d", "x", "s", "c", "020,", "é^9", ".1%", "#", "0", "-", "015,.2f", "12_.1f"]
TEXT_SPECS = [
    "",
    "s",
    "5",
    "<5",
    ">5",
    "^6",
    "*^7",
    ".2",
    "10.1",
    "é>4",
    "=5",
    "+",
    " ",
    "#",
    "d",
    "05",
    ",",
    "z",
    "<",
    ".0s",
]

CASES = {
    "of_int": [(x,) for x in INTS],
    "of_float": [(x,) for x in FLOATS],
    "of_bool": [(True,), (False,)],
    "of_text": [(s,) for s in TEXTS],
    "of_tuple": [(1, 2.5, "it's"), (-3, 1e300, "")],
    "of_none": [(0,)],
    "of_float32": [(np.float32(x),) for x in (0.1, 1.0, 1e10, 1e16, 1e-7, 16777216.0, 3.4e38, float("inf"))],
    "of_numpy": [(np.float64(0.1), np.int32(-7), np.bool_(True)), (np.float64(1e100), np.int32(0), np.bool_(False))],
    "several": [(1, 2.0, "x"), (-99999, 1 / 3, "Jürgen")],
    "nested": [(3.14159, 10, 2), (2.0, 0, 0), (1.0, 5, -1)],
    "plain": [(3,)],
    "int_format": [(x, s) for x in (0, 7, -42, 1234567, 2**63 - 1, -(2**63)) for s in INT_SPECS],
    "float_format": [(x, s) for x in FLOATS for s in FLOAT_SPECS],
    "bool_format": [(x, s) for x in (True, False) for s in ("", "d", "5", "x", "f", "s", "c")],
    "text_format": [(x, s) for x in ("", "abc", "äöü€", "\U0001f600") for s in TEXT_SPECS],
    "default_format": [(1.0,), (1e100,)],
    "parsed_int": [
        (s,)
        for s in ["0", "-12", " 42 ", "+7", "1_000", "1__0", "_1", "1_", "", " ", "abc", "12.5", "0x10", "٣٤", "１２"]
        + ["9223372036854775807", "-9223372036854775808", "0012", "1 2", "--1", "é", "\u20091\u2009", "1\x00"]
    ],
    "parsed_base": [
        (s, b)
        for s in ["0x1f", "ff", "0b101", "0o17", "z", "12", "0_1", "0x_f", "0x", "010", "-0xF", "0"]
        for b in (0, 2, 8, 10, 16, 36, 1, 37, -1)
    ],
    "parsed_float": [
        (s,)
        for s in [
            "0",
            "1.5",
            " -2e3 ",
            "inf",
            "-Infinity",
            "nan",
            "+NAN",
            "1e400",
            "-1e-400",
            "1_0.5",
            "1_.5",
            "._5",
            ".",
        ]
        + ["", "abc", "0x10", "1e", "1e5_0", "1.e2", ".5", "5.", "٣.٥", "1 2", "infin", "1e+5", "--1", "1__0", "nan5"]
    ],
    "character": [(0,), (65,), (228,), (8364,), (128512,), (1114111,), (1114112,), (-1,), (55296,)],
    "code": [("a",), ("€",), ("\U0001f600",), ("",), ("ab",)],
}
