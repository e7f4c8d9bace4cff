# test/bench/scalar/string_builder.py
#
# A text of many numbers.
from pyomp_cc import njit


@njit
def string_builder(n: int) -> int:
    parts = []
    for i in range(n):
        parts.append(f"{i}:{i * i % 1000:03d}")
    text = ", ".join(parts)
    return len(text) + text.count("7")
