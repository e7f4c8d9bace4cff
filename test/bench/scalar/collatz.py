# test/bench/scalar/collatz.py
#
# The longest chain of Collatz below a limit.
from pyomp_cc import njit


@njit
def collatz(limit: int) -> int:
    best = 0
    longest = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            if n % 2 == 0:
                n //= 2
            else:
                n = 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
            best = start
    return best
