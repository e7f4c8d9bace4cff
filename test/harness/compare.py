# test/harness/compare.py
#
# Whether two values, or two ways to end a call, are the same as semantics demand: types, values, signs of zero, texts.
import copy
import math
import traceback
from collections import deque

import numpy as np


def clone(value, memo=None):
    """A deep copy that keeps strides, writeability and aliasing of arrays, which copy.deepcopy does not."""
    memo = {} if memo is None else memo
    if id(value) in memo:
        return memo[id(value)]
    match value:
        case np.ndarray():
            copied = _clone_array(value)
        case list() if type(value) is list:
            copied = [clone(element, memo) for element in value]
        case tuple() if type(value) is tuple:
            copied = tuple(clone(element, memo) for element in value)
        case dict() if type(value) is dict:
            copied = {key: clone(element, memo) for key, element in value.items()}
        case set() | bytearray():
            copied = value.copy()
        case deque() | dict():
            copied = copy.deepcopy(value, memo)
        case _:
            copied = value
    memo[id(value)] = copied
    return copied


def _clone_array(array: np.ndarray) -> np.ndarray:
    if array.flags.c_contiguous or array.flags.f_contiguous or not isinstance(array.base, np.ndarray):
        copied = array.copy(order="K")
    else:
        owner = array.base
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        offset = array.ctypes.data - np.lib.array_utils.byte_bounds(owner)[0]
        copied = np.ndarray(array.shape, array.dtype, bytearray(owner.tobytes(order="A")), offset, array.strides)
    copied.flags.writeable = array.flags.writeable
    return copied


def _joined(wanted, got):
    """The Python number for a NumPy scalar where CPython gave a Python number. A variable that holds both is NumPy's,
    also when the loop that would have made it one did not run (README.md). Never the other way round."""
    pairs = ((float, np.float64), (int, np.int64))
    return got.item() if any(type(wanted) is python and type(got) is numpy for python, numpy in pairs) else got


def difference(wanted, got, tolerance: float = 0.0) -> str | None:
    """What differs, or None. Floats are equal bit by bit, or within a relative tolerance."""
    got = _joined(wanted, got)
    if type(wanted) is not type(got) and type(wanted).__qualname__ != type(got).__qualname__:
        return f"type {type(wanted).__name__} wanted, {type(got).__name__} came: {show(wanted)} and {show(got)}"
    match wanted:
        case bool() | int() | str() | bytes() | None:
            equal = wanted == got
        case float() | np.floating():
            equal = _same_float(float(wanted), float(got), tolerance)
        case complex() | np.complexfloating():
            equal = _same_float(wanted.real, got.real, tolerance) and _same_float(wanted.imag, got.imag, tolerance)
        case np.ndarray():
            return _array_difference(wanted, got, tolerance)
        case list() | tuple():
            return _sequence_difference(wanted, got, tolerance)
        case dict():
            keys = _sequence_difference(list(wanted), list(got), 0.0)
            return keys or _sequence_difference(list(wanted.values()), list(got.values()), tolerance)
        case _:
            equal = wanted == got
    return None if equal else f"{show(wanted)} wanted, {show(got)} came"


def _same_float(wanted: float, got: float, tolerance: float) -> bool:
    if math.isnan(wanted) or math.isnan(got):
        return math.isnan(wanted) and math.isnan(got)
    if tolerance:
        return math.isclose(wanted, got, rel_tol=tolerance, abs_tol=tolerance)
    return wanted == got and math.copysign(1.0, wanted) == math.copysign(1.0, got)


def _sequence_difference(wanted, got, tolerance: float) -> str | None:
    if len(wanted) != len(got):
        return f"{len(wanted)} elements wanted, {len(got)} came: {show(wanted)} and {show(got)}"
    for index, (left, right) in enumerate(zip(wanted, got, strict=True)):
        found = difference(left, right, tolerance)
        if found:
            return f"element {index}: {found}"
    return None


def _array_difference(wanted: np.ndarray, got: np.ndarray, tolerance: float) -> str | None:
    if wanted.dtype != got.dtype or wanted.shape != got.shape:
        return f"array {wanted.dtype}{wanted.shape} wanted, {got.dtype}{got.shape} came"
    if wanted.dtype.kind not in "fc":
        equal = wanted == got
    elif tolerance:
        equal = np.isclose(got, wanted, rtol=tolerance, atol=tolerance, equal_nan=True)
    else:
        parts = [(wanted.real, got.real), (wanted.imag, got.imag)]
        equal = np.ones(wanted.shape, bool)
        for left, right in parts:
            both_nan = np.isnan(left) & np.isnan(right)
            equal &= both_nan | ((left == right) & (np.signbit(left) == np.signbit(right)))
    if np.all(equal):
        return None
    index = tuple(int(axis) for axis in np.argwhere(~np.asarray(equal))[0]) if wanted.ndim else ()
    count = int(np.size(equal) - np.count_nonzero(equal))
    return f"{count} of {wanted.size} elements differ, first [{index}]: {wanted[index]!r} wanted, {got[index]!r} came"


def show(value) -> str:
    """The value's repr, shortened."""
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:117]}..."


def frames_of(error: BaseException, program: str) -> list[tuple[str, int]]:
    """Function and line of every frame that belongs to the program."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(program)]
    return [(frame.name, frame.lineno) for frame in frames]


def frames_difference(wanted: BaseException, got: BaseException, program: str) -> str | None:
    """Comprehensions, and calls of functions with several signatures, have no frames (README.md); all others have, and
    the innermost is always there."""
    here, there = frames_of(wanted, program), frames_of(got, program)
    # A generator expression that was kept has one of its own.
    here = [frame for frame in here if not frame[0].startswith("<") or frame in there]
    rest = iter(here)
    if here[-1:] == there[-1:] and all(frame in rest for frame in there):
        return None
    return f"{type(got).__name__} wanted from {here}, came from {there}"


def exception_difference(wanted: BaseException, got: BaseException) -> str | None:
    """Type, text and cause."""
    if type(wanted).__qualname__ != type(got).__qualname__ or str(wanted) != str(got):
        return f"{wanted!r} wanted, {got!r} came"
    if (wanted.__cause__ is None) != (got.__cause__ is None):
        return f"cause {wanted.__cause__!r} wanted, {got.__cause__!r} came"
    if wanted.__cause__ is not None:
        found = exception_difference(wanted.__cause__, got.__cause__)
        return found and f"cause: {found}"
    return None
