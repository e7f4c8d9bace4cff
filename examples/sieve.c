/* examples/sieve.c: the loops of sieve.py. */
#include <stdlib.h>

long count_primes(long limit) {
  int* prime = malloc((size_t)(limit + 1) * sizeof(int));
  for (long n = 0; n <= limit; n++) prime[n] = 1;
  for (long p = 2; p * p <= limit; p++)
    if (prime[p]) {
#pragma omp parallel for
      for (long multiple = p * p; multiple <= limit; multiple += p) prime[multiple] = 0;
    }
  long count = 0;
#pragma omp parallel for reduction(+ : count)
  for (long n = 2; n <= limit; n++)
    if (prime[n]) count++;
  free(prime);
  return count;
}
