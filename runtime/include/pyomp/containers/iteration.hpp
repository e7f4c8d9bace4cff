// runtime/include/pyomp/containers/iteration.hpp
//
// Functions that go over values (`enumerate`, `zip`, `reversed`, `sum`, `sorted`, ...), lazily where Python's are.
#pragma once

#include "../integer.hpp"
#include "dict.hpp"
#include "iterator.hpp"
#include "list.hpp"
#include "set.hpp"
#include "slice.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace py {

namespace detail {

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

[[noreturn, gnu::cold]] PYOMP_APART void raiseZip(const char* how, std::size_t place, int line) {
  std::string others = place == 1 ? " 1" : "s 1-" + std::to_string(place);
  throw ValueError("zip() argument " + std::to_string(place + 1) + " is " + how + " than argument" + others, line);
}

/// `zip(a, b, ...)`: ends with the shortest; `strict`: raises where one is shorter than the others.
template <class... R> class Zipped {
 public:
  Zipped(bool strict, int line, R... values) : values_(std::move(values)...), strict_(strict), line_(line) {}

  struct End {};
  class Iterator {
   public:
    Iterator(const std::tuple<R...>& values, bool strict, int line) : values_(values), strict_(strict), line_(line) {
      start<0>();
    }
    std::tuple<ItemOf<R>...> operator*() const {
      return std::apply([](const auto&... inner) { return std::tuple<ItemOf<R>...>{**inner...}; }, inner_);
    }
    Iterator& operator++() {
      advance<0>();
      return *this;
    }
    bool operator==(End) const { return done_; }

   private:
    template <std::size_t I> bool ended() const { return *std::get<I>(inner_) == std::get<I>(values_).end(); }
    // From left to right, and nothing behind the first that has ended is asked.
    template <std::size_t I> void start() {
      if constexpr (I < sizeof...(R)) {
        std::get<I>(inner_).emplace(std::get<I>(values_).begin());
        if (ended<I>()) return finish<I, true>();
        start<I + 1>();
      }
    }
    template <std::size_t I> void advance() {
      if constexpr (I < sizeof...(R)) {
        ++*std::get<I>(inner_);
        if (ended<I>()) return finish<I, false>();
        advance<I + 1>();
      }
    }
    template <std::size_t I, bool First> void finish() {
      done_ = true;
      if (!strict_) return;
      if (I > 0) raiseZip("shorter", I, line_);
      if constexpr (I == 0) others<1, First>();
    }
    template <std::size_t I, bool First> void others() {
      if constexpr (I < sizeof...(R)) {
        if constexpr (First)
          std::get<I>(inner_).emplace(std::get<I>(values_).begin());
        else
          ++*std::get<I>(inner_);
        if (!ended<I>()) raiseZip("longer", I, line_);
        others<I + 1, First>();
      }
    }

    const std::tuple<R...>& values_;
    std::tuple<std::optional<decltype(std::declval<const R&>().begin())>...> inner_;
    bool strict_;
    bool done_ = false;
    int line_;
  };
  Iterator begin() const { return Iterator(values_, strict_, line_); }
  End end() const { return {}; }

 private:
  std::tuple<R...> values_;
  bool strict_;
  int line_;
};

/// What `map(f, a, b, ...)` gives.
template <class F, class... R> class Mapped {
 public:
  explicit Mapped(F f, R... values) : f_(std::move(f)), values_(false, 0, std::move(values)...) {}

  class Iterator {
   public:
    Iterator(const F& f, const Zipped<R...>& values) : f_(f), inner_(values.begin()) {}
    auto operator*() const { return std::apply(f_, *inner_); }
    Iterator& operator++() {
      ++inner_;
      return *this;
    }
    bool operator==(typename Zipped<R...>::End end) const { return inner_ == end; }

   private:
    mutable F f_;
    typename Zipped<R...>::Iterator inner_;
  };
  Iterator begin() const { return {f_, values_}; }
  auto end() const { return values_.end(); }

 private:
  F f_;
  Zipped<R...> values_;
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
template <class... R> auto zip(const R&... values) { return detail::Zipped<R...>(false, 0, values...); }
template <class A, class B> auto zip_strict(const A& a, const B& b, bool strict, int line = __builtin_LINE()) {
  return detail::Zipped<A, B>(strict, line, a, b);
}
template <class A, class B, class C>
auto zip_strict(const A& a, const B& b, const C& c, bool strict, int line = __builtin_LINE()) {
  return detail::Zipped<A, B, C>(strict, line, a, b, c);
}
template <class F, class... R> auto map(F f, const R&... values) {
  return detail::Mapped<F, R...>(std::move(f), values...);
}
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
/// A dict of a Counter or a defaultdict, or of pairs.
template <class R>
  requires requires { typename R::Key; }
auto dict(const R& values) {
  Dict<typename R::Key, typename R::Value> result;
  result.update(static_cast<const Dict<typename R::Key, typename R::Value>&>(values));
  return result;
}
template <class R> auto dict(const R& pairs) {
  using Pair = detail::ItemOf<R>;
  Dict<std::tuple_element_t<0, Pair>, std::tuple_element_t<1, Pair>> result;
  result.update(pairs);
  return result;
}
template <class R, class V> auto dict_fromkeys(const R& keys, const V& value) {
  Dict<detail::ItemOf<R>, detail::Wide<V>> result;
  for (auto&& key : keys) result[key] = value;
  return result;
}
template <class R> auto sorted(const R& values, bool reverse = false) {
  auto result = list(values);
  result.sort(reverse);
  return result;
}

/// `xs.sort(key=key)`: the key of each element is computed once, from the first to the last.
template <class T, class F> void sort_by(const List<T>& list, F key, bool reverse = false) {
  struct Keyed {
    std::remove_cvref_t<std::invoke_result_t<F&, const T&>> key;
    T value;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(static_cast<std::size_t>(list.size()));
  for (Int i = 0; i < list.size(); ++i) keyed.push_back({key(list[i]), list[i]});
  detail::mergeSort(keyed, [reverse](const Keyed& a, const Keyed& b) {
    return reverse ? detail::less(b.key, a.key) : detail::less(a.key, b.key);
  });
  list.clear();
  for (Keyed& each : keyed) list.append(std::move(each.value));
}
template <class R, class F> auto sorted_by(const R& values, F key, bool reverse = false) {
  auto result = list(values);
  sort_by(result, std::move(key), reverse);
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
namespace detail {

/// What `max(*values)` is given: two at least, since one would have to hold values itself.
template <class R> auto allGiven(const R& values, const char* function, int line) {
  auto given = list(values);
  if (given.size() == 0) throw TypeError(std::string(function) + " expected at least 1 argument, got 0", line);
  if (given.size() == 1) {
    bool whole = std::is_integral_v<ItemOf<R>>;
    throw TypeError(whole ? "'int' object is not iterable" : "'float' object is not iterable", line);
  }
  return given;
}

} // namespace detail

/// `max(*values)`
template <class R> auto largest_of_all(const R& values, int line = __builtin_LINE()) {
  return largest(detail::allGiven(values, "max", line), line);
}
template <class R> auto smallest_of_all(const R& values, int line = __builtin_LINE()) {
  return smallest(detail::allGiven(values, "min", line), line);
}
template <class R> auto largest_or(const R& values, const detail::ItemOf<R>& missing) {
  detail::ItemOf<R> best{};
  return detail::extreme<true>(values, best) ? best : missing;
}
template <class R> auto smallest_or(const R& values, const detail::ItemOf<R>& missing) {
  detail::ItemOf<R> best{};
  return detail::extreme<false>(values, best) ? best : missing;
}

namespace detail {

/// Goes over all values; null where there is none.
template <bool Largest, class R, class F> std::optional<ItemOf<R>> extremeBy(const R& values, F& key) {
  std::optional<ItemOf<R>> best;
  std::optional<std::remove_cvref_t<std::invoke_result_t<F&, const ItemOf<R>&>>> best_key;
  for (auto&& value : values) {
    auto own = key(value);
    if (best && !(Largest ? less(*best_key, own) : less(own, *best_key))) continue;
    best.emplace(value);
    best_key.emplace(std::move(own));
  }
  return best;
}

} // namespace detail

/// `max(values, key=key)`
template <class R, class F> auto largest_by(const R& values, F key, int line = __builtin_LINE()) {
  auto best = detail::extremeBy<true>(values, key);
  if (!best) raise::valueError("max() arg is an empty sequence", line);
  return std::move(*best);
}
template <class R, class F> auto smallest_by(const R& values, F key, int line = __builtin_LINE()) {
  auto best = detail::extremeBy<false>(values, key);
  if (!best) raise::valueError("min() arg is an empty sequence", line);
  return std::move(*best);
}
template <class R, class F> auto largest_by_or(const R& values, F key, const detail::ItemOf<R>& missing) {
  auto best = detail::extremeBy<true>(values, key);
  return best ? std::move(*best) : missing;
}
template <class R, class F> auto smallest_by_or(const R& values, F key, const detail::ItemOf<R>& missing) {
  auto best = detail::extremeBy<false>(values, key);
  return best ? std::move(*best) : missing;
}

/// `max(a, b, key=key)`, `max(a, b, c, key=key)`: the first of equal ones
template <class T, class F> T larger_by(const T& a, const T& b, F key) { return largest_by(List<T>{a, b}, key); }
template <class T, class F> T larger_by(const T& a, const T& b, const T& c, F key) {
  return largest_by(List<T>{a, b, c}, key);
}
template <class T, class F> T smaller_by(const T& a, const T& b, F key) { return smallest_by(List<T>{a, b}, key); }
template <class T, class F> T smaller_by(const T& a, const T& b, const T& c, F key) {
  return smallest_by(List<T>{a, b, c}, key);
}

namespace detail {
[[noreturn, gnu::cold]] PYOMP_APART void raiseReduce(int line) {
  throw TypeError("reduce() of empty iterable with no initial value", line);
}
} // namespace detail

/// `functools.reduce(f, values, start)`
template <class F, class R, class T> auto reduce_from(F f, const R& values, const T& start) {
  detail::Wide<T> total = start;
  for (auto&& value : values) total = f(total, value);
  return total;
}
template <class F, class R> auto reduce(F f, const R& values, int line = __builtin_LINE()) {
  std::optional<detail::ItemOf<R>> total;
  for (auto&& value : values) {
    if (total) {
      total = f(*total, value);
    } else {
      total.emplace(value);
    }
  }
  if (!total) detail::raiseReduce(line);
  return std::move(*total);
}

} // namespace py
