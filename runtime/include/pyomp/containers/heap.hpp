// runtime/include/pyomp/containers/heap.hpp
//
// Lists that are kept in an order: `heapq` and `bisect`, with CPython's place for every element.
#pragma once

#include "itertools.hpp"
#include "list.hpp"

#include <optional>
#include <type_traits>
#include <utility>

namespace py {

namespace detail {

// Parents come down until the item's place is found.
template <class T> void rise(const List<T>& heap, Int first, Int place) {
  T item = std::move(heap[place]);
  while (place > first) {
    Int parent = (place - 1) >> 1;
    if (!less(item, heap[parent])) break;
    heap[place] = std::move(heap[parent]);
    place = parent;
  }
  heap[place] = std::move(item);
}

// The smaller child goes up to the bottom, then the item rises to its place: fewer comparisons than stopping early.
template <class T> void sink(const List<T>& heap, Int place) {
  Int first = place;
  Int size = heap.size();
  T item = std::move(heap[place]);
  for (Int child = 2 * place + 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && !less(heap[child], heap[child + 1])) ++child;
    heap[place] = std::move(heap[child]);
    place = child;
  }
  heap[place] = std::move(item);
  rise(heap, first, place);
}

} // namespace detail

template <class T> void heapify(const List<T>& heap) {
  for (Int place = heap.size() / 2 - 1; place >= 0; --place) detail::sink(heap, place);
}
template <class T> void heappush(const List<T>& heap, const std::type_identity_t<T>& item) {
  heap.append(item);
  detail::rise(heap, 0, heap.size() - 1);
}
template <class T> T heappop(const List<T>& heap, int line = __builtin_LINE()) {
  if (heap.size() == 0) detail::raiseIndex("index out of range", line);
  T last = heap.pop();
  if (heap.size() == 0) return last;
  std::swap(last, heap[0]);
  detail::sink(heap, 0);
  return last;
}
template <class T>
T heapreplace(const List<T>& heap, const std::type_identity_t<T>& item, int line = __builtin_LINE()) {
  if (heap.size() == 0) detail::raiseIndex("index out of range", line);
  T smallest = std::move(heap[0]);
  heap[0] = item;
  detail::sink(heap, 0);
  return smallest;
}
template <class T> T heappushpop(const List<T>& heap, const std::type_identity_t<T>& item) {
  if (heap.size() == 0 || !detail::less(heap[0], item)) return item;
  return heapreplace(heap, item);
}
template <class R> auto nsmallest(Int count, const R& values) {
  auto result = sorted(values);
  if (count < result.size()) result.erase(Slice{count < 0 ? 0 : count, none});
  return result;
}
template <class R> auto nlargest(Int count, const R& values) {
  auto result = sorted(values, true);
  if (count < result.size()) result.erase(Slice{count < 0 ? 0 : count, none});
  return result;
}

template <class R, class F> auto nsmallest_by(Int count, const R& values, F key) {
  auto result = sorted_by(values, std::move(key));
  if (count < result.size()) result.erase(Slice{count < 0 ? 0 : count, none});
  return result;
}
template <class R, class F> auto nlargest_by(Int count, const R& values, F key) {
  auto result = sorted_by(values, std::move(key), true);
  if (count < result.size()) result.erase(Slice{count < 0 ? 0 : count, none});
  return result;
}
/// `heapq.merge(a, b)`: of equal ones those of the first come first.
template <class A, class B> auto heap_merge(const A& a, const B& b) {
  return detail::Generated([a, b] {
    return [first = detail::nextOf(a), second = detail::nextOf(b), left = std::optional<detail::ItemOf<A>>(),
            right = std::optional<detail::ItemOf<A>>(), started = false]() mutable {
      if (!started) {
        left = first();
        right = second();
        started = true;
      }
      bool from_right = right && (!left || detail::less(*right, *left));
      return from_right ? std::exchange(right, second()) : std::exchange(left, left ? first() : std::nullopt);
    };
  });
}

namespace detail {

/// The first place in [low, high) whose element is not `before` the value.
template <class T> Int bisect(const List<T>& list, Int low, Int high, int line, auto&& before) {
  if (low < 0) raise::valueError("lo must be non-negative", line);
  high = std::min(high, list.size());
  while (low < high) {
    Int middle = low + (high - low) / 2;
    if (before(list.at(middle))) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

} // namespace detail

template <class T, class V, class F>
Int bisect_left_by(const List<T>& list, const V& value, Int low, Int high, F key, int line = __builtin_LINE()) {
  return detail::bisect(list, low, high, line, [&](const T& item) { return detail::less<V>(key(item), value); });
}
template <class T, class V, class F>
Int bisect_right_by(const List<T>& list, const V& value, Int low, Int high, F key, int line = __builtin_LINE()) {
  return detail::bisect(list, low, high, line, [&](const T& item) { return !detail::less<V>(value, key(item)); });
}
template <class T, class F> void insort_left_by(const List<T>& list, const std::type_identity_t<T>& value, F key) {
  auto own = key(value);
  list.insert(bisect_left_by(list, own, 0, INT64_MAX, key), value);
}
template <class T, class F> void insort_right_by(const List<T>& list, const std::type_identity_t<T>& value, F key) {
  auto own = key(value);
  list.insert(bisect_right_by(list, own, 0, INT64_MAX, key), value);
}

template <class T>
Int bisect_left(const List<T>& list, const std::type_identity_t<T>& value, Int low = 0, Int high = INT64_MAX,
                int line = __builtin_LINE()) {
  if (low < 0) raise::valueError("lo must be non-negative", line);
  high = std::min(high, list.size());
  while (low < high) {
    Int middle = low + (high - low) / 2;
    if (detail::less(list.at(middle), value)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
template <class T>
Int bisect_right(const List<T>& list, const std::type_identity_t<T>& value, Int low = 0, Int high = INT64_MAX,
                 int line = __builtin_LINE()) {
  if (low < 0) raise::valueError("lo must be non-negative", line);
  high = std::min(high, list.size());
  while (low < high) {
    Int middle = low + (high - low) / 2;
    if (detail::less(value, list.at(middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
template <class T> void insort_left(const List<T>& list, const std::type_identity_t<T>& value) {
  list.insert(bisect_left(list, value), value);
}
template <class T> void insort_right(const List<T>& list, const std::type_identity_t<T>& value) {
  list.insert(bisect_right(list, value), value);
}

} // namespace py
