// lib/lex/character_name.cpp
//
// Looks names up by hash; Hangul syllables and unified ideographs are computed (Unicode standard, section 4.8).
#include "lib/lex/character_name.h"

#include "lib/support/unicode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>

namespace pyompcc::lex {
namespace {

constexpr std::uint64_t NameHashes[] = {
#include "grammar/unicode/name_hash.def"
};
static_assert(std::is_sorted(std::begin(NameHashes), std::end(NameHashes)), "name_hash.def is sorted");

constexpr unsigned CodePointBits = 21;
constexpr std::uint64_t CodePointMask = (std::uint64_t{1} << CodePointBits) - 1;
constexpr std::size_t LongestName = 256;

constexpr std::string_view SyllablePrefix = "HANGUL SYLLABLE ";
constexpr std::string_view IdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
constexpr std::array<std::string_view, 19> Leads = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::array<std::string_view, 21> Vowels = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                                     "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                                     "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::array<std::string_view, 28> Tails = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                                    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                                    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

// FNV-1a, as generate.py has it.
std::uint64_t hashName(std::string_view name) {
  std::uint64_t value = 0xCBF29CE484222325U;
  for (char c : name) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return value;
}

// The longest of `parts` that `rest` starts with; its letters are taken off.
template <std::size_t N> std::size_t takeLongest(const std::array<std::string_view, N>& parts, std::string_view& rest) {
  std::size_t best = N;
  for (std::size_t i = 0; i < N; ++i) {
    if (rest.starts_with(parts[i]) && (best == N || parts[i].size() > parts[best].size())) best = i;
  }
  if (best < N) rest.remove_prefix(parts[best].size());
  return best;
}

std::optional<char32_t> syllableNamed(std::string_view rest) {
  std::size_t lead = takeLongest(Leads, rest);
  std::size_t vowel = takeLongest(Vowels, rest);
  if (vowel == Vowels.size()) return std::nullopt;
  std::size_t tail = takeLongest(Tails, rest);
  if (!rest.empty()) return std::nullopt;
  return static_cast<char32_t>(0xAC00 + (lead * Vowels.size() + vowel) * Tails.size() + tail);
}

// Four or five hexadecimal digits of an ideograph that is assigned.
std::optional<char32_t> ideographNumbered(std::string_view digits) {
  std::uint32_t value = 0;
  if (digits.size() < 4 || digits.size() > 5) return std::nullopt;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  bool is_ideograph = (value >= 0x3400 && value < 0x4DC0) || (value >= 0x4E00 && value < 0xA000) ||
                      (value >= 0x20000 && value < 0x323B0);
  if (error != std::errc() || end != digits.data() + digits.size() || !is_ideograph) return std::nullopt;
  return support::isPrintable(value) ? std::optional<char32_t>(value) : std::nullopt;
}

} // namespace

std::optional<char32_t> characterNamed(std::string_view name) {
  if (name.size() > LongestName) return std::nullopt;
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  std::string_view wanted = upper;
  if (wanted.starts_with(SyllablePrefix)) return syllableNamed(wanted.substr(SyllablePrefix.size()));
  if (wanted.starts_with(IdeographPrefix)) return ideographNumbered(wanted.substr(IdeographPrefix.size()));
  std::uint64_t hash = hashName(wanted) & ~CodePointMask;
  const std::uint64_t* row = std::lower_bound(std::begin(NameHashes), std::end(NameHashes), hash);
  if (row == std::end(NameHashes) || (*row & ~CodePointMask) != hash) return std::nullopt;
  return static_cast<char32_t>(*row & CodePointMask);
}

} // namespace pyompcc::lex
