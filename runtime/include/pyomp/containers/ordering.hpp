// runtime/include/pyomp/containers/ordering.hpp
//
// `<=>` of values that have Python's `==` and `<`, which std::tuple asks to find the first elements that differ.
#pragma once

#include <compare>

namespace py::detail {

/// Python's tuples go on only behind elements that are equal. Without `<=>` std::tuple goes on where neither is less,
/// which is not the same for objects without `__eq__`, for sets, and for lists with NaN.
template <class T> std::partial_ordering ordering(const T& a, const T& b) {
  if (a == b) return std::partial_ordering::equivalent;
  if (a < b) return std::partial_ordering::less;
  return b < a ? std::partial_ordering::greater : std::partial_ordering::unordered;
}

} // namespace py::detail
