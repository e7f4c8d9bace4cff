# test/operators/test_operators.py
#
# Every operator with every pair of numeric types and the values at their ends, compiled and by CPython and NumPy:
# values, types and exceptions. What is rejected stays Python and so has nothing to compare; its number is bounded.
import itertools
import re
import warnings

import numpy as np
import pytest

from harness.compare import difference, exception_difference
from harness.compiler import compile_module, load, run_compiler

INF, NAN = float("inf"), float("nan")
FLOATS = [0.0, -0.0, 1.0, -1.0, 2.5, -0.5, INF, -INF, NAN]
COMPLEX = [0j, 1 + 0j, -1.5j, 2 - 3j, complex(INF, 0), complex(NAN, 1), complex(-0.0, -0.0)]
VALUES = {
    "bool": [False, True],
    "int": [0, 1, -1, 2, 7, -129, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)],
    "float": [*FLOATS, 1e308, 5e-324, 2.0**63],
    "complex": COMPLEX,
    "np.bool_": [np.False_, np.True_],
    "np.float32": [np.float32(x) for x in [*FLOATS, 3e38, 1e-45]],
    "np.float64": [np.float64(x) for x in [*FLOATS, 1e308, 5e-324]],
    "np.complex64": [np.complex64(z) for z in COMPLEX[:5]],
    "np.complex128": [np.complex128(z) for z in COMPLEX[:5]],
}
for _name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"):
    _facts = np.iinfo(_name)
    VALUES["np." + _name] = [
        getattr(np, _name)(n) for n in sorted({0, 1, 2, 7, _facts.min, _facts.max, _facts.max // 2})
    ]
# One of each kind in pairs.
PAIRED = "bool int float complex np.bool_ np.int8 np.int64 np.uint64 np.float32".split()
ONE = """-a;+a;~a;not a;abs(a);int(a);float(a);bool(a);complex(a);round(a);str(a);repr(a);f'{a}';a ** 2;a ** 3;a / 2;
a // 2;a % 2;a << 1;a >> 1;a + 1;a * 2;a + 0.5;1 - a;2.5 / a;a < 1;a >= 0.5;a == 0;a != 1j;1 if a else 2;a.real;a.imag;
a.conjugate();round(a, 1);divmod(a, 2)"""
TWO = """a + b;a - b;a * b;a / b;a // b;a % b;a ** b;a << b;a >> b;a & b;a | b;a ^ b;a == b;a != b;a < b;a >= b;
divmod(a, b);min(a, b)"""


def operations(texts: str) -> list[str]:
    return [text.strip() for text in texts.replace("\n", "").split(";")]


def program(functions: list[tuple[str, str]]) -> str:
    """`functions` are parameters and expressions."""
    text = "import numpy as np\nfrom pyomp_cc import njit\n"
    for number, (parameters, expression) in enumerate(functions):
        text += f"\n\n@njit\ndef f{number}({parameters}):\n    return {expression}\n"
    return text


def ending(function, args):
    try:
        return function(*args), None
    except Exception as error:  # noqa: BLE001 - both must raise it
        return None, error


def fits(value) -> bool:
    """Python's ints beyond 64 bits raise OverflowError (README.md)."""
    if isinstance(value, tuple):
        return all(map(fits, value))
    return type(value) is not int or -(2**63) <= value < 2**63


def compare(function, compiled, expression: str, args) -> str | None:
    wanted, wanted_error = ending(function, args)
    got, error = ending(compiled, args)
    if isinstance(wanted_error, MemoryError) or (wanted_error is None and not fits(wanted)):
        return None if isinstance(error, OverflowError) else f"{wanted!r} does not fit, {got!r} came"
    if wanted_error is not None or error is not None:
        if "**" in expression and isinstance(wanted, complex) and isinstance(error, ValueError):
            return None
        if wanted_error is None or error is None:
            return f"{wanted_error or wanted!r} wanted, {error or got!r} came"
        return exception_difference(wanted_error, error)
    powers = "**" in expression and isinstance(wanted, (float, complex, np.inexact))
    return difference(wanted, got, 1e-6 if powers else 0.0)


def check(folder, functions: list[tuple[str, str]], arguments: list[list[tuple]], most_rejected: int) -> None:
    source = folder / "table.py"
    source.write_text(program(functions))
    outcome = run_compiler(source, "--emit", "types", "--fallback", timeout=600)
    rejected = set(re.findall(r"`(f\d+)` is not compiled", outcome.err))
    assert len(rejected) <= most_rejected, f"{len(rejected)} of {len(functions)} are rejected"
    module = load(compile_module(source, folder, "--fallback"))
    python = {"np": np}
    faults = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, ((parameters, expression), calls) in enumerate(zip(functions, arguments, strict=True)):
            if f"f{number}" in rejected:
                continue
            names = ", ".join(re.findall(r"(\w+):", parameters))
            function = eval(f"lambda {names}: {expression}", python)  # noqa: S307
            compiled = getattr(module, f"f{number}")
            for args in calls:
                found = compare(function, compiled, expression, args)
                if found:
                    faults.append(f"{expression} with ({parameters}) = {args!r}: {found}")
    assert not faults, f"{len(faults)} differences\n" + "\n".join(faults[:40])


def test_operators_of_one(tmp_path):
    functions = [(f"a: {name}", text) for text in operations(ONE) for name in VALUES]
    arguments = [[(value,) for value in VALUES[name]] for _ in operations(ONE) for name in VALUES]
    check(tmp_path, functions, arguments, 150)


@pytest.mark.parametrize("part", range(2))
def test_operators_of_two(tmp_path, part):
    pairs = list(itertools.product(PAIRED, repeat=2))
    texts = operations(TWO)[part::2]
    # The smaller of two of different types is of their common type (README.md), so that not every value has one.
    table = [(text, *pair) for text in texts for pair in pairs if pair[0] == pair[1] or not text.startswith("min")]
    functions = [(f"a: {left}, b: {right}", text) for text, left, right in table]
    arguments = [list(itertools.product(VALUES[left], VALUES[right])) for _, left, right in table]
    check(tmp_path, functions, arguments, 350)
