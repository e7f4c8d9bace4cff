"""Number theory, bit tricks, dates, money, matrices as lists of lists."""

import math
from math import gcd

from pyomp_cc import njit


@njit
def sieve(n: int) -> list[int]:
    is_prime = [True] * (n + 1)
    is_prime[0:2] = [False, False]
    for p in range(2, int(n**0.5) + 1):
        if is_prime[p]:
            is_prime[p * p :: p] = [False] * len(range(p * p, n + 1, p))
    return [i for i, prime in enumerate(is_prime) if prime]


@njit
def factorize(n: int) -> list[tuple[int, int]]:
    factors = {}
    d = 2
    while d * d <= n:
        while n % d == 0:
            factors[d] = factors.get(d, 0) + 1
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        factors[n] = 1
    return list(factors.items())


@njit
def is_prime(n: int) -> bool:
    if n < 2:
        return False
    if n < 4:
        return True
    if n % 2 == 0 or n % 3 == 0:
        return False
    return all(n % i and n % (i + 2) for i in range(5, math.isqrt(n) + 1, 6))


@njit
def extended_gcd(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


@njit
def inverse(a: int, m: int) -> int:
    return pow(a, -1, m)


@njit
def lcm_all(xs: list[int]) -> int:
    result = 1
    for x in xs:
        result = result * x // gcd(result, x)
    return result


@njit
def power(base: int, exponent: int, modulus: int) -> int:
    result = 1
    base %= modulus
    while exponent > 0:
        if exponent & 1:
            result = result * base % modulus
        exponent >>= 1
        base = base * base % modulus
    return result


@njit
def miller_rabin(n: int) -> bool:
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13):
        if n % p == 0:
            return n == p
    d, r = n - 1, 0
    while d % 2 == 0:
        d //= 2
        r += 1
    for a in (2, 3, 5, 7, 11, 13):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = pow(x, 2, n)
            if x == n - 1:
                break
        else:
            return False
    return True


