// sieve.py, translated by pyomp-cc.
// The sieve of Eratosthenes.
#include <pyomp/runtime.hpp>

namespace python::sieve {

using py::Int;

/// How many primes there are up to `limit`.
static Int count_primes(Int limit) {
  py::Array<std::int32_t, 1> prime = py::ones<std::int32_t>({py::add(limit, 1)});
  Int p = 2;
  while (py::mul(p, p) <= limit) {
    py::poll();
    if (prime.at(p) != 0) {
      Int multiple_start = py::mul(p, p);
      Int multiple_stop = limit + 1;
#pragma omp parallel for firstprivate(multiple_start, multiple_stop, p, prime)
      for (Int multiple_ = 0; multiple_ < py::trip_count(multiple_start, multiple_stop, p); ++multiple_) {
        Int multiple = multiple_start + multiple_ * p;
        prime(multiple) = 0;
      }
    }
    ++p;
  }
  Int count = 0;
#pragma omp parallel for reduction(py::add : count) firstprivate(limit, prime)
  for (Int n = 2; n < limit + 1; ++n) {
    if (prime(n) != 0) {
      ++count;
    }
  }
  py::check_reduced(count);
  return count;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {11, 14, "count_primes"},
    {13, 16, "count_primes"},
    {15, 17, "count_primes"},
    {16, 19, "count_primes"},
    {33, 23, "count_primes"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<count_primes>>("count_primes", "(limit: int) -> int", "limit",
        "How many primes there are up to `limit`."),
};

PYOMP_MODULE(sieve, "sieve.py", R"py(# examples/sieve.py
#
# A work-sharing loop with a step of its own in a sequential one, then a reduction that counts.
"""The sieve of Eratosthenes."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


count_primes = __pyomp_cc__.function("count_primes", ())


















if __name__ == "__main__":
    print(count_primes(10_000))
)py");

}  // namespace python::sieve
