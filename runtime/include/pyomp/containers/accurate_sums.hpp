// runtime/include/pyomp/containers/accurate_sums.hpp
//
// Functions of Python's math module over many values: `fsum`, `dist`, `hypot`, `prod`.
#pragma once

#include "../floating.hpp"
#include "../integer.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <initializer_list>
#include <span>
#include <vector>

namespace py {

namespace detail {

/// `math.fsum`: the sum of all values as if with infinitely many digits, rounded once to even.
PYOMP_APART double exactSum(std::span<const double> values, int line) {
  // What is summed so far, as floats that do not overlap, in growing order (Shewchuk 1997, "Adaptive Precision
  // Floating-Point Arithmetic and Fast Robust Geometric Predicates").
  std::vector<double> parts;
  double special = 0;
  double infinities = 0;
  for (double x : values) {
    double given = x;
    std::size_t kept = 0;
    for (double y : parts) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double high = x + y;
      double low = y - (high - x);
      if (low != 0) parts[kept++] = low;
      x = high;
    }
    parts.resize(kept);
    if (x == 0) continue;
    if (std::isfinite(x)) {
      parts.push_back(x);
      continue;
    }
    if (std::isfinite(given)) raise::overflowError("intermediate overflow in fsum", line);
    if (std::isinf(given)) infinities += given;
    special += given;
    parts.clear();
  }
  if (special != 0) {
    if (std::isnan(infinities)) raise::valueError("-inf + inf in fsum", line);
    return special;
  }
  if (parts.empty()) return 0;
  double high = parts.back();
  parts.pop_back();
  double low = 0;
  while (!parts.empty()) {
    double x = high;
    double y = parts.back();
    parts.pop_back();
    high = x + y;
    low = y - (high - x);
    if (low != 0) break;
  }
  // Half an ulp is left and more of its sign below: away from even.
  if (!parts.empty() && ((low < 0 && parts.back() < 0) || (low > 0 && parts.back() > 0))) {
    double twice = low * 2;
    double moved = high + twice;
    if (twice == moved - high) high = moved;
  }
  return high;
}

/// The root of the sum of squares, by a scale that keeps them between the limits of floats.
PYOMP_APART double lengthOf(std::span<const double> values) {
  double most = 0;
  bool nan = false;
  for (double value : values) {
    if (std::isinf(value)) return HUGE_VAL;
    nan |= std::isnan(value);
    most = std::max(most, std::fabs(value));
  }
  if (nan) return std::numeric_limits<double>::quiet_NaN();
  if (most == 0 || values.size() == 1) return most;
  int exponent = 0;
  std::frexp(most, &exponent);
  long double sum = 0;
  for (double value : values) {
    long double scaled = std::ldexp(static_cast<long double>(value), -exponent);
    sum += scaled * scaled;
  }
  return static_cast<double>(std::ldexp(std::sqrt(sum), exponent));
}

template <class R> std::vector<double> doublesOf(const R& values) {
  std::vector<double> result;
  for (auto&& value : values) result.push_back(static_cast<double>(value));
  return result;
}

} // namespace detail

template <class R> double fsum(const R& values, int line = __builtin_LINE()) {
  return detail::exactSum(detail::doublesOf(values), line);
}
inline double hypot(std::initializer_list<double> values) { return detail::lengthOf({values.begin(), values.size()}); }
template <class P, class Q> double dist(const P& p, const Q& q, int line = __builtin_LINE()) {
  std::vector<double> from = detail::doublesOf(p);
  std::vector<double> to = detail::doublesOf(q);
  if (from.size() != to.size()) raise::valueError("both points must have the same number of dimensions", line);
  for (std::size_t i = 0; i < from.size(); ++i) from[i] -= to[i];
  return detail::lengthOf(from);
}

template <class R> Int prod(const R& values, Int start = 1, int line = __builtin_LINE()) {
  for (auto&& value : values) start = mul(start, static_cast<Int>(value), line);
  return start;
}
template <class R> double prod_floats(const R& values, double start = 1.0) {
  for (auto&& value : values) start *= static_cast<double>(value);
  return start;
}

/// `sum(values, start)` of complex numbers, from the left.
template <class R> std::complex<double> sum_complex(const R& values, std::complex<double> start = 0) {
  for (auto&& value : values) start += std::complex<double>(value);
  return start;
}

} // namespace py
