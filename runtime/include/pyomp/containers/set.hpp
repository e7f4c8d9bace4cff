// runtime/include/pyomp/containers/set.hpp
//
// `set` and `frozenset`: handles of a table that several variables may share. They are gone through in the order of
// insertion, where CPython promises none.
#pragma once

#include "dict.hpp"
#include "ordering.hpp"

#include <compare>
#include <initializer_list>

namespace py {

namespace detail {

template <class T> struct SetBox : Counted {
  HashTable<T, NoValue> table;
};

} // namespace detail

/// What set and frozenset share.
template <class T> class SetBase : public detail::Handle<detail::SetBox<T>> {
 public:
  using Element = T;

  SetBase() = default;
  SetBase(std::initializer_list<T> elements) {
    for (const T& element : elements) insert(element);
  }
  explicit SetBase(detail::SetBox<T>* taken_over) : detail::Handle<detail::SetBox<T>>(taken_over) {}

  Int size() const { return static_cast<Int>(table().size()); }
  bool contains(const T& value) const { return table().find(value) != nullptr; }
  bool isdisjoint(const auto& values) const {
    for (auto&& value : values) {
      if (contains(value)) return false;
    }
    return true;
  }
  bool issubset(const SetBase& other) const {
    if (size() > other.size()) return false;
    for (const T& value : *this) {
      if (!other.contains(value)) return false;
    }
    return true;
  }
  bool issuperset(const SetBase& other) const { return other.issubset(*this); }

  auto begin(int line = __builtin_LINE()) const {
    return detail::TableIterator<detail::SetBox<T>, detail::GetKey>(this->box_, "Set changed size during iteration",
                                                                    line);
  }
  auto end() const { return typename decltype(begin())::End{}; }

  /// For containers that are being made.
  void insert(const T& value) const { table().insert(value); }
  detail::HashTable<T, detail::NoValue>& table() const { return this->box_->table; }

  friend bool operator==(const SetBase& a, const SetBase& b) { return a.size() == b.size() && a.issubset(b); }
  friend bool operator<=(const SetBase& a, const SetBase& b) { return a.issubset(b); }
  friend bool operator<(const SetBase& a, const SetBase& b) { return a.size() < b.size() && a.issubset(b); }
  friend bool operator>=(const SetBase& a, const SetBase& b) { return b <= a; }
  friend bool operator>(const SetBase& a, const SetBase& b) { return b < a; }
  friend std::partial_ordering operator<=>(const SetBase& a, const SetBase& b) { return detail::ordering(a, b); }
};

namespace detail {

/// New sets out of two; `Made` is the type of the left one.
template <class Made> Made united(const Made& a, const auto& b) {
  Made result;
  for (const auto& value : a) result.insert(value);
  for (auto&& value : b) result.insert(value);
  return result;
}
template <class Made> Made intersected(const Made& a, const auto& b) {
  Made result;
  for (auto&& value : b) {
    if (a.contains(value)) result.insert(value);
  }
  return result;
}
template <class Made> Made subtracted(const Made& a, const auto& b) {
  Made gone;
  for (auto&& value : b) gone.insert(value);
  Made result;
  for (const auto& value : a) {
    if (!gone.contains(value)) result.insert(value);
  }
  return result;
}
template <class Made> Made differing(const Made& a, const auto& b) {
  Made other;
  for (auto&& value : b) other.insert(value);
  return united(subtracted(a, other), subtracted(other, a));
}

} // namespace detail

/// A set. Functions that change it are const: the handle stays the same.
template <class T> class Set : public SetBase<T> {
 public:
  using SetBase<T>::SetBase;

  void add(const T& value) const { this->insert(value); }
  void discard(const T& value) const { this->table().erase(value); }
  void remove(const T& value, int line = __builtin_LINE()) const {
    if (!this->table().erase(value)) detail::raiseKey(repr(value), line);
  }
  T pop(int line = __builtin_LINE()) const {
    if (this->size() == 0) detail::raiseEmpty("pop from an empty set", line);
    T value = *this->begin();
    this->table().erase(value);
    return value;
  }
  void clear() const { this->table().clear(); }
  Set copy() const {
    Set result;
    result.table() = this->table();
    return result;
  }
  void update(const auto& values) const {
    Set given = detail::united(Set(), values);
    for (const T& value : given) this->insert(value);
  }
  void intersection_update(const auto& values) const { become(detail::intersected(*this, values)); }
  void difference_update(const auto& values) const { become(detail::subtracted(*this, values)); }
  void symmetric_difference_update(const auto& values) const { become(detail::differing(*this, values)); }
  Set union_(const auto& values) const { return detail::united(*this, values); }
  Set intersection(const auto& values) const { return detail::intersected(*this, values); }
  Set difference(const auto& values) const { return detail::subtracted(*this, values); }
  Set symmetric_difference(const auto& values) const { return detail::differing(*this, values); }

 private:
  void become(const Set& other) const { std::swap(this->table(), other.table()); }
};

/// A set that nothing changes.
template <class T> class FrozenSet : public SetBase<T> {
 public:
  using SetBase<T>::SetBase;

  FrozenSet copy() const { return *this; }
  FrozenSet union_(const auto& values) const { return detail::united(*this, values); }
  FrozenSet intersection(const auto& values) const { return detail::intersected(*this, values); }
  FrozenSet difference(const auto& values) const { return detail::subtracted(*this, values); }
  FrozenSet symmetric_difference(const auto& values) const { return detail::differing(*this, values); }
};

namespace detail {

template <class T> struct HashOf<FrozenSet<T>> {
  static std::uint64_t of(const FrozenSet<T>& set) {
    // The order does not count.
    std::uint64_t hash = 0;
    for (const T& value : set) hash += mixed(HashOf<T>::of(value));
    return mixed(hash);
  }
};

template <class T> Str textOfSet(const auto& set) {
  Str result = "{";
  for (const auto& value : set) {
    if (result.size() > 1) result += ", ";
    result += Repr<T>::of(value);
  }
  return result + "}";
}

} // namespace detail

template <class T> struct Repr<Set<T>> {
  static Str of(const auto& set) { return set.size() == 0 ? Str("set()") : detail::textOfSet<T>(set); }
};
template <class T> struct Repr<FrozenSet<T>> {
  static Str of(const auto& set) {
    return set.size() == 0 ? Str("frozenset()") : "frozenset(" + detail::textOfSet<T>(set) + ")";
  }
};

} // namespace py
