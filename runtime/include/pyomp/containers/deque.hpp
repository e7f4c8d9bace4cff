// runtime/include/pyomp/containers/deque.hpp
//
// `collections.deque`: a handle of a queue with two ends that several variables may share.
#pragma once

#include "list.hpp"
#include "ordering.hpp"

#include <algorithm>
#include <compare>
#include <deque>
#include <initializer_list>
#include <optional>
#include <utility>

namespace py {

namespace detail {

template <class T> struct DequeBox : Counted {
  std::deque<typename CellOf<T>::type> items;
  Int limit = -1;  ///< `maxlen`; negative: none
  Int changes = 0; ///< of its size
};

[[noreturn, gnu::cold]] PYOMP_APART void raiseDequeChanged(int line) {
  throw RuntimeError("deque mutated during iteration", line);
}

} // namespace detail

/// A deque. Functions that change it are const: the handle stays the same.
template <class T> class Deque : public detail::Handle<detail::DequeBox<T>> {
  using Base = detail::Handle<detail::DequeBox<T>>;
  using Cells = detail::CellOf<T>;

 public:
  using Element = T;

  Deque() = default;
  Deque(std::initializer_list<T> elements) { items().assign(elements.begin(), elements.end()); }
  explicit Deque(detail::DequeBox<T>* taken_over) : Base(taken_over) {}

  Int size() const { return static_cast<Int>(items().size()); }
  T& operator[](Int i) const { return Cells::value(items()[static_cast<std::size_t>(i)]); }
  /// `d[i]`, read and assigned
  T& at(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += size();
    if (i < 0 || i >= size()) detail::raiseIndex("deque index out of range", line);
    return (*this)[i];
  }
  T& place(Int i, int line = __builtin_LINE()) const { return at(i, line); }

  std::optional<Int> maxlen() const { return this->box_->limit < 0 ? std::nullopt : std::optional(this->box_->limit); }

  void append(T value) const {
    items().push_back(std::move(value));
    if (this->box_->limit >= 0 && size() > this->box_->limit) items().pop_front();
    changed();
  }
  void appendleft(T value) const {
    items().push_front(std::move(value));
    if (this->box_->limit >= 0 && size() > this->box_->limit) items().pop_back();
    changed();
  }
  T pop(int line = __builtin_LINE()) const {
    if (items().empty()) detail::raiseIndex("pop from an empty deque", line);
    T value = std::move(Cells::value(items().back()));
    items().pop_back();
    changed();
    return value;
  }
  T popleft(int line = __builtin_LINE()) const {
    if (items().empty()) detail::raiseIndex("pop from an empty deque", line);
    T value = std::move(Cells::value(items().front()));
    items().pop_front();
    changed();
    return value;
  }
  void clear() const {
    items().clear();
    changed();
  }
  Deque copy() const {
    Deque result;
    result.items() = items();
    result.box_->limit = this->box_->limit;
    return result;
  }
  template <class Values> void extend(const Values& values) const {
    if constexpr (std::is_same_v<Values, Deque>) {
      if (this->is(values)) return extend(values.copy());
    }
    for (auto&& value : values) append(T(value));
  }
  template <class Values> void extendleft(const Values& values) const {
    if constexpr (std::is_same_v<Values, Deque>) {
      if (this->is(values)) return extendleft(values.copy());
    }
    for (auto&& value : values) appendleft(T(value));
  }
  void rotate(Int steps = 1) const {
    Int count = size();
    if (count < 2) return;
    steps %= count;
    if (steps < 0) steps += count;
    std::rotate(items().begin(), items().end() - steps, items().end());
    changed();
  }
  void reverse() const { std::reverse(items().begin(), items().end()); }
  Int count(const T& value) const {
    Int found = 0;
    for (Int i = 0; i < size(); ++i) found += detail::equal((*this)[i], value) ? 1 : 0;
    return found;
  }
  bool contains(const T& value) const { return find(value, 0, size()) >= 0; }
  Int index(const T& value, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const {
    auto bounded = [&](Int place) { return place < 0 ? std::max<Int>(0, place + size()) : std::min(place, size()); };
    Int found = find(value, bounded(start), bounded(stop));
    if (found < 0) detail::raiseValue(repr(value) + " is not in deque", line);
    return found;
  }
  void remove(const T& value, int line = __builtin_LINE()) const {
    Int found = find(value, 0, size());
    if (found < 0) detail::raiseValue(repr(value) + " is not in deque", line);
    items().erase(items().begin() + found);
    changed();
  }
  void insert(Int i, T value, int line = __builtin_LINE()) const {
    if (this->box_->limit >= 0 && size() >= this->box_->limit) {
      detail::raiseIndex("deque already at its maximum size", line);
    }
    if (i < 0) i = std::max<Int>(0, i + size());
    items().insert(items().begin() + std::min(i, size()), std::move(value));
    changed();
  }
  /// `del d[i]`
  void erase(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += size();
    if (i < 0 || i >= size()) detail::raiseIndex("deque index out of range", line);
    items().erase(items().begin() + i);
    changed();
  }

  friend bool operator==(const Deque& a, const Deque& b) {
    return a.size() == b.size() && firstDifference(a, b) == a.size();
  }
  friend bool operator<(const Deque& a, const Deque& b) {
    Int i = firstDifference(a, b);
    return i < a.size() && i < b.size() ? detail::less(a[i], b[i]) : a.size() < b.size();
  }
  friend std::partial_ordering operator<=>(const Deque& a, const Deque& b) { return detail::ordering(a, b); }

  class Iterator {
   public:
    Iterator(detail::DequeBox<T>* box, int line) : box_(box), changes_(box->changes), line_(line) {}
    T& operator*() const { return Cells::value(box_->items[place_]); }
    Iterator& operator++() {
      ++place_;
      if (box_->changes != changes_) [[unlikely]]
        detail::raiseDequeChanged(line_);
      return *this;
    }
    struct End {};
    bool operator==(End) const { return place_ >= box_->items.size(); }

   private:
    detail::DequeBox<T>* box_;
    std::size_t place_ = 0;
    Int changes_;
    int line_;
  };
  Iterator begin(int line = __builtin_LINE()) const { return {this->box_, line}; }
  typename Iterator::End end() const { return {}; }

  std::deque<typename Cells::type>& items() const { return this->box_->items; }

 private:
  void changed() const { ++this->box_->changes; }
  Int find(const T& value, Int start, Int stop) const {
    for (Int i = start; i < stop && i < size(); ++i) {
      if (detail::equal((*this)[i], value)) return i;
    }
    return -1;
  }
  static Int firstDifference(const Deque& a, const Deque& b) {
    Int i = 0;
    while (i < a.size() && i < b.size() && detail::equal(a[i], b[i])) ++i;
    return i;
  }
};

template <class T> struct Repr<Deque<T>> {
  static Str of(const auto& deque) {
    Str result = "deque([";
    for (Int i = 0; i < deque.size(); ++i) {
      if (i > 0) result += ", ";
      result += Repr<T>::of(deque[i]);
    }
    Int limit = deque.box()->limit;
    return limit < 0 ? result + "])" : result + "], maxlen=" + repr(limit) + ")";
  }
};

/// `deque(values, maxlen)`
template <class R> auto deque(const R& values) {
  Deque<std::remove_cvref_t<decltype(*values.begin())>> result;
  result.extend(values);
  return result;
}
template <class R> auto deque(const R& values, Int limit, int line = __builtin_LINE()) {
  if (limit < 0) raise::valueError("maxlen must be non-negative", line);
  Deque<std::remove_cvref_t<decltype(*values.begin())>> result;
  result.box()->limit = limit;
  result.extend(values);
  return result;
}

} // namespace py
