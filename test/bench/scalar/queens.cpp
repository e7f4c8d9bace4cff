// test/bench/scalar/queens.cpp
//
// In how many ways n queens stand on a board, as a person writes it.
#include <vector>

static long place(long row, long n, std::vector<char>& columns, std::vector<char>& rising, std::vector<char>& falling) {
  if (row == n) return 1;
  long count = 0;
  for (long column = 0; column < n; ++column) {
    if (columns[column] || rising[row + column] || falling[row - column + n]) continue;
    columns[column] = rising[row + column] = falling[row - column + n] = true;
    count += place(row + 1, n, columns, rising, falling);
    columns[column] = rising[row + column] = falling[row - column + n] = false;
  }
  return count;
}

extern "C" long queens(long n) {
  std::vector<char> columns(n), rising(2 * n), falling(2 * n + 1);
  return place(0, n, columns, rising, falling);
}
