// runtime/include/pyomp/complex.hpp
//
// Python's and NumPy's complex numbers where they are not C++'s: quotients, powers, absolute values, comparison with
// ints, and what raises. Sums, differences and products are C++'s operators; the driver tells clang to multiply and
// divide by the plain formulas, as CPython does.
#pragma once

#include "floating.hpp"

#include <cmath>
#include <complex>
#include <limits>

namespace py {

/// Python's complex.
using Complex = std::complex<double>;

namespace detail {

inline Complex product(const Complex& a, const Complex& b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// Smith's division (Smith 1962, "Algorithm 116: Complex division"); NaN where the divisor is or has one.
inline Complex quotient(const Complex& a, const Complex& b) {
  if (std::fabs(b.real()) >= std::fabs(b.imag())) {
    double ratio = b.imag() / b.real();
    double divisor = b.real() + b.imag() * ratio;
    return {(a.real() + a.imag() * ratio) / divisor, (a.imag() - a.real() * ratio) / divisor};
  }
  if (std::fabs(b.imag()) >= std::fabs(b.real())) {
    double ratio = b.real() / b.imag();
    double divisor = b.real() * ratio + b.imag();
    return {(a.real() * ratio + a.imag()) / divisor, (a.imag() * ratio - a.real()) / divisor};
  }
  constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
  return {NaN, NaN};
}

inline bool isInfinite(const Complex& z) { return std::isinf(z.real()) || std::isinf(z.imag()); }

/// By squaring, from the lowest bit of the exponent on.
inline Complex naturalPower(Complex base, unsigned exponent) {
  Complex result = 1;
  for (unsigned mask = 1; mask <= exponent; mask <<= 1) {
    if ((exponent & mask) != 0) result = product(result, base);
    base = product(base, base);
  }
  return result;
}

} // namespace detail

inline Complex div(const Complex& a, const Complex& b, int line = __builtin_LINE()) {
  if (b == 0.0) [[unlikely]]
    raise::zeroDivision("complex division by zero", line);
  return detail::quotient(a, b);
}

/// `abs(z)`
inline double abs(const Complex& z, int line = __builtin_LINE()) {
  double result = std::hypot(z.real(), z.imag());
  if (std::isinf(result) && !detail::isInfinite(z)) [[unlikely]]
    raise::overflowError("absolute value too large", line);
  return result;
}

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void powerOfZero(int line) {
  zeroDivision("0.0 to a negative or complex power", line);
}
[[noreturn, gnu::cold]] PYOMP_APART void complexPower(int line) { overflowError("complex exponentiation", line); }
} // namespace raise

namespace detail {

inline Complex checkedPower(const Complex& result, int line) {
  if (isInfinite(result)) [[unlikely]]
    raise::complexPower(line);
  return result;
}

/// By logarithm and angle.
PYOMP_APART Complex polarPower(const Complex& base, const Complex& exponent, int line) {
  if (exponent == 0.0) return 1;
  if (base == 0.0) {
    if (exponent.imag() != 0 || exponent.real() < 0) raise::powerOfZero(line);
    return 0;
  }
  double size = std::hypot(base.real(), base.imag());
  double length = std::pow(size, exponent.real());
  double angle = std::atan2(base.imag(), base.real());
  double phase = angle * exponent.real();
  if (exponent.imag() != 0) {
    length /= std::exp(angle * exponent.imag());
    phase += exponent.imag() * std::log(size);
  }
  // The C library has no sine of infinity, which CPython takes for the other error.
  if (std::isinf(phase)) raise::powerOfZero(line);
  return {length * std::cos(phase), length * std::sin(phase)};
}

} // namespace detail

/// `base ** exponent`: small whole exponents by multiplication.
inline Complex pow(const Complex& base, const Complex& exponent, int line = __builtin_LINE()) {
  constexpr double MostFactors = 100;
  double whole = exponent.real();
  bool multiplies = exponent.imag() == 0 && std::floor(whole) == whole && std::fabs(whole) <= MostFactors;
  if (!multiplies) return detail::checkedPower(detail::polarPower(base, exponent, line), line);
  if (whole > 0) return detail::checkedPower(detail::naturalPower(base, static_cast<unsigned>(whole)), line);
  Complex divisor = detail::naturalPower(base, static_cast<unsigned>(-whole));
  if (divisor == 0.0) [[unlikely]]
    raise::powerOfZero(line);
  return detail::checkedPower(detail::quotient(1, divisor), line);
}
/// `z ** 2`: of a power by multiplication the first factor is one, which counts where others are not finite or zero.
inline Complex square(const Complex& z, int line = __builtin_LINE()) {
  return detail::checkedPower(detail::product(1, detail::product(z, z)), line);
}

/// An int that a float does not hold equals no complex number.
inline bool eq(Int a, const Complex& b) { return b.imag() == 0 && eq(a, b.real()); }
inline bool ne(Int a, const Complex& b) { return !eq(a, b); }
inline bool eq(const Complex& a, Int b) { return eq(b, a); }
inline bool ne(const Complex& a, Int b) { return !eq(b, a); }

/// `complex(real, imag)`, where both may be complex themselves.
inline Complex make_complex(double real, double imag = 0) { return {real, imag}; }
inline Complex make_complex(const Complex& real, double imag) { return {real.real(), imag + real.imag()}; }
inline Complex make_complex(double real, const Complex& imag) { return {real - imag.imag(), imag.real()}; }
inline Complex make_complex(const Complex& real, const Complex& imag) {
  return {real.real() - imag.imag(), imag.real() + real.imag()};
}

/// `abs` and `angle` of NumPy's, whose results are of the width of the parts.
template <class T> T magnitude(const std::complex<T>& z) { return std::hypot(z.real(), z.imag()); }
template <class T> T angle(const std::complex<T>& z) { return std::atan2(z.imag(), z.real()); }

#pragma omp declare reduction(add : std::complex<double>, std::complex<float> : omp_out += omp_in)                     \
    initializer(omp_priv = 0)
#pragma omp declare reduction(mul : std::complex<double>, std::complex<float> : omp_out *= omp_in)                     \
    initializer(omp_priv = 1)

} // namespace py

