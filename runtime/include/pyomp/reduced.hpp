// runtime/include/pyomp/reduced.hpp
//
// Arrays that a construct reduces element by element: each thread has a part of its own, the parts are put together.
#pragma once

#include "array.hpp"
#include "numpy_scalar.hpp"
#include "reduction.hpp"

#include <algorithm>
#include <type_traits>

namespace py {

/// How two elements are put together and what a part starts with, as OpenMP 5.2 section 5.5.5 has it and NumPy
/// computes: ints wrap, `+` and `*` of bools are `or` and `and`. Minima and maxima start with the original's value.
struct Sum {
  template <class T> static T first(T) { return T{0}; }
  template <class T> static void combine(T& out, T in) {
    if constexpr (std::is_same_v<T, bool>) {
      out = out || in;
    } else if constexpr (std::is_integral_v<T>) {
      out = wrapping::add(out, in);
    } else {
      out += in;
    }
  }
};
struct Product {
  template <class T> static T first(T) { return T{1}; }
  template <class T> static void combine(T& out, T in) {
    if constexpr (std::is_same_v<T, bool>) {
      out = out && in;
    } else if constexpr (std::is_integral_v<T>) {
      out = wrapping::mul(out, in);
    } else {
      out *= in;
    }
  }
};
struct Minimum {
  template <class T> static T first(T original) { return original; }
  template <class T> static void combine(T& out, T in) { combine::min(out, in); }
};
struct Maximum {
  template <class T> static T first(T original) { return original; }
  template <class T> static void combine(T& out, T in) { combine::max(out, in); }
};
struct BitAnd {
  template <class T> static T first(T) { return std::is_same_v<T, bool> ? T{1} : static_cast<T>(-1); }
  template <class T> static void combine(T& out, T in) { out = static_cast<T>(out & in); }
};
struct BitOr {
  template <class T> static T first(T) { return T{0}; }
  template <class T> static void combine(T& out, T in) { out = static_cast<T>(out | in); }
};
struct BitXor {
  template <class T> static T first(T) { return T{0}; }
  template <class T> static void combine(T& out, T in) { out = static_cast<T>(out ^ in); }
};
struct And {
  template <class T> static T first(T) { return T{1}; }
  template <class T> static void combine(T& out, T in) { out = static_cast<T>(out != T{0} && in != T{0}); }
};
struct Or {
  template <class T> static T first(T) { return T{0}; }
  template <class T> static void combine(T& out, T in) { out = static_cast<T>(out != T{0} || in != T{0}); }
};

/// The indices of one axis that are reduced: [begin, end).
struct Section {
  Int begin;
  Int end;
};
/// `h[start:stop]` on an axis of `size` elements, as a Python slice means it.
inline Section section(Int start, Int stop, Int size) {
  auto inside = [&](Int bound) { return std::clamp(bound < 0 ? bound + size : bound, Int{0}, size); };
  Section part{inside(start), inside(stop)};
  if (part.end < part.begin) part.end = part.begin;
  return part;
}

/// An array in a `reduction` clause. The construct's variable is the original array under this type; each thread's is
/// an array of its own, which begins with what the operation leaves as it is:
///
///     #pragma omp declare reduction(sum : py::Reduced<py::Sum, double, 1> : omp_out.combine(omp_in)) \
///         initializer(omp_priv = omp_orig.part())
///     py::Reduced<py::Sum, double, 1> h_parts(h);
///     #pragma omp parallel for reduction(sum : h_parts)
///
/// Where a section is reduced, the elements outside of it are shared: a part begins with their values, and what it
/// assigns to them goes to the original.
template <class Op, class T, int N, Layout L = C> class Reduced : public Array<T, N, L> {
 public:
  explicit Reduced(const Array<T, N, L>& original) : Array<T, N, L>(original, original.share()) { takeAll(); }
  explicit Reduced(const View<T, N, L>& original) : Array<T, N, L>(original, nullptr) { takeAll(); }
  template <class Original> Reduced(const Original& original, const Section (&sections)[N]) : Reduced(original) {
    bool whole = true;
    for (int axis = 0; axis < N; ++axis) {
      sections_[axis] = section(sections[axis].begin, sections[axis].end, this->shape(axis));
      whole &= sections_[axis].begin == 0 && sections_[axis].end == this->shape(axis);
    }
    if (!whole) before_ = like(*this);
    if (!whole) forEachIndex([&](auto... i) { before_(i...) = (*this)(i...); });
  }

  /// A thread's own array.
  Reduced part() const {
    Reduced own(*this, like(*this));
    forEachIndex([&](auto... i) { own(i...) = isInside(i...) ? Op::first((*this)(i...)) : before_(i...); });
    return own;
  }
  /// Puts another part into this one, or into the original.
  void combine(const Reduced& part) {
    forEachIndex([&](auto... i) {
      if (isInside(i...)) {
        Op::combine((*this)(i...), part(i...));
      } else if (part(i...) != before_(i...)) {
        (*this)(i...) = part(i...);
      }
    });
  }

 private:
  Reduced(const Reduced& original, const Array<T, N, L>& own) : Array<T, N, L>(own), before_(original.before_) {
    std::copy(original.sections_, original.sections_ + N, sections_);
  }

  void takeAll() {
    for (int axis = 0; axis < N; ++axis) sections_[axis] = {0, this->shape(axis)};
  }
  static Array<T, N, L> like(const View<T, N, L>& array) {
    Int shape[N];
    for (int axis = 0; axis < N; ++axis) shape[axis] = array.shape(axis);
    return py::empty<T>(shape);
  }

  template <class... Index> bool isInside(Index... index) const {
    int axis = 0;
    auto inside = [&](Int i) {
      const Section& part = sections_[axis++];
      return i >= part.begin && i < part.end;
    };
    return before_.data() == nullptr || (inside(index) && ...);
  }
  template <class Visit> void forEachIndex(Visit&& visit) const {
    for (Int i = 0; i < this->shape(0); ++i) {
      if constexpr (N == 1) {
        visit(i);
      } else {
        for (Int j = 0; j < this->shape(1); ++j) {
          if constexpr (N == 2) {
            visit(i, j);
          } else {
            for (Int k = 0; k < this->shape(2); ++k) visit(i, j, k);
          }
        }
      }
    }
  }

  Section sections_[N];
  Array<T, N, L> before_; ///< the original's elements as they were, where a section is reduced
};

} // namespace py
