// test/bench/scalar/word_count.cpp
//
// How often the words of a text occur, as a person writes it.
#include <algorithm>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

extern "C" long word_count(long n) {
  std::vector<std::string> words;
  long seed = 1;
  for (long i = 0; i < n; ++i) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    words.push_back("word" + std::to_string(seed / 65536 % 5000));
  }
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  std::unordered_map<std::string, long> counts;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) ++counts[word];
  long best = 0;
  for (const auto& [word, count] : counts) best = std::max(best, count);
  return best * 100000 + static_cast<long>(counts.size());
}
