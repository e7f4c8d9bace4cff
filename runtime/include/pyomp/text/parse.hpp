// runtime/include/pyomp/text/parse.hpp
//
// Numbers of texts, `int("12")` and `float("1.5")`, and what goes between characters and numbers: `ord`, `chr`, `hex`.
#pragma once

#include "repr.hpp"

namespace py {

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void badInt(const Str& text, Int base, int line) {
  throw ValueError("invalid literal for int() with base " + std::to_string(base) + ": " + repr(text).utf8(), line);
}
[[noreturn, gnu::cold]] PYOMP_APART void badFloat(const Str& text, int line) {
  throw ValueError("could not convert string to float: " + repr(text).utf8(), line);
}
[[noreturn, gnu::cold]] PYOMP_APART void notOneCharacter(Int size, int line) {
  throw TypeError("ord() expected a character, but string of length " + std::to_string(size) + " found", line);
}
} // namespace raise

namespace detail {

/// The text in ASCII without space at the ends: decimal digits of other scripts become ASCII's, other characters '?'
/// (CPython's _PyUnicode_TransformDecimalAndSpaceToASCII).
PYOMP_APART std::string numberText(const Str& text) {
  std::string result;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    int digit = unicode::decimalOf(c);
    bool space = unicode::isSpace(c);
    result += digit >= 0            ? static_cast<char>('0' + digit)
              : space               ? ' '
              : unicode::isAscii(c) ? static_cast<char>(c)
                                    : '?';
  }
  std::size_t begin = std::min(result.find_first_not_of(' '), result.size());
  return result.substr(begin, result.find_last_not_of(' ') + 1 - begin);
}

inline int digitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// Takes out underscores; false where one does not stand between two digits.
inline bool removeUnderscores(std::string& digits) {
  std::string result;
  char previous = '\0';
  for (std::size_t i = 0; i < digits.size(); ++i) {
    char c = digits[i];
    if (c == '_') {
      bool between = digitOf(previous) < 10 && i + 1 < digits.size() && digitOf(digits[i + 1]) < 10;
      if (!between) return false;
    } else {
      result += c;
    }
    previous = c;
  }
  digits = std::move(result);
  return true;
}

} // namespace detail

/// `int(text, base)` (Python language reference, section 2.4.5, and the library reference of int).
PYOMP_APART Int parse_int_base(const Str& text, Int base, int line = __builtin_LINE()) {
  if (base != 0 && (base < 2 || base > 36)) raise::valueError("int() base must be >= 2 and <= 36, or 0", line);
  std::string digits = detail::numberText(text);
  std::string_view rest = digits;
  bool negative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  Int radix = base;
  bool zeros_only = false;
  if (rest.size() > 1 && rest[0] == '0') {
    char letter = static_cast<char>(rest[1] | 0x20);
    Int prefixed = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (prefixed != 0 && (base == 0 || base == prefixed)) {
      radix = prefixed;
      rest.remove_prefix(2);
      if (!rest.empty() && rest.front() == '_') rest.remove_prefix(1);
    } else if (base == 0) {
      // Python 2 wrote octal numbers so; only zero may be written that way.
      zeros_only = true;
    }
  }
  if (radix == 0) radix = 10;
  bool valid = !rest.empty();
  bool fits = true;
  bool after_digit = false;
  std::uint64_t magnitude = 0;
  for (char c : rest) {
    if (c == '_') {
      valid &= after_digit;
      after_digit = false;
      continue;
    }
    int digit = detail::digitOf(c);
    after_digit = true;
    if (digit >= radix || (zeros_only && digit != 0)) {
      valid = false;
      break;
    }
    fits &= !__builtin_mul_overflow(magnitude, static_cast<std::uint64_t>(radix), &magnitude) &&
            !__builtin_add_overflow(magnitude, static_cast<std::uint64_t>(digit), &magnitude);
  }
  if (!valid || !after_digit) raise::badInt(text, base, line);
  std::uint64_t most = static_cast<std::uint64_t>(std::numeric_limits<Int>::max()) + (negative ? 1 : 0);
  if (!fits || magnitude > most) raise::overflow(line);
  return static_cast<Int>(negative ? 0 - magnitude : magnitude);
}
/// `int(text)`
inline Int parse_int(const Str& text, int line = __builtin_LINE()) { return parse_int_base(text, 10, line); }

/// `float(text)`
PYOMP_APART double parse_float(const Str& text, int line = __builtin_LINE()) {
  std::string digits = detail::numberText(text);
  std::string_view rest;
  bool negative = false;
  if (detail::removeUnderscores(digits)) {
    rest = digits;
    negative = !rest.empty() && rest.front() == '-';
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  }
  double value = 0;
  auto lower = [](std::string_view word) {
    std::string result(word);
    for (char& c : result) c = static_cast<char>(c | 0x20);
    return result;
  };
  std::string word = rest.size() <= 8 ? lower(rest) : std::string();
  if (word == "inf" || word == "infinity") {
    value = std::numeric_limits<double>::infinity();
  } else if (word == "nan") {
    value = std::numeric_limits<double>::quiet_NaN();
  } else {
    bool number = !rest.empty() && (detail::digitOf(rest.front()) < 10 || rest.front() == '.');
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (!number || end != rest.data() + rest.size() || error == std::errc::invalid_argument) {
      raise::badFloat(text, line);
    }
    // Beyond the largest and below the smallest the C library knows what is nearest.
    if (error == std::errc::result_out_of_range) value = std::strtod(std::string(rest).c_str(), nullptr);
  }
  return negative ? -value : value;
}

/// `ord(character)`
inline Int ord(const Str& character, int line = __builtin_LINE()) {
  if (character.size() != 1) [[unlikely]]
    raise::notOneCharacter(character.size(), line);
  return static_cast<Int>(character[0]);
}
/// `chr(code)`
inline Str chr(Int code, int line = __builtin_LINE()) {
  if (code < 0 || code > 0x10ffff) [[unlikely]]
    raise::valueError("chr() arg not in range(0x110000)", line);
  return Str::of(static_cast<char32_t>(code));
}

namespace detail {
/// The digits of a number's magnitude.
inline std::string digitsOf(std::uint64_t magnitude, int base) {
  char text[72];
  auto end = std::to_chars(text, text + sizeof text, magnitude, base).ptr;
  return {text, static_cast<std::size_t>(end - text)};
}
inline std::uint64_t magnitudeOf(Int value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}
inline Str prefixed(Int value, int base, const char* prefix) {
  return Str::of((value < 0 ? "-" : "") + std::string(prefix) + digitsOf(magnitudeOf(value), base));
}
} // namespace detail

inline Str bin(Int value) { return detail::prefixed(value, 2, "0b"); }
inline Str oct(Int value) { return detail::prefixed(value, 8, "0o"); }
inline Str hex(Int value) { return detail::prefixed(value, 16, "0x"); }

} // namespace py
