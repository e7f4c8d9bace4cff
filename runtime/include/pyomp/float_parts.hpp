// runtime/include/pyomp/float_parts.hpp
//
// What a float consists of: functions of Python's math module and methods of float that take one apart, and NumPy's
// rounding to digits.
#pragma once

#include "integer.hpp"
#include "text/str.hpp"

#include <cmath>
#include <concepts>
#include <cstdio>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>

namespace py {

/// `int()`, `float()`, `bool()`
template <class T> constexpr T zero() { return T{}; }
/// The imaginary part of a number that has none, and the denominator of an int.
template <class T> constexpr T imag(T) { return T{}; }
template <class T> constexpr T zero_of(T) { return T{}; }
constexpr Int one(Int) { return 1; }

template <class T> bool is_integer(T x) {
  if constexpr (std::integral<T>)
    return true;
  else
    return std::isfinite(x) && std::floor(x) == x;
}

/// `math.frexp`: C leaves the exponent of what is not finite open, Python's is 0.
inline std::tuple<double, Int> frexp(double x) {
  if (!std::isfinite(x) || x == 0) return {x, 0};
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  return {mantissa, exponent};
}
inline std::tuple<double, double> modf(double x) {
  if (std::isinf(x)) return {std::copysign(0.0, x), x};
  double whole = 0;
  double rest = std::modf(x, &whole);
  return {rest, whole};
}
/// `math.ulp`
inline double ulp(double x) {
  x = std::fabs(x);
  if (!std::isfinite(x)) return x;
  double next = std::nextafter(x, HUGE_VAL);
  return std::isinf(next) ? x - std::nextafter(x, -HUGE_VAL) : next - x;
}

/// `float.as_integer_ratio`: in lowest terms. Raises OverflowError also where one of the two has more than 64 bits.
PYOMP_APART std::tuple<Int, Int> as_integer_ratio(double x, int line = __builtin_LINE()) {
  if (std::isnan(x)) raise::valueError("cannot convert NaN to integer ratio", line);
  if (std::isinf(x)) raise::overflowError("cannot convert Infinity to integer ratio", line);
  constexpr int Digits = std::numeric_limits<double>::digits;
  int exponent = 0;
  auto numerator = static_cast<Int>(std::ldexp(std::frexp(x, &exponent), Digits));
  exponent -= Digits;
  if (numerator == 0) return {0, 1};
  for (; numerator % 2 == 0 && exponent < 0; ++exponent) numerator /= 2;
  constexpr int Bits = std::numeric_limits<Int>::digits;
  if (exponent <= -Bits) raise::overflow(line);
  if (exponent < 0) return {numerator, Int{1} << -exponent};
  return {shl(numerator, exponent, line), 1};
}

/// `float.hex`
PYOMP_APART Str float_hex(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x < 0 ? Str("-inf") : Str("inf");
  if (x == 0) return std::signbit(x) ? Str("-0x0.0p+0") : Str("0x0.0p+0");
  // Subnormal numbers keep the least exponent and begin with 0.
  constexpr int Least = std::numeric_limits<double>::min_exponent;
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(x), &exponent);
  int shift = 1 - (Least - exponent > 0 ? Least - exponent : 0);
  mantissa = std::ldexp(mantissa, shift);
  exponent -= shift;
  constexpr int HexDigits = 13;
  auto digits = static_cast<std::uint64_t>(std::ldexp(mantissa, 4 * HexDigits));
  constexpr std::uint64_t Below = (std::uint64_t{1} << (4 * HexDigits)) - 1;
  char text[40];
  std::snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", x < 0 ? "-" : "", static_cast<int>(digits >> (4 * HexDigits)),
                static_cast<unsigned long long>(digits & Below), exponent);
  return Str::of(std::string(text));
}

/// `round(x, digits)` of a NumPy scalar, which is scaled, rounded and scaled back (NumPy 2, numpy.round).
template <class T> T numpy_round(T x, Int digits) {
  if (digits >= 0 && std::integral<T>) return x;
  constexpr Int Most = 400;
  Int count = digits < 0 ? -digits : digits;
  double power = 1;
  for (Int i = 0; i < (count < Most ? count : Most); ++i) power *= 10;
  using Real = std::conditional_t<std::integral<T>, double, T>;
  auto value = static_cast<Real>(x);
  auto scale = static_cast<Real>(power);
  Real rounded = digits > 0   ? std::rint(value * scale) / scale
                 : digits < 0 ? std::rint(value / scale) * scale
                              : std::rint(value);
  return static_cast<T>(rounded);
}

} // namespace py
