# examples/sieve.py
#
# A work-sharing loop with a step of its own in a sequential one, then a reduction that counts.
"""The sieve of Eratosthenes."""

import numpy as np

from pyomp_cc import njit, openmp


@njit
def count_primes(limit: int) -> int:
    """How many primes there are up to `limit`."""
    prime = np.ones(limit + 1, dtype=np.int32)
    p = 2
    while p * p <= limit:
        if prime[p]:
            with openmp("parallel for"):
                for multiple in range(p * p, limit + 1, p):
                    prime[multiple] = 0
        p += 1
    count = 0
    with openmp("parallel for reduction(+:count)"):
        for n in range(2, limit + 1):
            if prime[n]:
                count += 1
    return count


if __name__ == "__main__":
    print(count_primes(10_000))
