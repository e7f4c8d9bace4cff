# test/bench/scalar/matrix_chain.py
#
# The cheapest order of a product of matrices.
from pyomp_cc import njit


@njit
def matrix_chain(n: int) -> int:
    sizes = [10 + i * 7 % 23 for i in range(n + 1)]
    cost = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            best = 1 << 60
            for k in range(i, j):
                here = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
                if here < best:
                    best = here
            cost[i][j] = best
    return cost[0][n - 1]
