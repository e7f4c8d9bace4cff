// runtime/include/pyomp/floating.hpp
//
// Python's float arithmetic beyond what IEEE operators do: division, powers, conversion, exact comparison with ints.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "integer.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <tuple>
#include <type_traits>
#include <utility>

namespace py {

namespace proved {

/// Floor of the exact quotient and the rest with the divisor's sign; a zero divisor gives what NumPy's floats give.
template <class T>
  requires std::is_floating_point_v<T>
T mod(T a, T b) {
  T rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(T{0}, b);
  return (rest < 0) != (b < 0) ? rest + b : rest;
}
template <class T>
  requires std::is_floating_point_v<T>
T floordiv(T a, T b) {
  if (b == 0) [[unlikely]]
    return a / b;
  T rest = std::fmod(a, b);
  T quotient = (a - rest) / b;
  if (rest != 0 && (rest < 0) != (b < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(T{0}, a / b);
  T whole = std::floor(quotient);
  return quotient - whole > T(0.5) ? whole + 1 : whole;
}

} // namespace proved

inline double div(double a, double b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("float division by zero", line);
  return a / b;
}

/// The quotient of two ints, rounded once.
inline double div(Int a, Int b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("division by zero", line);
  if (fits(a, 53) && fits(b, 53)) [[likely]]
    return static_cast<double>(a) / static_cast<double>(b);
  using Wide = unsigned __int128;
  auto magnitude = [](Int value) { return value < 0 ? Wide{0} - static_cast<Wide>(value) : static_cast<Wide>(value); };
  Wide dividend = magnitude(a);
  Wide divisor = magnitude(b);
  if (dividend == 0) return b < 0 ? -0.0 : 0.0;
  // Scale so that the quotient has 62 bits at least; of what is cut off below them only "not zero" matters.
  int shift = 63;
  for (; (dividend << shift) >> 126 == 0;) ++shift;
  Wide quotient = (dividend << shift) / divisor;
  bool rest = (dividend << shift) % divisor != 0;
  for (; quotient >> 62 != 0; --shift) {
    rest |= (quotient & 1) != 0;
    quotient >>= 1;
  }
  quotient |= Wide{rest};
  double result = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(quotient)), -shift);
  return (a < 0) != (b < 0) ? -result : result;
}

inline double floordiv(double a, double b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("float floor division by zero", line);
  return proved::floordiv(a, b);
}
inline double mod(double a, double b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("float modulo", line);
  return proved::mod(a, b);
}
inline std::tuple<double, double> divmod(double a, double b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("float divmod()", line);
  return {proved::floordiv(a, b), proved::mod(a, b)};
}
inline double neg(double a) { return -a; }
inline double abs(double a) { return std::fabs(a); }

/// `x ** 2` of floats.
inline double square(double x, int line = __builtin_LINE()) {
  double result = x * x;
  if (std::isinf(result) && std::isfinite(x)) [[unlikely]]
    raise::overflowError("(34, 'Numerical result out of range')", line);
  return result;
}
/// `x ** 2` where it fits, and of NumPy's floats.
template <class T> constexpr T plain_square(T x) { return x * x; }

/// `base ** exponent` of floats. A negative base with a fractional exponent, complex in Python, raises ValueError.
inline double pow(double base, double exponent, int line = __builtin_LINE()) {
  double result = std::pow(base, exponent);
  if (std::isfinite(result)) [[likely]]
    return result;
  if (!std::isfinite(base) || !std::isfinite(exponent)) return result;
  if (base == 0) raise::zeroDivision("0.0 cannot be raised to a negative power", line);
  if (std::isnan(result)) raise::valueError("a negative number has no real power with a fractional exponent", line);
  raise::overflowError("(34, 'Numerical result out of range')", line);
}

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void notAnInteger(double value, int line) {
  if (std::isnan(value)) valueError("cannot convert float NaN to integer", line);
  if (std::isinf(value)) overflowError("cannot convert float infinity to integer", line);
  overflow(line);
}
} // namespace raise

/// `int(x)`: towards zero. An int beyond 64 bits does not fit.
inline Int to_int(double value, int line = __builtin_LINE()) {
#ifdef __SSE2__
  // The instruction gives the least int for whatever does not fit, so that one comparison of ints is the whole test.
  Int result = _mm_cvttsd_si64(_mm_set_sd(value));
  if (result == std::numeric_limits<Int>::min() && value != -0x1p63) [[unlikely]]
    raise::notAnInteger(value, line);
  return result;
#else
  if (value >= -0x1p63 && value < 0x1p63) [[likely]]
    return static_cast<Int>(value);
  raise::notAnInteger(value, line);
#endif
}
inline Int to_int(Int value) { return value; }
inline Int to_int(std::uint64_t value, int line = __builtin_LINE()) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<Int>::max())) [[unlikely]]
    raise::overflowError("the int does not fit in 64 bits", line);
  return static_cast<Int>(value);
}

