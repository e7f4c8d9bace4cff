// lib/support/nearest_name.cpp
//
// Edit distance with swaps (optimal string alignment).
#include "lib/support/nearest_name.h"

#include <algorithm>
#include <vector>

namespace pyompcc::support {
namespace {

// Words longer than this are no misspelling of a keyword; the bound keeps the cost of hostile input small.
constexpr std::size_t LongestWord = 64;

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t replaced = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

} // namespace

std::optional<std::string_view> nearestName(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > LongestWord) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t smallest = LongestWord;
  for (std::string_view candidate : candidates) {
    std::size_t distance = editDistance(word, candidate);
    if (distance < smallest && distance * 3 <= std::max(word.size(), candidate.size())) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

} // namespace pyompcc::support
