// runtime/include/pyomp/view.hpp
//
// An array somebody else owns: pointer, shape and, where they do not follow from the shape, strides.
#pragma once

#include "exceptions.hpp"

#include <cstddef>

namespace py {

/// What is known about strides when compiling.
enum class Layout : bool {
  C,      ///< C order: each stride is the product of the extents behind it
  Strided ///< any strides
};
inline constexpr Layout C = Layout::C;
inline constexpr Layout Strided = Layout::Strided;

namespace detail {
template <int N, Layout L> struct Strides {
  Int stride[N]; ///< in elements
};
template <int N> struct Strides<N, Layout::C> {};

#ifdef __x86_64__
// For rare calls inside loops: the callee saves the registers, so that the loop keeps its own. Such a function must not
// throw: unwinding gives back only the registers that every callee saves.
#define PYOMP_KEEPS_REGISTERS __attribute__((preserve_most))
#else
#define PYOMP_KEEPS_REGISTERS
#endif
/// The place of an index that counts from the end, or a negative number when it is outside.
PYOMP_KEEPS_REGISTERS PYOMP_APART Int placeFromEnd(Int index, Int size) noexcept {
  return index >= 0 ? -1 : index + size;
}
#undef PYOMP_KEEPS_REGISTERS

/// The place that a Python index means; negative ones count from the end. One comparison where it is not negative.
[[gnu::always_inline]] inline Int place(Int index, Int size, int axis, int line) {
  if (static_cast<std::uint64_t>(index) < static_cast<std::uint64_t>(size)) [[likely]]
    return index;
  Int from_end = placeFromEnd(index, size);
  if (from_end < 0) [[unlikely]]
    raise::index(index, axis, size, line);
  return from_end;
}
/// Whether a loop over [begin, end) touches only 0 .. size-1; an empty one touches nothing.
inline bool covered(Int begin, Int end, Int size) { return begin >= end || (begin >= 0 && end <= size); }
} // namespace detail

/// N-dimensional array of T, const T for one whose elements are only read. Trivially copyable, so that a region takes
/// it firstprivate and keeps it in registers. `a(i, j)` is the element without any test, `a.at(i, j)` exactly Python's;
/// `a.row(i)` and `a.row_at(i)` are the same for `a[i]` of an array with more axes.
template <class T, int N, Layout L = C> class View : detail::Strides<N, L> {
  static_assert(N >= 1);

 public:
  using Element = T;
  static constexpr int Dimensions = N;

  View() = default;
  View(T* data, const Int (&shape)[N])
    requires(L == C)
      : data_(data) {
    for (int axis = 0; axis < N; ++axis) shape_[axis] = shape[axis];
  }
  View(T* data, const Int (&shape)[N], const Int (&strides)[N])
    requires(L == Strided)
      : data_(data) {
    for (int axis = 0; axis < N; ++axis) {
      shape_[axis] = shape[axis];
      this->stride[axis] = strides[axis];
    }
  }
  /// Forgets that elements may be written, or that the order is C's.
  template <class U, Layout M>
    requires(std::is_convertible_v<U (*)[], T (*)[]> && (M == L || L == Strided))
  View(const View<U, N, M>& other) : data_(other.data()) { // NOLINT: implicit as from T* to const T*
    for (int axis = 0; axis < N; ++axis) {
      shape_[axis] = other.shape(axis);
      if constexpr (L == Strided) this->stride[axis] = other.strideOf(axis);
    }
  }

  T* data() const { return data_; }
  Int shape(int axis) const { return shape_[axis]; }
  Int size() const {
    Int product = 1;
    for (Int extent : shape_) product *= extent;
    return product;
  }
  /// Elements between neighbours along an axis.
  Int strideOf(int axis) const {
    if constexpr (L == Strided) {
      return this->stride[axis];
    } else {
      Int stride = 1;
      for (int behind = axis + 1; behind < N; ++behind) stride *= shape_[behind];
      return stride;
    }
  }

  T& operator()(Int i) const
    requires(N == 1)
  {
    return data_[L == C ? i : i * strideOf(0)];
  }
  T& operator()(Int i, Int j) const
    requires(N == 2)
  {
    return data_[i * strideOf(0) + (L == C ? j : j * strideOf(1))];
  }
  T& operator()(Int i, Int j, Int k) const
    requires(N == 3)
  {
    if constexpr (L == C) return data_[(i * shape_[1] + j) * shape_[2] + k];
    return data_[i * strideOf(0) + j * strideOf(1) + k * strideOf(2)];
  }

  T& at(Int i, int line = __builtin_LINE()) const
    requires(N == 1)
  {
    return (*this)(detail::place(i, shape_[0], 0, line));
  }
  T& at(Int i, Int j, int line = __builtin_LINE()) const
    requires(N == 2)
  {
    return (*this)(detail::place(i, shape_[0], 0, line), detail::place(j, shape_[1], 1, line));
  }
  T& at(Int i, Int j, Int k, int line = __builtin_LINE()) const
    requires(N == 3)
  {
    return (*this)(detail::place(i, shape_[0], 0, line), detail::place(j, shape_[1], 1, line),
                   detail::place(k, shape_[2], 2, line));
  }

  View<T, N - 1, L> row(Int i) const
    requires(N > 1)
  {
    Int shape[N - 1];
    for (int axis = 1; axis < N; ++axis) shape[axis - 1] = shape_[axis];
    T* data = data_ + i * strideOf(0);
    if constexpr (L == C) {
      return {data, shape};
    } else {
      Int strides[N - 1];
      for (int axis = 1; axis < N; ++axis) strides[axis - 1] = this->stride[axis];
      return {data, shape, strides};
    }
  }
  View<T, N - 2, L> row(Int i, Int j) const
    requires(N > 2)
  {
    return row(i).row(j);
  }
  View<T, N - 1, L> row_at(Int i, int line = __builtin_LINE()) const
    requires(N > 1)
  {
    return row(detail::place(i, shape_[0], 0, line));
  }
  View<T, N - 2, L> row_at(Int i, Int j, int line = __builtin_LINE()) const
    requires(N > 2)
  {
    return row(detail::place(i, shape_[0], 0, line)).row(detail::place(j, shape_[1], 1, line));
  }

  /// Whether every index of the ranges [begin, end), one an axis, is inside; further axes are not looked at. Empty
  /// ranges are. Bounds are computed with py::saturated where they might overflow.
  bool covers(Int begin0, Int end0) const { return detail::covered(begin0, end0, shape_[0]); }
  bool covers(Int begin0, Int end0, Int begin1, Int end1) const
    requires(N >= 2)
  {
    return covers(begin0, end0) && detail::covered(begin1, end1, shape_[1]);
  }
  bool covers(Int begin0, Int end0, Int begin1, Int end1, Int begin2, Int end2) const
    requires(N >= 3)
  {
    return covers(begin0, end0, begin1, end1) && detail::covered(begin2, end2, shape_[2]);
  }

  /// The elements along the only axis.
  class Iterator {
   public:
    Iterator(T* element, Int stride) : element_(element), stride_(stride) {}
    T& operator*() const { return *element_; }
    Iterator& operator++() {
      element_ += stride_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return element_ == other.element_; }

   private:
    T* element_;
    Int stride_;
  };
  Iterator begin() const
    requires(N == 1)
  {
    return {data_, strideOf(0)};
  }
  Iterator end() const
    requires(N == 1)
  {
    return {data_ + shape_[0] * strideOf(0), strideOf(0)};
  }

 private:
  T* data_ = nullptr;
  Int shape_[N] = {};
};

/// The place that a Python index means on an axis of `size` elements; raises IndexError.
inline Int place(Int index, Int size, Int axis, int line = __builtin_LINE()) {
  return detail::place(index, size, static_cast<int>(axis), line);
}
/// Where a slice that begins with `start` begins on an axis of `size` elements (Python 3.11 reference, section 3.3.7).
inline Int slice_start(Int start, Int size) {
  if (start < 0) start += size;
  return start < 0 ? 0 : start > size ? size : start;
}

/// Whether two arrays have the same shape.
template <class T, Layout L, class U, Layout M, int N> bool same_shape(const View<T, N, L>& a, const View<U, N, M>& b) {
  for (int axis = 0; axis < N; ++axis) {
    if (a.shape(axis) != b.shape(axis)) return false;
  }
  return true;
}

} // namespace py
