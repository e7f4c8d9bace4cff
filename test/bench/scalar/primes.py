# test/bench/scalar/primes.py
#
# The sum of the primes below a limit, by a sieve.
from pyomp_cc import njit


@njit
def primes(limit: int) -> int:
    is_prime = [True] * limit
    total = 0
    for i in range(2, limit):
        if is_prime[i]:
            total += i
            for j in range(i * i, limit, i):
                is_prime[j] = False
    return total
