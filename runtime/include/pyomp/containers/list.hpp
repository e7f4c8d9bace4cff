// runtime/include/pyomp/containers/list.hpp
//
// `list`: a handle of a vector that several variables may share.
#pragma once

#include "../text/repr.hpp"
#include "box.hpp"
#include "ordering.hpp"
#include "slice.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace py {

namespace detail {

/// A bool in a vector that has addresses.
struct BoolCell {
  bool value = false;
  BoolCell() = default;
  BoolCell(bool given) : value(given) {} // NOLINT: a bool is one
};
template <class T> struct CellOf {
  using type = T;
  static T& value(T& cell) { return cell; }
};
template <> struct CellOf<bool> {
  using type = BoolCell;
  static bool& value(BoolCell& cell) { return cell.value; }
};

template <class T> struct ListBox : Counted {
  std::vector<typename CellOf<T>::type> items;
};

[[noreturn, gnu::cold]] PYOMP_APART void raiseIndex(const char* text, int line) { throw IndexError(text, line); }
[[noreturn, gnu::cold]] PYOMP_APART void raiseValue(Str text, int line) { throw ValueError(text.utf8(), line); }

/// Equal as Python's `==` says, for elements of one type; NaN is equal to itself where it is the same object, which
/// numbers in a compiled container are not.
template <class T> bool equal(const T& a, const T& b) { return a == b; }

/// Python's `<` of elements: of floats with NaN nothing is less.
template <class T> bool less(const T& a, const T& b) { return a < b; }

/// Sorts and keeps the order of equal elements: runs of a few by insertion, then merged pair by pair.
template <class Cell> void mergeSort(std::vector<Cell>& cells, const auto& before) {
  constexpr std::size_t Run = 24;
  std::size_t size = cells.size();
  for (std::size_t first = 0; first < size; first += Run) {
    for (std::size_t i = first + 1; i < std::min(first + Run, size); ++i) {
      Cell cell = std::move(cells[i]);
      std::size_t place = i;
      for (; place > first && before(cell, cells[place - 1]); --place) cells[place] = std::move(cells[place - 1]);
      cells[place] = std::move(cell);
    }
  }
  std::vector<Cell> merged(size > Run ? size : 0);
  for (std::size_t width = Run; width < size; width *= 2) {
    for (std::size_t first = 0; first < size; first += 2 * width) {
      std::size_t middle = std::min(first + width, size);
      std::size_t last = std::min(first + 2 * width, size);
      std::size_t left = first;
      std::size_t right = middle;
      for (std::size_t to = first; to < last; ++to) {
        bool from_right = left == middle || (right < last && before(cells[right], cells[left]));
        merged[to] = std::move(cells[from_right ? right++ : left++]);
      }
    }
    cells.swap(merged);
  }
}

/// The count of elements that memory has room for.
template <class T> std::size_t checkedCount(Int count, Int times, int line) {
  Int total = 0;
  if (__builtin_mul_overflow(count, times, &total) || total > PTRDIFF_MAX / static_cast<Int>(sizeof(T))) {
    raise::memoryError(line);
  }
  return static_cast<std::size_t>(total);
}

} // namespace detail

