// test/bench/scalar/matrix_chain.cpp
//
// The cheapest order of a product of matrices, as a person writes it.
#include <vector>

extern "C" long matrix_chain(long n) {
  std::vector<long> sizes(n + 1);
  for (long i = 0; i <= n; ++i) sizes[i] = 10 + i * 7 % 23;
  std::vector<std::vector<long>> cost(n, std::vector<long>(n));
  for (long length = 2; length <= n; ++length) {
    for (long i = 0; i + length <= n; ++i) {
      long j = i + length - 1;
      long best = 1L << 60;
      for (long k = i; k < j; ++k) {
        long here = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
        if (here < best) best = here;
      }
      cost[i][j] = best;
    }
  }
  return cost[0][n - 1];
}
