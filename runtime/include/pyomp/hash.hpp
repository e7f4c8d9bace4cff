// runtime/include/pyomp/hash.hpp
//
// `hash()` of numbers and tuples of them: the values that CPython gives (Python library reference, "Hashing of numeric
// types"; for tuples CPython's Objects/tupleobject.c describes xxHash).
#pragma once

#include "integer.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace py {

namespace detail {

/// Numbers are hashed by what is left of them when they are divided by this prime.
inline constexpr std::uint64_t HashModulus = (std::uint64_t{1} << 61) - 1;

/// -1 says that there was an error, in C.
inline Int notMinusOne(Int hash) { return hash == -1 ? -2 : hash; }

} // namespace detail

template <class T>
  requires std::is_integral_v<T>
Int hash(T number) {
  Int value = number;
  std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  auto rest = static_cast<Int>(size % detail::HashModulus);
  return detail::notMinusOne(value < 0 ? -rest : rest);
}

/// Equal to that of the int that is equal. The hash of NaN is 0; CPython's differs from object to object.
inline Int hash(double value) {
  constexpr int Bits = 61;
  constexpr int Step = 28;
  if (std::isnan(value)) return 0;
  if (std::isinf(value)) return value > 0 ? 314159 : -314159;
  int exponent = 0;
  double rest = std::frexp(std::abs(value), &exponent);
  std::uint64_t result = 0;
  while (rest != 0) {
    result = ((result << Step) & detail::HashModulus) | result >> (Bits - Step);
    rest = std::ldexp(rest, Step);
    exponent -= Step;
    auto whole = static_cast<std::uint64_t>(rest);
    rest -= static_cast<double>(whole);
    result += whole;
    if (result >= detail::HashModulus) result -= detail::HashModulus;
  }
  exponent = exponent >= 0 ? exponent % Bits : Bits - 1 - ((-1 - exponent) % Bits);
  result = ((result << exponent) & detail::HashModulus) | result >> (Bits - exponent);
  auto size = static_cast<Int>(result);
  return detail::notMinusOne(value < 0 ? -size : size);
}

template <class... Elements> Int hash(const std::tuple<Elements...>& elements) {
  constexpr std::uint64_t First = 11400714785074694791ULL;
  constexpr std::uint64_t Second = 14029467366897019727ULL;
  constexpr std::uint64_t Fifth = 2870177450012600261ULL;
  std::uint64_t result = Fifth;
  std::apply(
      [&](const Elements&... element) {
        ((result = std::rotl(result + static_cast<std::uint64_t>(hash(element)) * Second, 31) * First), ...);
      },
      elements);
  result += sizeof...(Elements) ^ (Fifth ^ 3527539ULL);
  return result == ~std::uint64_t{0} ? 1546275796 : static_cast<Int>(result);
}

} // namespace py