/// `round(x)`: half to even.
inline Int round(double value, int line = __builtin_LINE()) { return to_int(std::nearbyint(value), line); }
inline Int round(Int value) { return value; }

/// `round(x, digits)` as CPython's: the decimal that is nearest to the exact value, half to even. It has a name of its
/// own, since an int literal would be taken for the line.
inline double round_digits(double value, Int digits, int line = __builtin_LINE()) {
  if (!std::isfinite(value) || value == 0 || digits > 323) return value;
  if (digits < -308) return std::copysign(0.0, value);
  char text[768];
  if (digits >= 0) {
    std::snprintf(text, sizeof text, "%.*f", static_cast<int>(digits), value);
    return std::strtod(text, nullptr);
  }
  // Below the point: let the decimal exponent be large enough that the digits cut off are those after `%e`'s.
  std::snprintf(text, sizeof text, "%.0f", value);
  int whole_digits = 0;
  for (const char* at = text; *at; ++at) whole_digits += *at >= '0' && *at <= '9';
  Int kept = whole_digits + digits - 1;
  if (kept < 0) {
    double half = 5 * std::pow(10.0, static_cast<double>(-digits - 1));
    if (std::fabs(value) <= half) return std::copysign(0.0, value);
    return std::copysign(half * 2, value);
  }
  std::snprintf(text, sizeof text, "%.*e", static_cast<int>(kept), value);
  double result = std::strtod(text, nullptr);
  if (std::isinf(result)) [[unlikely]]
    raise::overflowError("rounded value too large to represent", line);
  return result;
}

/// Compares an int with a float exactly: -1, 0 or 1 as the int is less, equal or greater, 2 with NaN.
inline int order(Int a, double b) {
  if (std::isnan(b)) return 2;
  if (b >= 0x1p63) return -1;
  if (b < -0x1p63) return 1;
  Int whole = static_cast<Int>(b);
  if (a != whole) return a < whole ? -1 : 1;
  double rest = b - static_cast<double>(whole);
  return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}
inline bool eq(Int a, double b) { return order(a, b) == 0; }
inline bool ne(Int a, double b) { return order(a, b) != 0; }
inline bool lt(Int a, double b) { return order(a, b) == -1; }
inline bool le(Int a, double b) { return order(a, b) <= 0; }
inline bool gt(Int a, double b) { return order(a, b) == 1; }
inline bool ge(Int a, double b) {
  int found = order(a, b);
  return found == 0 || found == 1;
}
/// NumPy's uint64 and a signed int.
inline bool eq(std::uint64_t a, Int b) { return std::cmp_equal(a, b); }
inline bool ne(std::uint64_t a, Int b) { return std::cmp_not_equal(a, b); }
inline bool lt(std::uint64_t a, Int b) { return std::cmp_less(a, b); }
inline bool le(std::uint64_t a, Int b) { return std::cmp_less_equal(a, b); }
inline bool gt(std::uint64_t a, Int b) { return std::cmp_greater(a, b); }
inline bool ge(std::uint64_t a, Int b) { return std::cmp_greater_equal(a, b); }
inline bool eq(Int a, std::uint64_t b) { return eq(b, a); }
inline bool ne(Int a, std::uint64_t b) { return ne(b, a); }
inline bool lt(Int a, std::uint64_t b) { return gt(b, a); }
inline bool le(Int a, std::uint64_t b) { return ge(b, a); }
inline bool gt(Int a, std::uint64_t b) { return lt(b, a); }
inline bool ge(Int a, std::uint64_t b) { return le(b, a); }
inline bool eq(double a, Int b) { return eq(b, a); }
inline bool ne(double a, Int b) { return ne(b, a); }
inline bool lt(double a, Int b) { return gt(b, a); }
inline bool le(double a, Int b) { return ge(b, a); }
inline bool gt(double a, Int b) { return lt(b, a); }
inline bool ge(double a, Int b) { return le(b, a); }

/// `min(a, b)` and `max(a, b)`: the first of equal ones, and with NaN what the comparison leaves (Python's rule).
template <class T> constexpr T min(T a, T b) { return b < a ? b : a; }
template <class T> constexpr T max(T a, T b) { return b > a ? b : a; }

} // namespace py
