# Complex numbers: literals, operators, comparisons, parts, functions, texts, what raises; NumPy's beside Python's.
import cmath
import itertools
import math

import numpy as np
from pyomp_cc import njit, openmp

UNIT = 1j
SHIFT = 3 - 2.5j


@njit
def literals():
    return 2j, -2j, 1 + 2j, 1.5 - 0j, 0.0 - 2j, UNIT, SHIFT * 2, -SHIFT


@njit
def sums(a: complex, b: complex):
    return a + b, a - b, -a, +a


@njit
def product(a: complex, b: complex):
    return a * b


@njit
def quotient(a: complex, b: complex) -> complex:
    return a / b


@njit
def power(a: complex, b: complex) -> complex:
    return a**b


@njit
def fixed_powers(a: complex):
    return a**2, a**3, a**0, a ** (-1), a**0.5, a ** (1 + 1j)


@njit
def with_reals(a: complex, n: int, x: float, p: bool):
    return a + n, x + a, a - n, x - a, a * n, x * a, a + p, p * a, a + 2, 2.5 * a, a - 1


@njit
def quotients_with_reals(a: complex, n: int, x: float):
    return a / 2, 1 / a, a / n, x / a


@njit
def updated(a: complex, b: complex, n: int):
    a += b
    a *= n
    a -= 1
    a /= 2
    a **= 2
    return a


@njit
def equal(a: complex, b: complex):
    return a == b, a != b, a == 1, a != 0.5, 1j == a, a == True  # noqa: E712


@njit
def equals_int(a: complex, n: int):
    return a == n, n != a, n == a


@njit
def truth(a: complex):
    return bool(a), not a, 1 if a else 2, (a and 5j), (a or 7j)


@njit
def size(a: complex) -> float:
    return abs(a)


@njit
def parts(a: complex):
    return a.real, a.imag, a.conjugate(), (a * 2).real, (3j).imag, (5).real, (2.5).imag


@njit
def made(x: float, y: float, n: int, z: complex):
    return complex(x, y), complex(x), complex(), complex(n, 2), complex(z), complex(real=x), complex(imag=y), complex(n)


@njit
def made_of_complex(x: float, z: complex, w: complex):
    return complex(z, x), complex(x, z), complex(z, w)


@njit
def read(text: str) -> complex:
    return complex(text)


@njit
def texts(a: complex):
    return str(a), repr(a), f"{a}", f"<{a!r}>", f"{a:.2f}", f"{a:+.3e}", f"{a:>30}", format(a, "g")


@njit
def printed(a: complex):
    print(a, [a], (a, 1))


@njit
def joined(n: int):
    z = 0
    for i in range(n):
        z = z + i * 1j
    return z


@njit
def mandelbrot(c: complex, most: int) -> int:
    z = 0j
    for i in range(most):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return most


@njit
def root(n: int, k: int) -> complex:
    return cmath.exp(2j * cmath.pi * k / n)


@njit
def collected(n: int):
    zs = [complex(i, -i) for i in range(n)]
    zs.append(1j)
    return zs, sum(zs), {1j: 2.0, 2 + 0j: 3.0}[1j], 1j in zs, zs.index(0j), {z * z for z in zs}


@njit
def helper(a: complex) -> complex:
    return a * 1j


@njit
def called(a: complex, n: int):
    return helper(a) + helper(n) + helper(2)


@njit
def default_values(a: complex = 1 + 2j, b: float = 2.0):
    return a * b


@njit("(complex128[:], complex128[:])")
def array_sum(a, b):
    s = 0j
    for i in range(len(a)):
        b[i] += a[i] * 2
        s += a[i] * b[i].conjugate()
    return s, b


@njit("(complex64[:], complex64)")
def single_array(a, z):
    for i in range(len(a)):
        a[i] = a[i] * z + 1
    return a[0] + 1.5, a[0].real, a[0] * 2j, abs(a[0]), a[0] == z


@njit("(complex128[:, :],)")
def matrix(a):
    t = 0j
    for i in range(a.shape[0]):
        t += a[i, i]
        a[i, 0] = i
        a[i][1] = 2.5
    return t


@njit
def created(n: int):
    a = np.zeros(n, dtype=complex)
    b = np.ones((n, 2), np.complex64)
    a[0] = 1 + 1j
    a[1] = 2
    b[0, 0] = 2.5 - 1j
    return a, b, np.empty(0, np.complex128)


@njit
def scalar_operators(a: np.complex128, b: np.complex128):
    return a + b, a - b, a * b, a / b, a == b, a != b, -a, abs(a), a.real, a.imag, a.conjugate(), a + 1, 2.0 * a, a / 2j


@njit
def scalar_powers(a: np.complex128, b: np.complex128):
    return a**b, a**2, a**3, a**-2


@njit
def scalar_mixes(a: np.complex64, x: np.float32, y: np.float64, n: np.int64):
    return a + x, a * y, a - n, a + 1j, a * 2, 1.5 + a, np.complex128(a), np.complex64(y)


@njit
def scalar_functions(a: np.complex128, b: np.complex64):
    return np.abs(a), np.abs(b), np.exp(a), np.sqrt(a), np.conj(b), np.angle(a), a.item(), repr(a), str(b)


@njit
def reduced(n: int):
    s = 0j
    p = 1 + 0j
    with openmp("parallel for reduction(+:s) reduction(*:p)"):
        for i in range(n):
            s += complex(i, 1)
            p *= 1j
    return s, p


