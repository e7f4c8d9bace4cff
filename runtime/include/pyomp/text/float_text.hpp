// runtime/include/pyomp/text/float_text.hpp
//
// Floats as Python writes them: the shortest digits that read back as the same value, or as many as are asked for
// (CPython Python/pystrtod.c, format_float_short, is the reference).
#pragma once

#include "../apart.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace py::detail {

/// The value is 0.DIGITS * 10^point; zeros at the end are left out, zero has the digit 0 before the point.
struct Decimal {
  std::string digits;
  int point = 0;
};

/// How a float is written.
struct FloatStyle {
  char type = 'r'; ///< 'e', 'f', 'g', or 'r': repr
  int precision = 0;
  bool dot_zero = false;  ///< `1.0` instead of `1`
  bool alternate = false; ///< keep the point and zeros at the end
};

/// The decimal of what std::to_chars wrote as `d.ddde+xx`.
inline Decimal decimalOfScientific(std::string_view text) {
  Decimal result;
  std::size_t exponent = text.find('e');
  for (char c : text.substr(0, exponent)) {
    if (c != '.') result.digits.push_back(c);
  }
  int value = 0;
  std::string_view rest = text.substr(exponent + 1);
  if (rest.front() == '+') rest.remove_prefix(1);
  std::from_chars(rest.data(), rest.data() + rest.size(), value);
  result.point = value + 1;
  while (result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  if (result.digits == "0") result.point = 1;
  return result;
}
/// The decimal of what std::to_chars wrote as `ddd.ddd`.
inline Decimal decimalOfFixed(std::string_view text) {
  Decimal result;
  std::size_t point = std::min(text.find('.'), text.size());
  result.point = static_cast<int>(point);
  for (char c : text) {
    if (c != '.') result.digits.push_back(c);
  }
  std::size_t zeros = std::min(result.digits.find_first_not_of('0'), result.digits.size());
  result.digits.erase(0, zeros);
  result.point -= static_cast<int>(zeros);
  while (!result.digits.empty() && result.digits.back() == '0') result.digits.pop_back();
  if (result.digits.empty()) result = {"0", 1};
  return result;
}

template <class T> Decimal decimalOf(T magnitude, const FloatStyle& style) {
  if (style.type == 'r') {
    char text[64];
    auto end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
    return decimalOfScientific({text, static_cast<std::size_t>(end - text)});
  }
  std::string text(static_cast<std::size_t>(style.precision) + 400, ' ');
  bool fixed = style.type == 'f';
  int precision = style.type == 'g' ? style.precision - 1 : style.precision;
  auto end = std::to_chars(text.data(), text.data() + text.size(), magnitude,
                           fixed ? std::chars_format::fixed : std::chars_format::scientific, precision)
                 .ptr;
  std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
  return fixed ? decimalOfFixed(written) : decimalOfScientific(written);
}

/// Digits with point and exponent.
inline std::string layOut(const Decimal& decimal, const FloatStyle& style) {
  int point = decimal.point;
  auto count = static_cast<int>(decimal.digits.size());
  bool exponential = style.type == 'e';
  int end = count;
  switch (style.type) {
  case 'e': end = style.precision + 1; break;
  case 'f': end = point + style.precision; break;
  case 'g':
    exponential = point <= -4 || point > style.precision - (style.dot_zero ? 1 : 0);
    if (style.alternate) end = style.precision;
    break;
  default: exponential = point <= -4 || point > 16; break;
  }
  int exponent = point - 1;
  if (exponential) point = 1;
  int begin = point <= 0 ? point - 1 : 0;
  end = std::max(end, !exponential && style.dot_zero ? point + 1 : point);
  std::string result;
  for (int i = begin; i < end; ++i) {
    if (i == point) result += '.';
    result += i < 0 || i >= count ? '0' : decimal.digits[static_cast<std::size_t>(i)];
  }
  if (end == point && style.alternate) result += '.';
  if (exponential) {
    result += exponent < 0 ? "e-" : "e+";
    if (std::abs(exponent) < 10) result += '0';
    result += std::to_string(std::abs(exponent));
  }
  return result;
}

/// The text of a float without its sign.
template <class T> std::string magnitudeText(T value, FloatStyle style) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return "inf";
  if (style.type == 'g' && style.precision == 0) style.precision = 1;
  return layOut(decimalOf(std::fabs(value), style), style);
}
PYOMP_APART std::string floatText(double value, const FloatStyle& style) {
  std::string text = magnitudeText(value, style);
  return std::signbit(value) && !std::isnan(value) ? "-" + text : text;
}
/// `repr(x)`
inline std::string floatRepr(double value) { return floatText(value, {.dot_zero = true}); }

} // namespace py::detail
