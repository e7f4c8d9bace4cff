// runtime/include/pyomp/containers/iteration.hpp
//
// Functions that go over values (`enumerate`, `zip`, `reversed`, `sum`, `sorted`, ...), lazily where Python's are.
#pragma once

#include "../integer.hpp"
#include "dict.hpp"
#include "list.hpp"
#include "set.hpp"
#include "slice.hpp"

#include <tuple>
#include <type_traits>
#include <utility>

namespace py {

namespace detail {

/// The type of the items of what a loop goes over.
template <class R> using ItemOf = std::remove_cvref_t<decltype(*std::declval<const R&>().begin())>;

/// `enumerate(values, start)`
template <class R> class Enumerated {
 public:
  Enumerated(R values, Int start) : values_(std::move(values)), start_(start) {}

  class Iterator {
   public:
    Iterator(const R& values, Int count) : inner_(values.begin()), count_(count) {}
    std::tuple<Int, ItemOf<R>> operator*() const { return {count_, *inner_}; }
    Iterator& operator++() {
      ++inner_;
      ++count_;
      return *this;
    }
    bool operator==(const auto& end) const { return inner_ == end; }

   private:
    decltype(std::declval<const R&>().begin()) inner_;
    Int count_;
  };
  Iterator begin() const { return {values_, start_}; }
  auto end() const { return values_.end(); }

 private:
  R values_;
  Int start_;
};

/// `zip(a, b, ...)`: ends with the shortest.
template <class... R> class Zipped {
 public:
  explicit Zipped(R... values) : values_(std::move(values)...) {}

  struct End {};
  class Iterator {
   public:
    explicit Iterator(const std::tuple<R...>& values)
        : values_(values), inner_(std::apply([](const R&... value) { return std::tuple{value.begin()...}; }, values)) {}
    std::tuple<ItemOf<R>...> operator*() const {
      return std::apply([](const auto&... inner) { return std::tuple<ItemOf<R>...>{*inner...}; }, inner_);
    }
    Iterator& operator++() {
      std::apply([](auto&... inner) { (++inner, ...); }, inner_);
      return *this;
    }
    bool operator==(End) const {
      return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return ((std::get<I>(inner_) == std::get<I>(values_).end()) || ...);
      }(std::index_sequence_for<R...>{});
    }

   private:
    const std::tuple<R...>& values_;
    std::tuple<decltype(std::declval<const R&>().begin())...> inner_;
  };
  Iterator begin() const { return Iterator(values_); }
  End end() const { return {}; }

 private:
  std::tuple<R...> values_;
};

/// `reversed(xs)`: by the place, as the list's own iterator.
template <class R> class Reversed {
 public:
  explicit Reversed(R values) : values_(std::move(values)) {}

  struct End {};
  class Iterator {
   public:
    explicit Iterator(const R& values) : values_(values), place_(values.size() - 1) {}
    decltype(auto) operator*() const { return values_[place_]; }
    Iterator& operator++() {
      --place_;
      return *this;
    }
    bool operator==(End) const { return place_ < 0 || place_ >= values_.size(); }

   private:
    const R& values_;
    Int place_;
  };
  Iterator begin() const { return Iterator(values_); }
  End end() const { return {}; }

 private:
  R values_;
};

template <class T> bool truth(const T& value) {
  if constexpr (requires { value.size(); })
    return value.size() != 0;
  else if constexpr (requires { std::tuple_size<T>::value; })
    return std::tuple_size<T>::value != 0;
  else
    return value != T{};
}

} // namespace detail

template <class R> auto enumerate(const R& values, Int start = 0) { return detail::Enumerated<R>(values, start); }
template <class... R> auto zip(const R&... values) { return detail::Zipped<R...>(values...); }
template <class R> auto reversed(const R& values) { return detail::Reversed<R>(values); }

inline Slice slice_to(Int stop) { return {none, stop}; }

/// `list(values)`
template <class R> auto list(const R& values) {
  List<detail::ItemOf<R>> result;
  result.extend(values);
  return result;
}
template <class R> auto set(const R& values) {
  Set<detail::ItemOf<R>> result;
  for (auto&& value : values) result.insert(value);
  return result;
}
template <class R> auto frozenset(const R& values) {
  if constexpr (requires { FrozenSet<detail::ItemOf<R>>(values); }) {
    return FrozenSet<detail::ItemOf<R>>(values);
  } else {
    FrozenSet<detail::ItemOf<R>> result;
    for (auto&& value : values) result.insert(value);
    return result;
  }
}
template <class K, class V> Dict<K, V> dict(const Dict<K, V>& values) { return values.copy(); }
template <class R> auto dict(const R& pairs) {
  using Pair = detail::ItemOf<R>;
  Dict<std::tuple_element_t<0, Pair>, std::tuple_element_t<1, Pair>> result;
  result.update(pairs);
  return result;
}
template <class R> auto sorted(const R& values, bool reverse = false) {
  auto result = list(values);
  result.sort(reverse);
  return result;
}

template <class R> bool all(const R& values) {
  for (auto&& value : values) {
    if (!detail::truth(value)) return false;
  }
  return true;
}
template <class R> bool any(const R& values) {
  for (auto&& value : values) {
    if (detail::truth(value)) return true;
  }
  return false;
}

/// `value in values`
template <class R> bool contains(const R& values, const detail::ItemOf<R>& value) {
  for (auto&& item : values) {
    if (detail::equal<detail::ItemOf<R>>(item, value)) return true;
  }
  return false;
}

/// `sum(values, start)` of ints, and of floats from the left.
template <class R> Int sum(const R& values, Int start = 0, int line = __builtin_LINE()) {
  for (auto&& value : values) start = add(start, static_cast<Int>(value), line);
  return start;
}
template <class R> double sum_floats(const R& values, double start = 0.0) {
  for (auto&& value : values) start += value;
  return start;
}

namespace detail {

template <bool Largest, class R> bool extreme(const R& values, ItemOf<R>& best) {
  bool found = false;
  for (auto&& value : values) {
    if (!found || (Largest ? less(best, value) : less(value, best))) best = value;
    found = true;
  }
  return found;
}

} // namespace detail

/// `max(values)`, the first of equal ones; raises where there is none.
template <class R> auto largest(const R& values, int line = __builtin_LINE()) {
  detail::ItemOf<R> best{};
  if (!detail::extreme<true>(values, best)) raise::valueError("max() arg is an empty sequence", line);
  return best;
}
template <class R> auto smallest(const R& values, int line = __builtin_LINE()) {
  detail::ItemOf<R> best{};
  if (!detail::extreme<false>(values, best)) raise::valueError("min() arg is an empty sequence", line);
  return best;
}
template <class R> auto largest_or(const R& values, const detail::ItemOf<R>& missing) {
  detail::ItemOf<R> best{};
  return detail::extreme<true>(values, best) ? best : missing;
}
template <class R> auto smallest_or(const R& values, const detail::ItemOf<R>& missing) {
  detail::ItemOf<R> best{};
  return detail::extreme<false>(values, best) ? best : missing;
}

} // namespace py
