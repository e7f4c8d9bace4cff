# test/bench/scalar/edit_distance.py
#
# How many edits lead from one text to another.
from pyomp_cc import njit


@njit
def text(n: int, seed: int) -> str:
    letters = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        letters.append(chr(97 + seed // 65536 % 4))
    return "".join(letters)


@njit
def edit_distance(n: int) -> int:
    a = text(n, 1)
    b = text(n, 2)
    row = list(range(n + 1))
    for i in range(n):
        before = row[0]
        row[0] = i + 1
        for j in range(n):
            change = before if a[i] == b[j] else before + 1
            before = row[j + 1]
            row[j + 1] = min(change, before + 1, row[j] + 1)
    return row[n]
