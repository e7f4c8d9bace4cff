// runtime/include/pyomp/containers/tuple.hpp
//
// Tuples whose length is known at run time only: `tuple(values)`.
#pragma once

#include "hash_table.hpp"
#include "list.hpp"

#include <initializer_list>
#include <tuple>
#include <utility>

namespace py {

/// A handle of elements that nobody changes.
template <class T> class Tuple : public List<T> {
 public:
  Tuple() = default;
  Tuple(std::initializer_list<T> elements) : List<T>(elements) {}
  explicit Tuple(detail::ListBox<T>* taken_over) : List<T>(taken_over) {}
  /// The elements of a list that nobody else has.
  explicit Tuple(List<T> elements) : List<T>(std::move(elements)) {}

  T at(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += this->size();
    if (i < 0 || i >= this->size()) detail::raiseIndex("tuple index out of range", line);
    return (*this)[i];
  }
  Int index(const T& value, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const {
    Int first = start < 0 ? std::max<Int>(0, start + this->size()) : start;
    Int last = stop < 0 ? stop + this->size() : std::min(stop, this->size());
    for (Int i = first; i < last; ++i) {
      if (detail::equal((*this)[i], value)) return i;
    }
    raise::valueError("tuple.index(x): x not in tuple", line);
  }
  Tuple slice(const Slice& slice, int line = __builtin_LINE()) const { return Tuple(List<T>::slice(slice, line)); }

  friend Tuple operator+(const Tuple& a, const Tuple& b) {
    return Tuple(static_cast<const List<T>&>(a) + static_cast<const List<T>&>(b));
  }
  friend Tuple operator*(const Tuple& tuple, Int times) { return Tuple(static_cast<const List<T>&>(tuple) * times); }
};

template <class T> struct Repr<Tuple<T>> {
  static Str of(const auto& tuple) {
    Str result = "(";
    for (Int i = 0; i < tuple.size(); ++i) {
      if (i > 0) result += ", ";
      result += Repr<T>::of(tuple[i]);
    }
    return tuple.size() == 1 ? result + ",)" : result + ")";
  }
};

/// `tuple(values)`
template <class R> auto tuple(const R& values) {
  List<std::remove_cvref_t<decltype(*values.begin())>> elements;
  elements.extend(values);
  return Tuple(std::move(elements));
}

namespace detail {
template <class T> struct HashOf<Tuple<T>> {
  static std::uint64_t of(const Tuple<T>& key) {
    auto hash = static_cast<std::uint64_t>(key.size());
    for (Int i = 0; i < key.size(); ++i) hash = mixed(hash * 0x9e3779b97f4a7c15ULL + HashOf<T>::of(key[i]));
    return hash;
  }
};
} // namespace detail

} // namespace py