@njit
def divisors(n: int) -> list[int]:
    small, large = [], []
    for i in range(1, math.isqrt(n) + 1):
        if n % i == 0:
            small.append(i)
            if i != n // i:
                large.append(n // i)
    return small + large[::-1]


@njit
def perfect(limit: int) -> list[int]:
    return [n for n in range(2, limit) if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n]


@njit
def collatz(n: int) -> tuple[int, int]:
    steps, highest = 0, n
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        highest = max(highest, n)
        steps += 1
    return steps, highest


@njit
def digit_sum(n: int) -> int:
    return sum(int(d) for d in str(abs(n)))


@njit
def digital_root(n: int) -> int:
    while n >= 10:
        n = sum(map(int, str(n)))
    return n


@njit
def armstrong(n: int) -> bool:
    digits = [int(d) for d in str(n)]
    return n == sum(d ** len(digits) for d in digits)


@njit
def reverse_number(n: int) -> int:
    sign = -1 if n < 0 else 1
    return sign * int(str(abs(n))[::-1])


@njit
def popcount(n: int) -> int:
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


@njit
def bits(n: int) -> tuple[int, int, str, str, bool]:
    return n.bit_length(), n.bit_count(), bin(n), f"{n & 0xFF:08b}", n > 0 and n & (n - 1) == 0


@njit
def gray(n: int) -> list[str]:
    return [format(i ^ i >> 1, f"0{n}b") for i in range(1 << n)]


@njit
def swap_bits(x: int, i: int, j: int) -> int:
    if (x >> i) & 1 != (x >> j) & 1:
        x ^= (1 << i) | (1 << j)
    return x


@njit
def single(xs: list[int]) -> int:
    result = 0
    for x in xs:
        result ^= x
    return result


@njit
def subset_masks(items: list[str]) -> list[str]:
    out = []
    for mask in range(1 << len(items)):
        out.append("".join(items[i] for i in range(len(items)) if mask & (1 << i)))
    return out


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@njit
def day_of_year(year: int, month: int, day: int) -> int:
    lengths = [31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12:
        raise ValueError(f"month must be in 1..12, not {month}")
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError(f"day is out of range for month: {day}")
    return sum(lengths[: month - 1]) + day


@njit
def weekday(year: int, month: int, day: int) -> str:
    t = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    y = year - (month < 3)
    names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    return names[(y + y // 4 - y // 100 + y // 400 + t[month - 1] + day) % 7]


@njit
def add_days(date: tuple[int, int, int], days: int) -> tuple[int, int, int]:
    y, m, d = date
    d += days
    while True:
        length = [31, 28 + is_leap(y), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
        if d <= length:
            return y, m, d
        d -= length
        m += 1
        if m > 12:
            m, y = 1, y + 1


@njit
def easter(year: int) -> str:
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return f"{year:04}-{month:02}-{day + 1:02}"


@njit
def duration(seconds: int) -> str:
    minutes, s = divmod(seconds, 60)
    h, m = divmod(minutes, 60)
    return "%02d:%02d:%02d" % (h, m, s)


@njit
def change(cents: int) -> dict[str, int]:
    result = {}
    for name, value in [("quarter", 25), ("dime", 10), ("nickel", 5), ("penny", 1)]:
        if cents >= value:
            result[name], cents = divmod(cents, value)
    return result


@njit
def loan(principal: float, rate: float, months: int) -> list[str]:
    monthly = rate / 12
    payment = principal * monthly / (1 - (1 + monthly) ** -months)
    lines = []
    for month in range(1, months + 1):
        interest = principal * monthly
        principal -= payment - interest
        lines.append(f"{month:2d} {interest:9,.2f} {abs(principal):12,.2f}")
    return lines


@njit
def matmul(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    if len(a[0]) != len(b):
        raise ValueError(f"shapes {len(a)}x{len(a[0])} and {len(b)}x{len(b[0])} do not match")
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]


@njit
def transpose(m: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in m] for i in range(len(m[0]))]


@njit
def determinant(m: list[list[float]]) -> float:
    if len(m) == 1:
        return m[0][0]
    total = 0
    for c in range(len(m)):
        minor = [row[:c] + row[c + 1 :] for row in m[1:]]
        total += (-1) ** c * m[0][c] * determinant(minor)
    return total


@njit
def gauss(a: list[list[float]], b: list[float]) -> list[float]:
    n = len(b)
    m = [row + [value] for row, value in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        if m[pivot][i] == 0:
            raise ArithmeticError("singular matrix")
        m[i], m[pivot] = m[pivot], m[i]
        for r in range(i + 1, n):
            factor = m[r][i] / m[i][i]
            for c in range(i, n + 1):
                m[r][c] -= factor * m[i][c]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


@njit
def spiral(m: list[list[int]]) -> list[int]:
    out = []
    top, bottom, left, right = 0, len(m) - 1, 0, len(m[0]) - 1
    while top <= bottom and left <= right:
        out += m[top][left : right + 1]
        top += 1
        out += [m[r][right] for r in range(top, bottom + 1)]
        right -= 1
        if top <= bottom:
            out += m[bottom][left : right + 1][::-1]
            bottom -= 1
        if left <= right:
            out.extend(m[r][left] for r in range(bottom, top - 1, -1))
            left += 1
    return out


@njit
def magic(n: int) -> list[list[int]]:
    square = [[0] * n for _ in range(n)]
    r, c = 0, n // 2
    for k in range(1, n * n + 1):
        square[r][c] = k
        nr, nc = (r - 1) % n, (c + 1) % n
        if square[nr][nc]:
            nr, nc = (r + 1) % n, c
        r, c = nr, nc
    return square


@njit
def rotate(m: list[list[str]]) -> list[list[str]]:
    return [list(row) for row in zip(*m[::-1])]


@njit
def identity(n: int) -> list[list[int]]:
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


@njit
def show_matrix(m: list[list[float]]) -> str:
    return "\n".join(" ".join(f"{x:6.2f}" for x in row) for row in m)


@njit
def newton(x: float, eps: float = 1e-12) -> float:
    guess = x / 2 or 1.0
    while abs(guess * guess - x) > eps * x:
        guess = (guess + x / guess) / 2
    return guess


@njit
def bisection(lo: float, hi: float) -> float:
    def f(x):
        return x**3 - x - 2

    if f(lo) * f(hi) > 0:
        raise ValueError("no sign change")
    while hi - lo > 1e-10:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


@njit
def statistics(xs: list[float]) -> dict[str, float]:
    n = len(xs)
    mean = sum(xs) / n
    var = sum((x - mean) ** 2 for x in xs) / (n - 1)
    return {"n": n, "mean": mean, "var": var, "sd": math.sqrt(var), "min": min(xs), "max": max(xs)}


@njit
def horner(coefficients: list[float], x: float) -> float:
    value = 0.0
    for c in coefficients:
        value = value * x + c
    return value


@njit
def polynomial_text(coefficients: list[int]) -> str:
    terms = []
    n = len(coefficients) - 1
    for i, c in enumerate(coefficients):
        power = n - i
        if c == 0:
            continue
        sign = "-" if c < 0 else "+"
        size = abs(c)
        body = str(size) if size != 1 or power == 0 else ""
        if power >= 1:
            body += "x"
        if power >= 2:
            body += f"^{power}"
        terms.append((sign, body))
    if not terms:
        return "0"
    text = " ".join(f"{s} {b}" for s, b in terms)
    return text[2:] if text.startswith("+") else "-" + text[2:]


@njit
def chinese_remainder(remainders: list[int], moduli: list[int]) -> int:
    product = math.prod(moduli)
    total = 0
    for r, m in zip(remainders, moduli, strict=True):
        p = product // m
        total += r * pow(p, -1, m) * p
    return total % product


@njit
def continued_fraction(a: int, b: int) -> list[int]:
    terms = []
    while b:
        q, r = divmod(a, b)
        terms.append(q)
        a, b = b, r
    return terms


@njit
def totient(n: int) -> int:
    return sum(1 for k in range(1, n + 1) if gcd(n, k) == 1)


@njit
def pythagorean(limit: int) -> list[tuple[int, int, int]]:
    return [
        (a, b, c) for a in range(1, limit) for b in range(a, limit) for c in range(b, limit) if a * a + b * b == c * c
    ]


@njit
def catalan(n: int) -> list[int]:
    return [math.comb(2 * i, i) // (i + 1) for i in range(n)]


@njit
def binary_to_int(text: str) -> int:
    value = 0
    for ch in text:
        value = value << 1 | (ch == "1")
    return value


CASES = {
    "sieve": [(30,), (2,), (1,)],
    "factorize": [(360,), (97,), (1,)],
    "is_prime": [(1,), (2,), (97,), (91,), (-7,)],
    "extended_gcd": [(240, 46), (0, 0), (-4, 6)],
    "inverse": [(3, 11), (2, 4)],
    "lcm_all": [([4, 6, 10],), ([],), ([0, 0],)],
    "power": [(3, 200, 1000007), (2, 0, 1), (1, 1, 0)],
    "miller_rabin": [(561,), (7919,), (1000003,), (1,)],
    "divisors": [(36,), (1,), (0,), (-4,)],
    "perfect": [(500,)],
    "collatz": [(27,), (1,)],
    "digit_sum": [(-12345,)],
    "digital_root": [(987654321,), (0,)],
    "armstrong": [(153,), (154,), (9474,)],
    "reverse_number": [(-120,), (0,)],
    "popcount": [(255,), (0,)],
    "bits": [(40,), (0,), (-5,)],
    "gray": [(3,), (0,)],
    "swap_bits": [(0b1010, 0, 1), (3, 0, 1)],
    "single": [([4, 1, 2, 1, 2],)],
    "subset_masks": [(["a", "b", "c"],)],
    "day_of_year": [(2024, 12, 31), (2023, 3, 1), (2023, 2, 29), (2023, 13, 1)],
    "weekday": [(2026, 11, 21), (2000, 1, 1)],
    "add_days": [((2023, 12, 25), 70), ((2024, 2, 28), 1)],
    "easter": [(2024,), (1961,)],
    "duration": [(3661,), (0,), (-1,)],
    "change": [(91,), (0,)],
    "loan": [(12000.0, 0.06, 3), (1.0, 0.0, 1)],
    "matmul": [([[1.0, 2.0], [3.0, 4.0]], [[0.5, 0.0], [1.0, 2.0]]), ([[1.0]], [[1.0], [2.0]])],
    "transpose": [([[1, 2, 3], [4, 5, 6]],), ([],)],
    "determinant": [([[1.0, 2.0, 0.0], [3.0, 4.0, 1.0], [5.0, 6.0, 0.0]],)],
    "gauss": [([[2.0, 1.0], [1.0, 3.0]], [3.0, 5.0]), ([[0.0, 0.0], [0.0, 0.0]], [1.0, 1.0])],
    "spiral": [([[1, 2, 3], [4, 5, 6], [7, 8, 9]],), ([[1, 2, 3, 4]],)],
    "magic": [(3,), (5,)],
    "rotate": [([["a", "b"], ["c", "d"], ["e", "f"]],)],
    "identity": [(3,), (0,)],
    "show_matrix": [([[1.0, -2.5], [3.14159, 100.0]],)],
    "newton": [(2.0,), (0.0,)],
    "bisection": [(1.0, 2.0), (2.0, 3.0)],
    "statistics": [([1.0],)],
    "horner": [([2.0, -6.0, 2.0, -1.0], 3.0), ([], 1.0)],
    "polynomial_text": [([3, -1, 0, 1],), ([-1, 0, 0],), ([0],)],
    "chinese_remainder": [([2, 3, 2], [3, 5, 7]), ([1], [2, 3])],
    "continued_fraction": [(415, 93), (1, 0)],
    "totient": [(36,)],
    "pythagorean": [(20,)],
    "catalan": [(8,)],
    "binary_to_int": [("1011",), ("",)],
}
DIFFERENCES = {
    "statistics": [(([2.0, 4.0],), {"n": 2.0, "mean": 3.0, "var": 2.0, "sd": 2.0**0.5, "min": 2.0, "max": 4.0})],
}
