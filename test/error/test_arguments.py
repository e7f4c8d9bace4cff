# test/error/test_arguments.py
#
# Arguments that a compiled function cannot take: each raises one exception that names function, parameter, what was
# expected and what came, and whatever the arguments are, the process lives.
import array
import inspect
import re

import numpy as np
import pytest
from harness.compiler import compile_text

PROGRAM = '''
import numpy as np
from pyomp_cc import njit


@njit
def whole(n: int) -> int:
    return n


@njit
def real(x: float) -> float:
    return x


@njit
def truth(b: bool) -> bool:
    return b


@njit
def pair(x: float, n: int, scale: float = 2.0) -> float:
    """Three parameters, one with a default."""
    return x * n * scale


@njit("float64(float64[:])")
def total(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i]
    return s


@njit("float64(float64[:, ::1])")
def corner(a):
    return a[0, 0]


@njit("int64(int32[::1])")
def count(a):
    n = 0
    for i in range(a.shape[0]):
        n += a[i]
    return n


@njit("void(float64[::1], float64)")
def fill(a, value):
    for i in range(len(a)):
        a[i] = value
'''


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    return compile_text(PROGRAM, tmp_path_factory.mktemp("arguments"), name="arguments")


@pytest.fixture(scope="module")
def plain():
    names = {}
    exec(PROGRAM, names)
    return names


def refuses(function, *args, words=(), kind=TypeError, **kwargs):
    with pytest.raises(kind) as raised:
        function(*args, **kwargs)
    for word in (function.__name__, *words):
        assert word in str(raised.value), str(raised.value)


# Scalars.


@pytest.mark.parametrize("value", [2**70, -(2**63) - 1, 2**63])
def test_ints_that_do_not_fit(native, value):
    refuses(native.whole, value, kind=OverflowError, words=["n"])


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 0, True, np.int8(-3), np.uint16(9), np.int64(-(2**63))])
def test_ints_that_fit(native, value):
    assert native.whole(value) == int(value)
    assert type(native.whole(value)) is int


@pytest.mark.parametrize("value", ["3", 1.5, None, [1], 1j, np.float64(1), np.arange(2), b"1", object()])
def test_what_is_no_int(native, value):
    refuses(native.whole, value, words=["n", "int", type(value).__name__])


@pytest.mark.parametrize("value", [1.5, 3, True, np.float32(0.5), np.float64(-0.0), np.int32(4), float("inf")])
def test_floats(native, value):
    assert native.real(value) == float(value)
    assert type(native.real(value)) is float


@pytest.mark.parametrize("value", ["1.5", None, 1j, [1.0], np.ones(1)])
def test_what_is_no_float(native, value):
    refuses(native.real, value, words=["x", "float", type(value).__name__])


def test_an_int_too_large_for_a_float(native):
    with pytest.raises(OverflowError, match="int too large to convert to float"):
        native.real(10**400)


def test_truth(native):
    assert native.truth(True) is True
    assert native.truth(np.bool_(False)) is False
    for value in (1, 0.0, "yes", None):
        refuses(native.truth, value, words=["b", "bool", type(value).__name__])


# The number and the names of arguments: CPython's own texts.

CALLS = [
    ((), {}),
    ((1.0,), {}),
    ((1.0, 2, 3.0, 4), {}),
    ((1.0, 2), {"size": 1}),
    ((1.0, 2), {"x": 1.0}),
    ((), {"n": 1}),
    ((1.0,), {"n": 2, "scale": 3.0, "more": 4}),
    ((1.0, 2, 3.0), {"scale": 3.0}),
]


@pytest.mark.parametrize(("args", "kwargs"), CALLS, ids=map(str, CALLS))
def test_wrong_calls_have_cpythons_text(native, plain, args, kwargs):
    with pytest.raises(TypeError) as wanted:
        plain["pair"](*args, **kwargs)
    with pytest.raises(TypeError) as got:
        native.pair(*args, **kwargs)
    assert str(got.value) == str(wanted.value)


def test_right_calls(native):
    assert native.pair(1.5, 2) == 6.0
    assert native.pair(1.5, n=2) == 6.0
    assert native.pair(scale=1.0, n=2, x=1.5) == 3.0
    assert native.pair(*(1.5, 2), **{"scale": 0.5}) == 1.5
    assert str(inspect.signature(native.pair)) == "(x: float, n: int, scale: float = 2.0) -> float"


