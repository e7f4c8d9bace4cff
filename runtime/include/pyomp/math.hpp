// runtime/include/pyomp/math.hpp
//
// The functions of Python's math module that raise where C's return NaN or infinity (CPython Modules/mathmodule.c says
// when: "math domain error" and "math range error"). Those that never raise are called as std:: functions.
#pragma once

#include "floating.hpp"

#include <cmath>

namespace py {

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void mathDomain(int line) { throw ValueError("math domain error", line); }
[[noreturn, gnu::cold]] PYOMP_APART void mathRange(int line) { throw OverflowError("math range error", line); }
} // namespace raise

inline double sqrt(double x, int line = __builtin_LINE()) {
  if (x < 0) [[unlikely]]
    raise::mathDomain(line);
  return std::sqrt(x);
}

/// Functions that have no value where a finite or infinite argument gives NaN.
#define PYOMP_DOMAIN(name)                                                                                             \
  inline double name(double x, int line = __builtin_LINE()) {                                                          \
    double result = std::name(x);                                                                                      \
    if (result != result && x == x) [[unlikely]]                                                                       \
      raise::mathDomain(line);                                                                                         \
    return result;                                                                                                     \
  }
PYOMP_DOMAIN(acos)
PYOMP_DOMAIN(acosh)
PYOMP_DOMAIN(asin)
PYOMP_DOMAIN(cos)
PYOMP_DOMAIN(sin)
PYOMP_DOMAIN(tan)
#undef PYOMP_DOMAIN

/// Functions that have no value where NaN or infinity comes from a finite argument or NaN from an infinite one.
#define PYOMP_LOGARITHM(name)                                                                                          \
  inline double name(double x, int line = __builtin_LINE()) {                                                          \
    double result = std::name(x);                                                                                      \
    if (!std::isfinite(result) && x == x && result != HUGE_VAL) [[unlikely]]                                           \
      raise::mathDomain(line);                                                                                         \
    return result;                                                                                                     \
  }
PYOMP_LOGARITHM(log)
PYOMP_LOGARITHM(log10)
PYOMP_LOGARITHM(log1p)
PYOMP_LOGARITHM(log2)
#undef PYOMP_LOGARITHM

/// Functions that overflow: infinity from a finite argument.
#define PYOMP_RANGE(name)                                                                                              \
  inline double name(double x, int line = __builtin_LINE()) {                                                          \
    double result = std::name(x);                                                                                      \
    if (std::isinf(result) && std::isfinite(x)) [[unlikely]]                                                           \
      raise::mathRange(line);                                                                                          \
    return result;                                                                                                     \
  }
PYOMP_RANGE(cosh)
PYOMP_RANGE(exp)
PYOMP_RANGE(exp2)
PYOMP_RANGE(expm1)
PYOMP_RANGE(sinh)
#undef PYOMP_RANGE

inline double atanh(double x, int line = __builtin_LINE()) {
  if (x <= -1 || x >= 1) [[unlikely]]
    raise::mathDomain(line);
  return std::atanh(x);
}
inline double gamma(double x, int line = __builtin_LINE()) {
  if (x == -HUGE_VAL || (x <= 0 && std::floor(x) == x)) [[unlikely]]
    raise::mathDomain(line);
  double result = std::tgamma(x);
  if (std::isinf(result) && std::isfinite(x)) [[unlikely]]
    raise::mathRange(line);
  return result;
}
inline double lgamma(double x, int line = __builtin_LINE()) {
  if (std::isfinite(x) && x <= 0 && std::floor(x) == x) [[unlikely]]
    raise::mathDomain(line);
  double result = std::lgamma(x);
  if (std::isinf(result) && std::isfinite(x)) [[unlikely]]
    raise::mathRange(line);
  return result;
}
inline double fmod(double x, double y, int line = __builtin_LINE()) {
  double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) [[unlikely]]
    raise::mathDomain(line);
  return result;
}
inline double ldexp(double x, Int exponent, int line = __builtin_LINE()) {
  int small = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : static_cast<int>(exponent);
  double result = std::ldexp(x, small);
  if (std::isinf(result) && std::isfinite(x)) [[unlikely]]
    raise::mathRange(line);
  return result;
}
/// `math.pow`, which unlike `**` has errors of the math module.
inline double math_pow(double x, double y, int line = __builtin_LINE()) {
  double result = std::pow(x, y);
  if (std::isfinite(result) || !std::isfinite(x) || !std::isfinite(y)) [[likely]]
    return result;
  if (x == 0 || std::isnan(result)) raise::mathDomain(line);
  raise::mathRange(line);
}

inline constexpr double Pi = 3.141592653589793;
inline double degrees(double x) { return x * (180.0 / Pi); }
inline double radians(double x) { return x * (Pi / 180.0); }

inline Int ceil(double x, int line = __builtin_LINE()) { return to_int(std::ceil(x), line); }
inline Int ceil(Int x) { return x; }
inline Int floor(double x, int line = __builtin_LINE()) { return to_int(std::floor(x), line); }
inline Int floor(Int x) { return x; }

inline Int isqrt(Int n, int line = __builtin_LINE()) {
  if (n < 0) [[unlikely]]
    raise::valueError("isqrt() argument must be nonnegative", line);
  auto value = static_cast<std::uint64_t>(n);
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root > value) --root;
  while ((root + 1) * (root + 1) <= value) ++root;
  return static_cast<Int>(root);
}
/// `math.remainder`: by IEEE 754's rule, half to even.
inline double remainder(double x, double y, int line = __builtin_LINE()) {
  if (std::isnan(x) || std::isnan(y)) return x + y;
  if (std::isinf(x) || y == 0) [[unlikely]]
    raise::mathDomain(line);
  return std::remainder(x, y);
}
/// `math.log(x, base)`
inline double log_base(double x, double base, int line = __builtin_LINE()) {
  double numerator = log(x, line);
  return div(numerator, log(base, line), line);
}
/// `math.isclose(a, b, rel_tol=relative, abs_tol=absolute)`
inline bool isclose(double a, double b, double relative = 1e-9, double absolute = 0.0, int line = __builtin_LINE()) {
  if (relative < 0 || absolute < 0) [[unlikely]]
    raise::valueError("tolerances must be non-negative", line);
  if (a == b) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  double distance = std::fabs(b - a);
  return distance <= std::fabs(relative * b) || distance <= std::fabs(relative * a) || distance <= absolute;
}

} // namespace py