/// NumPy's complex scalars, which raise nothing.
namespace py::wrapping {

/// NumPy multiplies by the reciprocal of the divisor that Smith's algorithm finds.
template <class T> std::complex<T> div(const std::complex<T>& a, const std::complex<T>& b) {
  T real = std::abs(b.real());
  T imag = std::abs(b.imag());
  if (real >= imag) {
    if (real == 0 && imag == 0) return {a.real() / real, a.imag() / real};
    T ratio = b.imag() / b.real();
    T scale = T{1} / (b.real() + b.imag() * ratio);
    return {(a.real() + a.imag() * ratio) * scale, (a.imag() - a.real() * ratio) * scale};
  }
  T ratio = b.real() / b.imag();
  T scale = T{1} / (b.imag() + b.real() * ratio);
  return {(a.real() * ratio + a.imag()) * scale, (a.imag() * ratio - a.real()) * scale};
}

/// numpy.power of complex numbers: whole exponents below 100 by multiplication, others as C has them.
template <class T> std::complex<T> pow(const std::complex<T>& base, const std::complex<T>& exponent) {
  constexpr T NaN = std::numeric_limits<T>::quiet_NaN();
  if (exponent == T{0}) return T{1};
  if (base == T{0}) {
    return exponent.real() > 0 ? std::complex<T>() : std::complex<T>(NaN, NaN);
  }
  T whole = exponent.real();
  if (exponent.imag() != 0 || std::abs(whole) >= 100 || std::floor(whole) != whole) return std::pow(base, exponent);
  if (whole == 1) return base;
  if (whole == 2) return base * base;
  if (whole == 3) return base * (base * base);
  auto count = static_cast<unsigned>(std::abs(whole));
  std::complex<T> result = 1;
  std::complex<T> factor = base;
  for (unsigned mask = 1;; factor *= factor) {
    if ((count & mask) != 0) result *= factor;
    mask <<= 1;
    if (count < mask) break;
  }
  return whole < 0 ? div(std::complex<T>(1), result) : result;
}

} // namespace py::wrapping
