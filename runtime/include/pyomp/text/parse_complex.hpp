// runtime/include/pyomp/text/parse_complex.hpp
//
// `complex("1+2j")`.
#pragma once

#include "../complex.hpp"
#include "parse.hpp"

#include <string>
#include <string_view>

namespace py {

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void badComplex(const Str& text, int line) {
  throw ValueError("could not convert string to complex: " + repr(text).utf8(), line);
}
} // namespace raise

namespace detail {

/// How many characters of a float stand at the begin: sign, digits, point, exponent, or the names of infinity and NaN.
inline std::size_t floatLength(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  auto lower = [&](std::size_t place) { return place < text.size() ? static_cast<char>(text[place] | 0x20) : '\0'; };
  for (std::string_view word : {"infinity", "inf", "nan"}) {
    bool found = true;
    for (std::size_t i = 0; i < word.size(); ++i) found &= lower(at + i) == word[i];
    if (found) return at + word.size();
  }
  auto digits = [&](std::size_t place) {
    while (place < text.size() && text[place] >= '0' && text[place] <= '9') ++place;
    return place;
  };
  std::size_t whole = digits(at);
  std::size_t end = whole < text.size() && text[whole] == '.' ? digits(whole + 1) : whole;
  bool has_digits = whole > at || end > whole + 1;
  if (!has_digits) return 0;
  if (lower(end) != 'e') return end;
  std::size_t exponent = end + 1;
  if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
  return digits(exponent) > exponent ? digits(exponent) : end;
}

} // namespace detail

/// `complex(text)`: a real part, an imaginary part with `j`, or both, in parentheses or not.
PYOMP_APART Complex parse_complex(const Str& text, int line = __builtin_LINE()) {
  auto malformed = [&] { raise::valueError("complex() arg is a malformed string", line); };
  std::string digits = detail::numberText(text);
  if (!detail::removeUnderscores(digits)) raise::badComplex(text, line);
  std::string_view rest = digits;
  auto strip = [&] {
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  };
  if (rest.size() > 1 && rest.front() == '(' && rest.back() == ')') {
    rest = rest.substr(1, rest.size() - 2);
    strip();
  }
  auto isJ = [&] { return !rest.empty() && (rest.front() == 'j' || rest.front() == 'J'); };
  auto isSign = [&] { return !rest.empty() && (rest.front() == '+' || rest.front() == '-'); };
  // A number, or a sign alone, which is one before `j`.
  bool sign_alone = false;
  auto number = [&] {
    std::size_t length = detail::floatLength(rest);
    double value = 1;
    sign_alone = length == 0;
    if (length > 0) {
      value = parse_float(Str::of(std::string(rest.substr(0, length))), line);
    } else if (isSign()) {
      value = rest.front() == '-' ? -1 : 1;
      length = 1;
    }
    rest.remove_prefix(length);
    return value;
  };
  double first = number();
  if (isJ()) {
    rest.remove_prefix(1);
    if (!rest.empty()) malformed();
    return {0, first};
  }
  if (sign_alone) malformed();
  if (rest.empty()) return {first, 0};
  if (!isSign()) malformed();
  double second = number();
  if (!isJ() || rest.size() != 1) malformed();
  return {first, second};
}

} // namespace py