@njit
def in_region(n: int):
    a = np.zeros(n, np.complex128)
    w = 2j
    with openmp("parallel for firstprivate(w)"):
        for i in range(n):
            z = w * i
            a[i] = z + 1
    return a


@njit
def raised_in_region(n: int):
    s = 0j
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += 1j / complex(i - 3, 0)
    return s


@njit
def unequal_types(p: bool, z: complex):
    return z if p else 2.0


INF, NAN = math.inf, math.nan
PARTS = [0.0, -0.0, 1.0, -2.5, INF, NAN, 1e308]
VALUES = [complex(x, y) for x in PARTS for y in PARTS]
TAME = [0j, 1 + 0j, -1j, 2.5 - 1.5j, -3 + 4j, complex(-0.0, -0.0), 1e-200 + 1e-200j, 1e200j]
PAIRS = list(itertools.product(VALUES, repeat=2))
TEXTS = "1 1j -2.5j 1+2j (1-2j) 1e3+1e-3J +j -j 1-j nan+infj inf -infinityj 1_0+2_0j".split() + [" 1+2j ", "( 3j )"]
BAD_TEXTS = ["", "1+", "j1", "1 + 2j", "1+2", "(1+2j", "abc", "1j+2", "1__0", "++1j", "()"]
CASES = {
    "literals": [()],
    "sums": PAIRS,
    "product": PAIRS,
    "quotient": PAIRS,
    "power": list(itertools.product(TAME, [0j, 1 + 0j, 2 + 0j, -3 + 0j, 0.5 + 0j, 1 - 1j, -1 + 0j, 100 + 0j, 101 + 0j])),
    "fixed_powers": [(a,) for a in TAME[1:5]] + [(0j,)],
    "with_reals": [(a, n, x, p) for a in VALUES[::3] for n in (0, -7) for x in (0.0, -0.0, 1.5, INF) for p in (True, False)],
    "quotients_with_reals": [(a, n, x) for a in TAME for n in (0, 3) for x in (0.0, 2.5)],
    "updated": [(a, b, n) for a in TAME[:5] for b in TAME[:5] for n in (0, 3)],
    "equal": PAIRS[::5] + [(1 + 0j, 1 + 0j), (0.5 + 0j, 1j), (1j, 1j)],
    "equals_int": [(a, n) for a in (0j, 3 + 0j, 3 + 1j, complex(2**53)) for n in (0, 3, 2**53, 2**53 + 1)],
    "truth": [(a,) for a in VALUES],
    "size": [(a,) for a in VALUES] + [(1e308 + 1e308j,), (3 + 4j,), (1.7e308 + 1.7e308j,)],
    "parts": [(a,) for a in VALUES],
    "made": [(x, y, n, z) for x in (0.0, -0.0, 1.5) for y in (-0.0, 2.5, NAN) for n in (0, -3) for z in (1j, NAN + 1j)],
    "made_of_complex": [(x, z, w) for x in (0.0, -1.5) for z in TAME for w in TAME],
    "read": [(text,) for text in TEXTS + BAD_TEXTS],
    "texts": [(a,) for a in (0j, 1 + 2j, -1.5j, 1e20 + 1e-20j, complex(-0.0, -0.0), complex(NAN, INF))],
    "printed": [(1 + 2j,), (-0.5j,)],
    "mandelbrot": [(c, 50) for c in (0j, 1 + 0j, -0.75 + 0.1j, 0.3 + 0.5j, 2 + 2j)],
    "root": [(8, k) for k in range(8)],
    "collected": [(3,)],
    "called": [(1 + 1j, 3), (-2.5j, 0)],
    "default_values": [(), (2j,), (3j, 1.5)],
    "array_sum": [(np.array([1 + 1j, 2 - 3j]), np.array([0j, 5.5])), (np.arange(6.0).astype(complex)[::2], np.ones(3, complex))],
    "single_array": [(np.array([1 + 1j, 2 - 3j], np.complex64), np.complex64(2 - 1j))],
    "matrix": [(np.arange(4.0).reshape(2, 2) * (1 + 1j),)],
    "created": [(2,), (3,)],
    "scalar_operators": [(np.complex128(a), np.complex128(b)) for a in TAME for b in TAME if b != 0],
    "scalar_powers": [(np.complex128(a), np.complex128(b)) for a in TAME[1:5] for b in TAME[:5]],
    "scalar_mixes": [(np.complex64(1 - 2j), np.float32(0.1), np.float64(0.1), np.int64(3))],
    "scalar_functions": [(np.complex128(1 - 2j), np.complex64(3 + 4j))],
    "reduced": [(0,), (1,), (10,), (103,)],
    "in_region": [(5,)],
    "raised_in_region": [(3,), (10,)],
    "unequal_types": [(True, 1j)],
}
# An argument becomes what the signature says.
DIFFERENCES = {
    "default_values": [
        ((3, 1.5), 4.5 + 0j),
        ((1.5,), 3 + 0j),
        ((True,), 2 + 0j),
        ((np.complex128(1j),), 2j),
        ((np.complex64(2),), 4 + 0j),
        ((2**70,), complex(2**71)),
        (("x",), TypeError("default_values() argument 'a' must be complex, not str")),
    ],
    "joined": [((0,), 0j)], "unequal_types": [((False, 1j), 2 + 0j)]}
CASES["joined"] = [(1,), (4,)]
TOLERANCE = dict.fromkeys("power fixed_powers root scalar_powers scalar_functions reduced updated".split(), 1e-14)
