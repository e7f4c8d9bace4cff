# Operators: C++'s own where nothing can fail, functions of the runtime where something can.
from pyomp_cc import njit


@njit("int64(int64, int64, float64)")
def integers(n, m, x):
    both = (n & 255) | (m & 255) << 8
    low = both % 7 - both // 7
    if 0 <= n < 1000 and (m == 2 or not x < n):
        return low * n + m
    return n**3 - abs(m) if x > 0.5 else int(x)


@njit("float64(float64, int64)")
def floats(x, n):
    half = (x + n) / 2.0
    return max(half, x) - half * (n - x) / (x * x + 1.0) + n / 3
