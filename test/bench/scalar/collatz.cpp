// test/bench/scalar/collatz.cpp
//
// The longest chain of Collatz below a limit, as a person writes it.
extern "C" long collatz(long limit) {
  long best = 0;
  long longest = 0;
  for (long start = 1; start < limit; ++start) {
    long n = start;
    long steps = 0;
    while (n != 1) {
      if (n % 2 == 0) {
        n /= 2;
      } else {
        n = 3 * n + 1;
      }
      ++steps;
    }
    if (steps > longest) {
      longest = steps;
      best = start;
    }
  }
  return best;
}