/// A list. Functions that change it are const: the handle stays the same.
template <class T> class List : public detail::Handle<detail::ListBox<T>> {
  using Base = detail::Handle<detail::ListBox<T>>;
  using Cells = detail::CellOf<T>;
  using Items = std::vector<typename Cells::type>;

 public:
  using Element = T;

  List() = default;
  List(std::initializer_list<T> elements) { items().assign(elements.begin(), elements.end()); }
  explicit List(detail::ListBox<T>* taken_over) : Base(taken_over) {}

  Int size() const { return static_cast<Int>(items().size()); }
  T& operator[](Int i) const { return Cells::value(items()[static_cast<std::size_t>(i)]); }
  T& operator()(Int i) const { return (*this)[i]; }
  /// Whether every index of the range is inside; an empty range is.
  bool covers(Int begin, Int end) const { return begin >= end || (begin >= 0 && end <= size()); }
  /// `xs[i]`
  T& at(Int i, int line = __builtin_LINE()) const {
    Int count = size();
    if (static_cast<std::uint64_t>(i) >= static_cast<std::uint64_t>(count)) [[unlikely]] {
      i += count;
      if (static_cast<std::uint64_t>(i) >= static_cast<std::uint64_t>(count)) {
        detail::raiseIndex("list index out of range", line);
      }
    }
    return (*this)[i];
  }
  /// `xs[i]` that is assigned.
  T& place(Int i, int line = __builtin_LINE()) const {
    Int count = size();
    if (static_cast<std::uint64_t>(i) >= static_cast<std::uint64_t>(count)) [[unlikely]] {
      i += count;
      if (static_cast<std::uint64_t>(i) >= static_cast<std::uint64_t>(count)) {
        detail::raiseIndex("list assignment index out of range", line);
      }
    }
    return (*this)[i];
  }

  void append(T value) const { items().push_back(std::move(value)); }
  void clear() const { items().clear(); }
  List copy() const { return slice({none, none}); }
  [[gnu::noinline]] Int count(const T& value) const {
    Int found = 0;
    for (Int i = 0; i < size(); ++i) found += detail::equal((*this)[i], value) ? 1 : 0;
    return found;
  }
  bool contains(const T& value) const { return find(value, 0, size()) >= 0; }
  [[gnu::noinline]] Int index(const T& value, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const {
    auto bounded = [&](Int place) { return place < 0 ? std::max<Int>(0, place + size()) : std::min(place, size()); };
    Int found = find(value, bounded(start), bounded(stop));
    if (found < 0) detail::raiseValue(repr(value) + " is not in list", line);
    return found;
  }
  template <class Values> void extend(const Values& values) const {
    if constexpr (std::is_same_v<Values, List>) {
      // xs.extend(xs) takes what there is at first.
      std::size_t count = values.items().size();
      items().reserve(
          std::max(items().size() + count, count == 0 ? 0 : std::min(2 * items().size(), items().max_size())));
      for (std::size_t i = 0; i < count; ++i) items().push_back(values.items()[i]);
    } else {
      for (auto&& value : values) items().push_back(T(value));
    }
  }
  [[gnu::noinline]] void insert(Int i, T value) const {
    if (i < 0) i = std::max<Int>(0, i + size());
    items().insert(items().begin() + std::min(i, size()), std::move(value));
  }
  T pop(Int i = -1, int line = __builtin_LINE()) const {
    if (items().empty()) detail::raiseIndex("pop from empty list", line);
    if (i < 0) i += size();
    if (i < 0 || i >= size()) detail::raiseIndex("pop index out of range", line);
    T value = std::move((*this)[i]);
    items().erase(items().begin() + i);
    return value;
  }
  [[gnu::noinline]] void remove(const T& value, int line = __builtin_LINE()) const {
    Int found = find(value, 0, size());
    if (found < 0) detail::raiseValue("list.remove(x): x not in list", line);
    items().erase(items().begin() + found);
  }
  [[gnu::noinline]] void reverse() const { std::reverse(items().begin(), items().end()); }
  /// Stable, as Python's; `reverse` keeps the order of equal elements too.
  [[gnu::noinline]] void sort(bool reverse = false) const {
    auto value = [](const auto& cell) -> const T& { return Cells::value(const_cast<typename Cells::type&>(cell)); };
    auto before = [&](const auto& a, const auto& b) {
      return reverse ? detail::less(value(b), value(a)) : detail::less(value(a), value(b));
    };
    if constexpr (std::is_arithmetic_v<T> && !std::is_floating_point_v<T>) {
      std::sort(items().begin(), items().end(), before);
    } else {
      detail::mergeSort(items(), before);
    }
  }

  [[gnu::noinline]] List slice(const Slice& slice, int line = __builtin_LINE()) const {
    Slice::Places places = slice.of(size(), line);
    List result;
    result.items().reserve(static_cast<std::size_t>(places.count));
    Int place = places.start;
    for (Int i = 0; i < places.count; ++i, place += places.step) {
      result.items().push_back(items()[static_cast<std::size_t>(place)]);
    }
    return result;
  }
  /// `xs[slice] = values`
  template <class Values> void assign(const Slice& slice, const Values& values, int line = __builtin_LINE()) const {
    List given;
    given.extend(values);
    Slice::Places places = slice.of(size(), line);
    if (slice.hasStep()) {
      if (given.size() != places.count) {
        detail::raiseValue(
            text("attempt to assign sequence of size ", given.size(), " to extended slice of size ", places.count),
            line);
      }
      for (Int i = 0; i < places.count; ++i) (*this)[places.start + i * places.step] = given[i];
      return;
    }
    auto first = items().begin() + places.start;
    items().insert(items().erase(first, first + places.count), given.items().begin(), given.items().end());
  }
  /// `del xs[i]`
  [[gnu::noinline]] void erase(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += size();
    if (i < 0 || i >= size()) detail::raiseIndex("list assignment index out of range", line);
    items().erase(items().begin() + i);
  }
  [[gnu::noinline]] void erase(const Slice& slice, int line = __builtin_LINE()) const {
    Slice::Places places = slice.of(size(), line);
    if (places.step < 0) places = {places.start + (places.count - 1) * places.step, places.count, -places.step};
    Int kept = places.start;
    for (Int i = places.start; i < size(); ++i) {
      Int distance = i - places.start;
      bool gone = distance % places.step == 0 && distance / places.step < places.count;
      if (!gone) items()[static_cast<std::size_t>(kept++)] = std::move(items()[static_cast<std::size_t>(i)]);
    }
    if (places.count > 0) items().resize(static_cast<std::size_t>(kept));
  }
  /// `xs *= n`
  [[gnu::noinline]] void repeat(Int times, int line = __builtin_LINE()) const {
    Int count = size();
    items().reserve(detail::checkedCount<T>(count, std::max<Int>(0, times), line));
    if (times <= 0) items().clear();
    for (Int round = 1; round < times; ++round) {
      for (Int i = 0; i < count; ++i) items().push_back(items()[static_cast<std::size_t>(i)]);
    }
  }

  friend List operator+(const List& a, const List& b) { return joined(a, b); }
  [[gnu::noinline]] static List joined(const List& a, const List& b) {
    List result;
    result.items().reserve(a.items().size() + b.items().size());
    result.items().insert(result.items().end(), a.items().begin(), a.items().end());
    result.items().insert(result.items().end(), b.items().begin(), b.items().end());
    return result;
  }
  friend List operator*(const List& list, Int times) {
    List result = list.copy();
    result.repeat(times);
    return result;
  }
  friend bool operator==(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    for (Int i = 0; i < a.size(); ++i) {
      if (!detail::equal(a[i], b[i])) return false;
    }
    return true;
  }
  // Decided by the first elements that differ, else by the lengths.
  friend bool operator<(const List& a, const List& b) {
    Int i = firstDifference(a, b);
    return i < a.size() && i < b.size() ? detail::less(a[i], b[i]) : a.size() < b.size();
  }
  friend bool operator<=(const List& a, const List& b) {
    Int i = firstDifference(a, b);
    return i < a.size() && i < b.size() ? a[i] <= b[i] : a.size() <= b.size();
  }
  friend bool operator>(const List& a, const List& b) { return b < a; }
  friend bool operator>=(const List& a, const List& b) { return b <= a; }
  friend std::partial_ordering operator<=>(const List& a, const List& b) { return detail::ordering(a, b); }

  /// Goes by the place, so that a list may be changed while a loop goes over it, with CPython's result.
  class Iterator {
   public:
    explicit Iterator(detail::ListBox<T>* box) : box_(box) {}
    T& operator*() const { return Cells::value(box_->items[place_]); }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    struct End {};
    bool operator==(End) const { return place_ >= box_->items.size(); }

   private:
    detail::ListBox<T>* box_;
    std::size_t place_ = 0;
  };
  Iterator begin() const { return Iterator(this->box_); }
  typename Iterator::End end() const { return {}; }

  Items& items() const { return this->box_->items; }

 private:
  [[gnu::noinline]] Int find(const T& value, Int start, Int stop) const {
    for (Int i = start; i < stop && i < size(); ++i) {
      if (detail::equal((*this)[i], value)) return i;
    }
    return -1;
  }
  [[gnu::noinline]] static Int firstDifference(const List& a, const List& b) {
    Int i = 0;
    while (i < a.size() && i < b.size() && detail::equal(a[i], b[i])) ++i;
    return i;
  }
};

template <class T> struct Repr<List<T>> {
  static Str of(const auto& list) {
    Str result = "[";
    for (Int i = 0; i < list.size(); ++i) {
      if (i > 0) result += ", ";
      result += Repr<T>::of(list[i]);
    }
    return result + "]";
  }
};

/// Whether a list has as many elements as it is taken apart into.
template <class T> void check_unpack(const List<T>& list, Int wanted, int line = __builtin_LINE()) {
  if (list.size() == wanted) return;
  if (list.size() > wanted) detail::raiseValue(text("too many values to unpack (expected ", wanted, ")"), line);
  detail::raiseValue(text("not enough values to unpack (expected ", wanted, ", got ", list.size(), ")"), line);
}
/// The same where one of the targets takes what the others leave.
template <class T> void check_unpack_rest(const List<T>& list, Int wanted, int line = __builtin_LINE()) {
  if (list.size() >= wanted) return;
  detail::raiseValue(text("not enough values to unpack (expected at least ", wanted, ", got ", list.size(), ")"), line);
}
/// `t[i]` of a tuple whose elements are of one type, here in a list.
template <class T> T tuple_at(const List<T>& elements, Int i, int line = __builtin_LINE()) {
  if (i < -elements.size() || i >= elements.size()) detail::raiseIndex("tuple index out of range", line);
  return elements.at(i);
}

// Those of most programs.
PYOMP_INSTANCE(class List<bool>);
PYOMP_INSTANCE(class List<Int>);
PYOMP_INSTANCE(class List<double>);
PYOMP_INSTANCE(class List<Str>);

} // namespace py
