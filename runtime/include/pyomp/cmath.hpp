// runtime/include/pyomp/cmath.hpp
//
// The functions of Python's cmath module: the C library's (C17, annex G says what they give for infinities and NaN),
// and Python's errors where they have no value or leave the range of floats.
#pragma once

#include "complex.hpp"
#include "math.hpp"

#include <cmath>
#include <complex>
#include <tuple>

namespace py::cmath {

namespace detail {

inline bool isFinite(const Complex& z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }

/// A finite argument has a finite value, or one that is too large.
inline Complex inRange(const Complex& z, const Complex& result, int line) {
  if (py::detail::isInfinite(result) && isFinite(z)) [[unlikely]]
    raise::mathRange(line);
  return result;
}
inline void domain(bool holds, int line) {
  if (!holds) [[unlikely]]
    raise::mathDomain(line);
}

} // namespace detail

inline Complex exp(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(!std::isinf(z.imag()) || std::isnan(z.real()) || z.real() == -HUGE_VAL, line);
  return detail::inRange(z, std::exp(z), line);
}
inline Complex log(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(z != 0.0, line);
  return std::log(z);
}
inline Complex log_base(const Complex& z, const Complex& base, int line = __builtin_LINE()) {
  // Of the argument no error is reported.
  Complex dividend = std::log(z);
  Complex divisor = log(base, line);
  detail::domain(divisor != 0.0, line);
  return py::detail::quotient(dividend, divisor);
}
inline Complex log10(const Complex& z, int line = __builtin_LINE()) {
  constexpr double Log10 = 2.302585092994045684;
  Complex natural = log(z, line);
  return {natural.real() / Log10, natural.imag() / Log10};
}

inline Complex cosh(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(!std::isinf(z.imag()) || std::isnan(z.real()), line);
  return detail::inRange(z, std::cosh(z), line);
}
inline Complex sinh(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(!std::isinf(z.imag()) || std::isnan(z.real()), line);
  return detail::inRange(z, std::sinh(z), line);
}
inline Complex tanh(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(!std::isinf(z.imag()) || !std::isfinite(z.real()), line);
  if (z.real() == 0 && std::isnan(z.imag())) return {z.imag(), z.imag()};
  return std::tanh(z);
}
/// Where C leaves signs open, and for NaN beside zero, CPython's tables decide.
inline Complex acos(const Complex& z) {
  if (std::isinf(z.real()) && std::isnan(z.imag())) return {z.imag(), HUGE_VAL};
  return std::acos(z);
}
inline Complex acosh(const Complex& z) {
  if (z.real() == 0 && std::isnan(z.imag())) return {z.imag(), z.imag()};
  return std::acosh(z);
}
inline Complex asin(const Complex& z) {
  if (std::isinf(z.real()) && std::isnan(z.imag())) return {z.imag(), -HUGE_VAL};
  Complex turned = std::asinh(Complex(-z.imag(), z.real()));
  return {turned.imag(), -turned.real()};
}
inline Complex atanh(const Complex& z, int line = __builtin_LINE()) {
  detail::domain(std::fabs(z.real()) != 1 || z.imag() != 0, line);
  return std::atanh(z);
}

/// The functions of the circle are those of the hyperbola of iz.
inline Complex cos(const Complex& z, int line = __builtin_LINE()) { return cosh({-z.imag(), z.real()}, line); }
inline Complex sin(const Complex& z, int line = __builtin_LINE()) {
  Complex turned = sinh({-z.imag(), z.real()}, line);
  return {turned.imag(), -turned.real()};
}
inline Complex tan(const Complex& z, int line = __builtin_LINE()) {
  Complex turned = tanh({-z.imag(), z.real()}, line);
  return {turned.imag(), -turned.real()};
}
inline Complex atan(const Complex& z, int line = __builtin_LINE()) {
  Complex turned = atanh({-z.imag(), z.real()}, line);
  return {turned.imag(), -turned.real()};
}

inline double phase(const Complex& z) { return std::atan2(z.imag(), z.real()); }
inline std::tuple<double, double> polar(const Complex& z, int line = __builtin_LINE()) {
  double size = std::hypot(z.real(), z.imag());
  if (std::isinf(size) && !py::detail::isInfinite(z)) [[unlikely]]
    raise::mathRange(line);
  return {size, phase(z)};
}
/// `cmath.rect`: an angle of zero leaves the imaginary part zero, whatever the size.
inline Complex rect(double size, double angle, int line = __builtin_LINE()) {
  detail::domain(!std::isinf(angle) || size == 0 || std::isnan(size), line);
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
  if (size == 0 && !std::isfinite(angle)) return 0;
  if (!std::isfinite(size) && angle == 0) return {size, std::isnan(size) ? 0.0 : std::copysign(0.0, size) * angle};
  if (std::isinf(size) && std::isnan(angle)) return {HUGE_VAL, NaN};
  if (std::isinf(size)) {
    double sign = std::copysign(1.0, size);
    return {sign * std::copysign(HUGE_VAL, std::cos(angle)), sign * std::copysign(HUGE_VAL, std::sin(angle))};
  }
  if (angle == 0) return {size, size * angle};
  return {size * std::cos(angle), size * std::sin(angle)};
}

inline bool isfinite(const Complex& z) { return detail::isFinite(z); }
inline bool isinf(const Complex& z) { return py::detail::isInfinite(z); }
inline bool isnan(const Complex& z) { return std::isnan(z.real()) || std::isnan(z.imag()); }
inline bool isclose(const Complex& a, const Complex& b, double relative = 1e-9, double absolute = 0.0,
                    int line = __builtin_LINE()) {
  if (relative < 0 || absolute < 0) [[unlikely]]
    raise::valueError("tolerances must be non-negative", line);
  if (a == b) return true;
  if (isinf(a) || isinf(b)) return false;
  double distance = std::abs(a - b);
  return distance <= relative * std::abs(b) || distance <= relative * std::abs(a) || distance <= absolute;
}

} // namespace py::cmath