# Arrays.


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.arange(6.0),
        lambda: np.arange(12.0)[::2],
        lambda: np.arange(6.0)[::-1],
        lambda: np.empty(0),
        lambda: np.broadcast_to(2.5, 4),
        lambda: np.arange(12.0).reshape(3, 4)[:, 1],
        lambda: array.array("d", [1.0, 2.5]),
        lambda: memoryview(array.array("d", [1.0, 2.5])),
        lambda: np.ma.masked_array(np.arange(3.0)),
    ],
    ids=["plain", "every other", "backwards", "empty", "repeated", "column", "array.array", "memoryview", "subclass"],
)
def test_arrays_of_any_stride(native, make):
    assert native.total(make()) == sum(float(x) for x in make())


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: [1.0, 2.0], ["list"]),
        (lambda: 1.0, ["float"]),
        (lambda: None, ["NoneType"]),
        (lambda: "text", ["str"]),
        (lambda: b"bytes", ["bytes"]),
        (lambda: np.arange(3.0, dtype="f4"), ["float32"]),
        (lambda: np.arange(3), ["int64"]),
        (lambda: np.arange(3.0) + 1j, ["complex128"]),
        (lambda: np.ones((2, 2)), ["[:, ::1]"]),
        (lambda: np.float64(1.0), ["float64"]),
        (lambda: np.array(1.0), ["[()]"]),
        (lambda: np.arange(3.0).astype(">f8"), []),
        (lambda: np.array(["a"]), []),
        (lambda: np.array([None]), ["object"]),
        (lambda: np.zeros(2, dtype=[("x", "f8")]), []),
        (lambda: np.zeros(2, dtype="M8[s]"), []),
    ],
    ids="list float None str bytes float32 int64 complex128 2-d scalar 0-d byte-swapped text object record time".split(),
)
def test_what_is_no_array_of_floats(native, make, words):
    refuses(native.total, make(), words=["a", "float64", *words])


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.asfortranarray(np.ones((3, 4))),
        lambda: np.ones((4, 6))[:, ::2],
        lambda: np.ones((3, 4)).T,
        lambda: np.ones(3),
        lambda: np.ones((2, 2, 2)),
    ],
    ids=["Fortran order", "strided", "transposed", "1-d", "3-d"],
)
def test_c_order_is_demanded(native, make):
    refuses(native.corner, make(), words=["a", "float64"])


def test_c_order_arrays(native):
    assert native.corner(np.full((2, 3), 7.0)) == 7.0
    assert native.corner(np.full((6, 3), 7.0)[2:4]) == 7.0


def test_other_element_types(native):
    assert native.count(np.arange(4, dtype=np.int32)) == 6
    for dtype in ("i8", "u4", "i2", "f4", "?"):
        refuses(native.count, np.ones(3, dtype=dtype), words=["a", "int32"])


def test_misaligned_arrays_are_refused_or_right(native):
    raw = bytearray(8 * 3 + 1)
    misaligned = np.frombuffer(raw, dtype=np.uint8)[1:].view(np.float64)
    misaligned[:] = [1.0, 2.0, 3.0]
    try:
        assert native.total(misaligned) == 6.0
    except TypeError as error:
        assert "align" in str(error)


def test_arrays_are_changed_in_place(native):
    a = np.zeros(3)
    assert native.fill(a, 2.0) is None
    assert a.tolist() == [2.0, 2.0, 2.0]
    native.fill(a[:0], 3.0)


def test_read_only_arrays(native):
    closed = np.zeros(3)
    closed.flags.writeable = False
    assert native.total(closed) == 0.0
    with pytest.raises((ValueError, TypeError), match="read-only"):
        native.fill(closed, 1.0)
    assert closed.tolist() == [0.0] * 3


def test_an_index_outside_an_empty_array(native):
    with pytest.raises(IndexError, match=re.escape("index 0 is out of bounds for axis 0 with size 0")):
        native.corner(np.empty((0, 3)))


# References: failing calls keep none.


@pytest.mark.parametrize("good", [True, False])
def test_calls_keep_no_references(native, good):
    import sys

    a = np.zeros(4) if good else np.zeros(4, dtype="f4")
    before = sys.getrefcount(a)
    for _ in range(200):
        if good:
            native.total(a)
        else:
            with pytest.raises(TypeError):
                native.total(a)
    assert sys.getrefcount(a) == before
