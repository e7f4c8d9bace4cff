// test/bench/scalar/string_builder.cpp
//
// A text of many numbers, as a person writes it.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

extern "C" long string_builder(long n) {
  std::vector<std::string> parts;
  for (long i = 0; i < n; ++i) {
    char part[64];
    parts.emplace_back(part, std::snprintf(part, sizeof part, "%ld:%03ld", i, i * i % 1000));
  }
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += ", ";
    text += part;
  }
  return static_cast<long>(text.size() + std::count(text.begin(), text.end(), '7'));
}
