// runtime/include/pyomp/numpy_scalar.hpp
//
// Arithmetic of NumPy's fixed-width integers, which wraps, and conversions between element types.
#pragma once

#include "floating.hpp"

#include <complex>
#include <concepts>

/// NumPy's integers: results wrap, division by zero gives 0 (with a warning there, silently here).
namespace py::wrapping {

/// The unsigned type in which operations on T cannot overflow.
template <std::integral T> using Bits = std::conditional_t<(sizeof(T) < 4), std::uint32_t, std::make_unsigned_t<T>>;

template <std::integral T> constexpr T add(T a, T b) {
  return static_cast<T>(static_cast<Bits<T>>(a) + static_cast<Bits<T>>(b));
}
template <std::integral T> constexpr T sub(T a, T b) {
  return static_cast<T>(static_cast<Bits<T>>(a) - static_cast<Bits<T>>(b));
}
template <std::integral T> constexpr T mul(T a, T b) {
  return static_cast<T>(static_cast<Bits<T>>(a) * static_cast<Bits<T>>(b));
}
template <std::integral T> constexpr T square(T x) { return mul(x, x); }
template <std::integral T> constexpr T neg(T a) { return sub(T{0}, a); }
template <std::integral T> constexpr T abs(T a) { return a < 0 ? neg(a) : a; }
template <std::integral T> constexpr T floordiv(T a, T b) {
  if (b == 0) return 0;
  if constexpr (std::is_signed_v<T>) {
    if (b == -1) return neg(a);
    return static_cast<T>(proved::floordiv(static_cast<Int>(a), static_cast<Int>(b)));
  } else {
    return static_cast<T>(a / b);
  }
}
template <std::integral T> constexpr T mod(T a, T b) {
  if (b == 0) return 0;
  if constexpr (std::is_signed_v<T>) {
    if (b == -1) return 0;
    return static_cast<T>(proved::mod(static_cast<Int>(a), static_cast<Int>(b)));
  } else {
    return static_cast<T>(a % b);
  }
}
/// Counts outside 0 .. bits-1 shift everything out (NumPy's npy_lshift rule).
template <std::integral T> constexpr T shl(T a, T count) {
  if (static_cast<std::uint64_t>(count) >= sizeof(T) * 8) return 0;
  return static_cast<T>(static_cast<Bits<T>>(a) << count);
}
template <std::integral T> constexpr T shr(T a, T count) {
  if (static_cast<std::uint64_t>(count) >= sizeof(T) * 8) return a < 0 ? static_cast<T>(-1) : T{0};
  return static_cast<T>(a >> count);
}
template <std::integral T> T pow(T base, T exponent, int line = __builtin_LINE()) {
  if constexpr (std::is_signed_v<T>) {
    if (exponent < 0) [[unlikely]]
      raise::valueError("Integers to negative integer powers are not allowed.", line);
  }
  T result = 1;
  for (auto left = static_cast<Bits<T>>(exponent); left != 0; left >>= 1) {
    if (left & 1) result = mul(result, base);
    base = mul(base, base);
  }
  return result;
}

/// `x.astype(T)` of one value: integers wrap; a float that T cannot hold gives the value x86 conversions give.
template <class T, class From> constexpr T to(From value) {
  if constexpr (std::is_floating_point_v<From> && std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    if (value >= From(-0x1p63) && value < From(0x1p63)) return static_cast<T>(static_cast<Int>(value));
    if constexpr (std::is_same_v<T, std::uint64_t>) {
      if (value >= From(0x1p63) && value < From(0x1p64)) return static_cast<T>(value);
    }
    return static_cast<T>(std::numeric_limits<Int>::min());
  } else {
    return static_cast<T>(value);
  }
}

} // namespace py::wrapping

namespace py {

/// In signatures and texts: a T that is a NumPy scalar in Python, where plain `double` is a float and `Int` an int.
template <class T> struct NumPy {
  T value;
};

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void outOfBounds(Int value, const char* type, int line) {
  throw OverflowError("Python integer " + std::to_string(value) + " out of bounds for " + type, line);
}
} // namespace raise

/// The NumPy name of an element type.
template <class T> constexpr const char* type_name() {
  if constexpr (std::is_same_v<T, bool>)
    return "bool";
  else if constexpr (std::is_same_v<T, float>)
    return "float32";
  else if constexpr (std::is_same_v<T, double>)
    return "float64";
  else if constexpr (std::is_same_v<T, std::complex<float>>)
    return "complex64";
  else if constexpr (std::is_same_v<T, std::complex<double>>)
    return "complex128";
  else if constexpr (std::is_same_v<T, std::int8_t>)
    return "int8";
  else if constexpr (std::is_same_v<T, std::int16_t>)
    return "int16";
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return "int32";
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return "int64";
  else if constexpr (std::is_same_v<T, std::uint8_t>)
    return "uint8";
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return "uint16";
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return "uint32";
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return "uint64";
}

/// A Python int stored as a NumPy integer, or a float as an int: raises when it does not fit (NEP 50).
template <std::integral T> T to(Int value, int line = __builtin_LINE()) {
  if constexpr (std::is_same_v<T, bool>)
    return value != 0;
  else if constexpr (std::is_same_v<T, Int>)
    return value;
  else {
    bool good = std::is_same_v<T, std::uint64_t> ? value >= 0 : static_cast<Int>(static_cast<T>(value)) == value;
    if (!good) [[unlikely]]
      raise::outOfBounds(value, type_name<T>(), line);
    return static_cast<T>(value);
  }
}
/// A NumPy integer stored as an element of another signed type.
template <std::signed_integral T, std::integral From> T to(From value, int line = __builtin_LINE()) {
  if constexpr (std::is_same_v<From, std::uint64_t>) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<Int>::max())) [[unlikely]]
      raise::overflow(line);
  }
  return to<T>(static_cast<Int>(value), line);
}
template <std::integral T> T to(double value, int line = __builtin_LINE()) {
  if constexpr (std::is_same_v<T, bool>)
    return value != 0;
  else
    return to<T>(to_int(value, line), line);
}
template <std::floating_point T> constexpr T to(auto value) { return static_cast<T>(value); }

} // namespace py
