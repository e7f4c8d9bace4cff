// test/bench/scalar/edit_distance.cpp
//
// How many edits lead from one text to another, as a person writes it.
#include <algorithm>
#include <string>
#include <vector>

static std::string text(long n, long seed) {
  std::string letters;
  for (long i = 0; i < n; ++i) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    letters += static_cast<char>(97 + seed / 65536 % 4);
  }
  return letters;
}

extern "C" long edit_distance(long n) {
  std::string a = text(n, 1), b = text(n, 2);
  std::vector<long> row(n + 1);
  for (long i = 0; i <= n; ++i) row[i] = i;
  for (long i = 0; i < n; ++i) {
    long before = row[0];
    row[0] = i + 1;
    for (long j = 0; j < n; ++j) {
      long change = a[i] == b[j] ? before : before + 1;
      before = row[j + 1];
      row[j + 1] = std::min({change, before + 1, row[j] + 1});
    }
  }
  return row[n];
}
