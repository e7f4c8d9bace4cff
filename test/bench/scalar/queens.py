# test/bench/scalar/queens.py
#
# In how many ways n queens stand on a board.
from pyomp_cc import njit


@njit
def place(row: int, n: int, columns: list[bool], rising: list[bool], falling: list[bool]) -> int:
    if row == n:
        return 1
    count = 0
    for column in range(n):
        if columns[column] or rising[row + column] or falling[row - column + n]:
            continue
        columns[column] = rising[row + column] = falling[row - column + n] = True
        count += place(row + 1, n, columns, rising, falling)
        columns[column] = rising[row + column] = falling[row - column + n] = False
    return count


@njit
def queens(n: int) -> int:
    return place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n + 1))
