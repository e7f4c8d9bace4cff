// runtime/include/pyomp/integer.hpp
//
// Python's integer arithmetic in 64 bits: what does not fit raises OverflowError, never wraps. Texts are
// CPython 3.11's.
#pragma once

#include "exceptions.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <tuple>

namespace py {

inline Int add(Int a, Int b, int line = __builtin_LINE()) {
  Int result;
  if (__builtin_add_overflow(a, b, &result)) [[unlikely]]
    raise::overflow(line);
  return result;
}
inline Int sub(Int a, Int b, int line = __builtin_LINE()) {
  Int result;
  if (__builtin_sub_overflow(a, b, &result)) [[unlikely]]
    raise::overflow(line);
  return result;
}
inline Int mul(Int a, Int b, int line = __builtin_LINE()) {
  Int result;
  if (__builtin_mul_overflow(a, b, &result)) [[unlikely]]
    raise::overflow(line);
  return result;
}
inline Int neg(Int a, int line = __builtin_LINE()) { return sub(0, a, line); }
inline Int abs(Int a, int line = __builtin_LINE()) { return a < 0 ? neg(a, line) : a; }

/// The same operations where the operands are known to allow them. Quotients round to minus infinity, remainders have
/// the sign of the divisor (Language Reference, "Binary arithmetic operations").
namespace proved {

inline Int add(Int a, Int b) { return a + b; }
inline Int sub(Int a, Int b) { return a - b; }
inline Int mul(Int a, Int b) { return a * b; }
inline Int neg(Int a) { return -a; }
inline Int abs(Int a) { return a < 0 ? -a : a; }
/// Does the compiler know it as a power of two? Shifts round down and masks have the divisor's sign, as Python wants.
[[gnu::always_inline]] inline bool isKnownPower(Int b) {
  return __builtin_constant_p(b) && b > 0 && std::has_single_bit(static_cast<std::uint64_t>(b));
}
inline Int floordiv(Int a, Int b) {
  if (isKnownPower(b)) return a >> std::countr_zero(static_cast<std::uint64_t>(b));
  Int quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
inline Int mod(Int a, Int b) {
  if (isKnownPower(b)) return a & (b - 1);
  Int rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
inline Int shl(Int a, Int count) { return static_cast<Int>(static_cast<std::uint64_t>(a) << count); }
/// Counts beyond 63 leave only the sign.
inline Int shr(Int a, Int count) { return a >> (count > 63 ? 63 : count); }
inline Int pow(Int base, Int exponent) {
  Int result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result *= base;
    if (exponent > 1) base *= base;
  }
  return result;
}

} // namespace proved

inline Int floordiv(Int a, Int b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("integer division or modulo by zero", line);
  return b == -1 ? neg(a, line) : proved::floordiv(a, b);
}
inline Int mod(Int a, Int b, int line = __builtin_LINE()) {
  if (b == 0) [[unlikely]]
    raise::zeroDivision("integer modulo by zero", line);
  return b == -1 ? 0 : proved::mod(a, b);
}
inline std::tuple<Int, Int> divmod(Int a, Int b, int line = __builtin_LINE()) {
  Int quotient = floordiv(a, b, line);
  return {quotient, mod(a, b, line)};
}

inline Int shl(Int a, Int count, int line = __builtin_LINE()) {
  if (count < 0) [[unlikely]]
    raise::valueError("negative shift count", line);
  if (a == 0) return 0;
  if (count > 63 || proved::shl(a, count) >> count != a) [[unlikely]]
    raise::overflow(line);
  return proved::shl(a, count);
}
inline Int shr(Int a, Int count, int line = __builtin_LINE()) {
  if (count < 0) [[unlikely]]
    raise::valueError("negative shift count", line);
  return proved::shr(a, count);
}

/// `base ** exponent` for an exponent that is not negative (the compiler rejects others: the result would be a float).
inline Int pow(Int base, Int exponent, int line = __builtin_LINE()) {
  if (exponent < 0) [[unlikely]]
    raise::valueError("the exponent of an integer power is negative", line);
  Int result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = mul(result, base, line);
    if (exponent > 1) base = mul(base, base, line);
  }
  return result;
}

/// Whether the magnitude of `value` is below 2**bits: sums and products of such values fit where the compiler says so.
inline bool fits(Int value, int bits) {
  Int limit = Int{1} << bits;
  return -limit < value && value < limit;
}

/// Arithmetic that stops at the ends of the 64-bit range: for the bounds of index ranges, where an end says enough.
namespace saturated {

inline Int add(Int a, Int b) {
  Int result;
  if (__builtin_add_overflow(a, b, &result)) {
    return a < 0 ? std::numeric_limits<Int>::min() : std::numeric_limits<Int>::max();
  }
  return result;
}
inline Int sub(Int a, Int b) {
  Int result;
  if (__builtin_sub_overflow(a, b, &result)) {
    return a < 0 ? std::numeric_limits<Int>::min() : std::numeric_limits<Int>::max();
  }
  return result;
}
inline Int mul(Int a, Int b) {
  Int result;
  if (__builtin_mul_overflow(a, b, &result)) {
    return (a < 0) != (b < 0) ? std::numeric_limits<Int>::min() : std::numeric_limits<Int>::max();
  }
  return result;
}

} // namespace saturated

/// The step of a `range`, which may not be zero.
inline Int check_step(Int step, int line = __builtin_LINE()) {
  if (step == 0) [[unlikely]]
    raise::valueError("range() arg 3 must not be zero", line);
  return step;
}
/// The stop of a `range` with a constant step other than 1 and -1: the loop variable must not leave 64 bits when it
/// goes past it.
inline void check_range(Int stop, Int step, int line = __builtin_LINE()) {
  Int past;
  if (__builtin_add_overflow(stop, step, &past)) [[unlikely]]
    raise::overflowError("a range ends too close to the limits of 64 bits", line);
}
/// An extent of `numpy.ndindex`.
inline Int check_extent(Int extent, int line = __builtin_LINE()) {
  if (extent < 0) [[unlikely]]
    raise::valueError("negative dimensions are not allowed", line);
  return extent;
}
/// A bound `factor * i + offset` of a loop inside one over i from `start` to `stop`, where one directive takes both: it
/// must fit for each i, since the iterations of both are counted before the first runs.
inline void check_nest_bound(Int start, Int stop, Int factor, Int offset, int line = __builtin_LINE()) {
  Int product;
  for (Int i : {start, stop}) {
    if (__builtin_mul_overflow(factor, i, &product) || __builtin_add_overflow(product, offset, &product)) [[unlikely]]
      raise::overflow(line);
  }
}
/// How often `range(start, stop, step)` runs; never for a step of zero, which check_step has reported.
inline Int trip_count(Int start, Int stop, Int step) {
  auto count = [](Int low, Int high, std::uint64_t stride) -> Int {
    if (low >= high || stride == 0) return 0;
    std::uint64_t rounds = (static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) - 1) / stride;
    // Nobody sees the end of more rounds than an Int counts.
    constexpr auto Most = static_cast<std::uint64_t>(std::numeric_limits<Int>::max());
    return rounds < Most ? static_cast<Int>(rounds + 1) : std::numeric_limits<Int>::max();
  };
  if (step > 0) return count(start, stop, static_cast<std::uint64_t>(step));
  return count(stop, start, 0 - static_cast<std::uint64_t>(step));
}
/// The last value of `range(start, stop, step)`; of an empty range its start.
inline Int range_last(Int start, Int stop, Int step) {
  Int count = trip_count(start, stop, step);
  return count > 0 ? start + (count - 1) * step : start;
}
/// `x ** 2`.
inline Int square(Int x, int line = __builtin_LINE()) { return mul(x, x, line); }

} // namespace py
