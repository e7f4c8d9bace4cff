// runtime/include/pyomp/hoisted.hpp
//
// One loop nest in the source, two in the machine code: without tests where they were proved before it, exact
// otherwise.
#pragma once

#include "jammed.hpp"
#include "numpy_scalar.hpp"
#include "raised.hpp"
#include "view.hpp"

#include <utility>

namespace py {

template <class T> class List;

/// What the loop body uses where the conditions hold: nothing is tested, nothing raises.
struct Proved {
  static constexpr bool Raises = false;

  template <class Array, class... Indices>
  [[gnu::always_inline]] auto& operator()(const Array& array, Indices... indices) const {
    return array(indices...);
  }
  template <class T> [[gnu::always_inline]] T& place(const List<T>& list, Int i) const { return list(i); }
  template <class Array> [[gnu::always_inline]] auto row(const Array& array, Int i) const { return array.row(i); }
  Int add(Int a, Int b) const { return a + b; }
  Int sub(Int a, Int b) const { return a - b; }
  Int mul(Int a, Int b) const { return a * b; }
  Int square(Int a) const { return a * a; }
  Int neg(Int a) const { return -a; }
  Int abs(Int a) const { return proved::abs(a); }
  auto floordiv(auto a, auto b) const { return proved::floordiv(a, b); }
  auto mod(auto a, auto b) const { return proved::mod(a, b); }
  Int shl(Int a, Int count) const { return proved::shl(a, count); }
  Int shr(Int a, Int count) const { return proved::shr(a, count); }
  Int pow(Int base, Int exponent) const { return proved::pow(base, exponent); }
  double div(double a, double b) const { return a / b; }
  template <class T> T to(auto value) const { return static_cast<T>(value); }
  /// Tells clang what py::apart has found.
  template <class Updated, class... Read>
  [[gnu::always_inline]] void apart(const Updated& updated, const Read&... read) const {
    (detail::assumeApart(updated.data(), read.data()), ...);
  }
  template <class Body>
  [[gnu::always_inline]] void jammed(Interval rows, Interval middle, Interval inner, Body&& body) const {
    detail::jam(rows, middle, inner, body);
  }
  template <class Body> [[gnu::always_inline]] void jammed(Interval middle, Interval inner, Body&& body) const {
    detail::jamRows<1>(0, middle, inner, [&](Int, Int k, Int j) __attribute__((always_inline)) { body(k, j); });
  }
  template <class R, class Body> [[gnu::always_inline]] void guard(R&, Int, Body&& body) const { body(); }
  template <class R, std::size_t N, class Body>
  [[gnu::always_inline]] void guard(R&, const Int (&)[N], Body&& body) const {
    body();
  }
  template <class R, class Body> [[gnu::always_inline]] void guard(R&, Body&& body) const { body(); }
  template <class R, class Body> [[gnu::always_inline]] void guard_in(R&, Int, Body&& body) const { body(); }
};

/// What the loop body uses otherwise: Python's own tests.
struct Tested {
  static constexpr bool Raises = true;

  template <class T, Layout L> T& operator()(const View<T, 1, L>& array, Int i, int line = __builtin_LINE()) const {
    return array.at(i, line);
  }
  template <class T, Layout L>
  T& operator()(const View<T, 2, L>& array, Int i, Int j, int line = __builtin_LINE()) const {
    return array.at(i, j, line);
  }
  template <class T, Layout L>
  T& operator()(const View<T, 3, L>& array, Int i, Int j, Int k, int line = __builtin_LINE()) const {
    return array.at(i, j, k, line);
  }
  template <class T> T& operator()(const List<T>& list, Int i, int line = __builtin_LINE()) const {
    return list.at(i, line);
  }
  /// `xs[i]` that is assigned.
  template <class T> T& place(const List<T>& list, Int i, int line = __builtin_LINE()) const {
    return list.place(i, line);
  }
  template <class T, int N, Layout L> auto row(const View<T, N, L>& array, Int i, int line = __builtin_LINE()) const {
    return array.row_at(i, line);
  }
  Int add(Int a, Int b, int line = __builtin_LINE()) const { return py::add(a, b, line); }
  Int sub(Int a, Int b, int line = __builtin_LINE()) const { return py::sub(a, b, line); }
  Int mul(Int a, Int b, int line = __builtin_LINE()) const { return py::mul(a, b, line); }
  Int square(Int a, int line = __builtin_LINE()) const { return py::square(a, line); }
  Int neg(Int a, int line = __builtin_LINE()) const { return py::neg(a, line); }
  Int abs(Int a, int line = __builtin_LINE()) const { return py::abs(a, line); }
  auto floordiv(auto a, auto b, int line = __builtin_LINE()) const { return py::floordiv(a, b, line); }
  auto mod(auto a, auto b, int line = __builtin_LINE()) const { return py::mod(a, b, line); }
  Int shl(Int a, Int count, int line = __builtin_LINE()) const { return py::shl(a, count, line); }
  Int shr(Int a, Int count, int line = __builtin_LINE()) const { return py::shr(a, count, line); }
  Int pow(Int base, Int exponent, int line = __builtin_LINE()) const { return py::pow(base, exponent, line); }
  double div(double a, double b, int line = __builtin_LINE()) const { return py::div(a, b, line); }
  template <class T> T to(auto value, int line = __builtin_LINE()) const { return py::to<T>(value, line); }
  template <class... Arrays> void apart(const Arrays&...) const {}
  template <class Body> void jammed(Interval rows, Interval middle, Interval inner, Body&& body) const {
    for (Int i = rows.first; i < rows.end; ++i) {
      for (Int k = middle.first; k < middle.end; ++k) {
        for (Int j = inner.first; j < inner.end; ++j) body(i, k, j);
      }
    }
  }
  template <class Body> void jammed(Interval middle, Interval inner, Body&& body) const {
    for (Int k = middle.first; k < middle.end; ++k) {
      for (Int j = inner.first; j < inner.end; ++j) body(k, j);
    }
  }
  template <class R, class Body> void guard(R& raised, Int order, Body&& body) const { raised.guard(order, body); }
  template <class R, std::size_t N, class Body> void guard(R& raised, const Int (&orders)[N], Body&& body) const {
    raised.guard(orders, body);
  }
  template <class Body> void guard(Kept& kept, Body&& body) const { kept.guard(body); }
  template <class R, class Body> void guard(R& raised, Body&& body, int line = __builtin_LINE()) const {
    raised.guard(body, line);
  }
  template <class R, class Body> void guard_in(R& raised, Int part, Body&& body, int line = __builtin_LINE()) const {
    raised.guard_in(part, body, line);
  }
};

/// Runs `loop`, a generic lambda over Proved or Tested, as `proved` says.
template <class Loop> [[gnu::always_inline]] inline void hoisted(bool proved, Loop&& loop) {
  if (proved) [[likely]] {
    loop(Proved{});
  } else {
    loop(Tested{});
  }
}

} // namespace py
