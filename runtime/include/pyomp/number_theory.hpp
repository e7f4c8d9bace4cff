// runtime/include/pyomp/number_theory.hpp
//
// Functions of Python's math module and methods of int that go from ints to ints, and powers with a modulus. Results
// that 64 bits do not hold raise OverflowError; all other errors and their texts are CPython's.
#pragma once

#include "integer.hpp"

#include <bit>
#include <initializer_list>
#include <numeric>
#include <tuple>
#include <utility>

namespace py {

namespace detail {

inline std::uint64_t magnitude(Int x) {
  return x < 0 ? 0 - static_cast<std::uint64_t>(x) : static_cast<std::uint64_t>(x);
}
inline Int fromMagnitude(std::uint64_t x, int line) {
  if (x >> 63) [[unlikely]]
    raise::overflow(line);
  return static_cast<Int>(x);
}

} // namespace detail

inline Int gcd(Int a, Int b, int line = __builtin_LINE()) {
  return detail::fromMagnitude(std::gcd(detail::magnitude(a), detail::magnitude(b)), line);
}
inline Int gcd(std::initializer_list<Int> values, int line = __builtin_LINE()) {
  std::uint64_t result = 0;
  for (Int value : values) result = std::gcd(result, detail::magnitude(value));
  return detail::fromMagnitude(result, line);
}
inline Int lcm(std::initializer_list<Int> values, int line = __builtin_LINE()) {
  for (Int value : values) {
    if (value == 0) return 0;
  }
  std::uint64_t result = 1;
  for (Int value : values) {
    std::uint64_t size = detail::magnitude(value);
    if (__builtin_mul_overflow(result, size / std::gcd(result, size), &result)) [[unlikely]]
      raise::overflow(line);
  }
  return detail::fromMagnitude(result, line);
}

inline Int factorial(Int n, int line = __builtin_LINE()) {
  if (n < 0) [[unlikely]]
    raise::valueError("factorial() not defined for negative values", line);
  Int result = 1;
  for (Int factor = 2; factor <= n; ++factor) result = mul(result, factor, line);
  return result;
}

namespace detail {
/// Both arguments of comb and perm count things.
inline void checkCounts(Int n, Int k, int line) {
  if (n < 0) [[unlikely]]
    raise::valueError("n must be a non-negative integer", line);
  if (k < 0) [[unlikely]]
    raise::valueError("k must be a non-negative integer", line);
}
} // namespace detail

inline Int perm(Int n, Int k, int line = __builtin_LINE()) {
  detail::checkCounts(n, k, line);
  if (k > n) return 0;
  Int result = 1;
  for (Int i = 0; i < k; ++i) result = mul(result, n - i, line);
  return result;
}
/// The partial results are binomials that grow, so only a result that is too large goes beyond 64 bits on the way.
inline Int comb(Int n, Int k, int line = __builtin_LINE()) {
  detail::checkCounts(n, k, line);
  if (k > n) return 0;
  k = k < n - k ? k : n - k;
  unsigned __int128 result = 1;
  for (Int i = 0; i < k; ++i) {
    result = result * static_cast<std::uint64_t>(n - i) / static_cast<std::uint64_t>(i + 1);
    if (result >> 63) [[unlikely]]
      raise::overflow(line);
  }
  return static_cast<Int>(result);
}

/// `int.bit_length` and `int.bit_count`: of the magnitude.
inline Int bit_length(Int x) { return static_cast<Int>(std::bit_width(detail::magnitude(x))); }
inline Int bit_count(Int x) { return std::popcount(detail::magnitude(x)); }
/// `int.as_integer_ratio`
inline std::tuple<Int, Int> int_ratio(Int x) { return {x, 1}; }

namespace detail {

/// The inverse of `base` among the remainders of `modulus`; raises ValueError where there is none.
inline __int128 inverse(__int128 base, __int128 modulus, int line) {
  __int128 old_rest = base, rest = modulus, old_factor = 1, factor = 0;
  while (rest != 0) {
    __int128 quotient = old_rest / rest;
    old_rest = std::exchange(rest, old_rest - quotient * rest);
    old_factor = std::exchange(factor, old_factor - quotient * factor);
  }
  if (old_rest != 1) [[unlikely]]
    raise::valueError("base is not invertible for the given modulus", line);
  return old_factor < 0 ? old_factor + modulus : old_factor;
}

/// By squaring; products of remainders fit into Wide.
template <class Wide> Wide powerOfRemainder(Wide base, std::uint64_t exponent, Wide modulus) {
  Wide result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = result * base % modulus;
    base = base * base % modulus;
  }
  return result;
}

} // namespace detail

/// `pow(base, exponent, modulus)`: the result has the sign of the modulus.
inline Int pow_mod(Int base, Int exponent, Int modulus, int line = __builtin_LINE()) {
  if (modulus == 0) [[unlikely]]
    raise::valueError("pow() 3rd argument cannot be 0", line);
  __int128 size = modulus < 0 ? -static_cast<__int128>(modulus) : modulus;
  if (size == 1) return 0;
  __int128 rest = (base % size + size) % size;
  if (exponent < 0) rest = detail::inverse(rest, size, line);
  std::uint64_t count = detail::magnitude(exponent);
  bool small = size <= std::numeric_limits<std::uint32_t>::max();
  auto value = small ? static_cast<__int128>(detail::powerOfRemainder(static_cast<std::uint64_t>(rest), count,
                                                                      static_cast<std::uint64_t>(size)))
                     : static_cast<__int128>(detail::powerOfRemainder(static_cast<unsigned __int128>(rest), count,
                                                                      static_cast<unsigned __int128>(size)));
  return static_cast<Int>(modulus < 0 && value != 0 ? value - size : value);
}

/// `round(value, digits)` of an int: to a multiple of a power of ten, half to even.
inline Int round_int(Int value, Int digits, int line = __builtin_LINE()) {
  if (digits >= 0) return value;
  if (digits < -19) return 0;
  __int128 unit = 1;
  for (Int i = digits; i < 0; ++i) unit *= 10;
  __int128 rest = (value % unit + unit) % unit;
  __int128 lower = value - rest;
  bool up = 2 * rest > unit || (2 * rest == unit && lower / unit % 2 != 0);
  __int128 result = up ? lower + unit : lower;
  if (result != static_cast<Int>(result)) [[unlikely]]
    raise::overflow(line);
  return static_cast<Int>(result);
}

} // namespace py
