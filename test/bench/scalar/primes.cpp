// test/bench/scalar/primes.cpp
//
// The sum of the primes below a limit, as a person writes it.
#include <vector>

extern "C" long primes(long limit) {
  std::vector<char> is_prime(limit, true);
  long total = 0;
  for (long i = 2; i < limit; ++i) {
    if (!is_prime[i]) continue;
    total += i;
    for (long j = i * i; j < limit; j += i) is_prime[j] = false;
  }
  return total;
}
