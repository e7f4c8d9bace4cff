// runtime/include/pyomp/containers/combinatorics.hpp
//
// `itertools`: combinations, permutations and powers of what a loop goes over, in the order of their places.
#pragma once

#include "itertools.hpp"
#include "tuple.hpp"

#include <array>
#include <cstddef>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace py {

namespace detail {

using Places = std::vector<std::size_t>;

/// Places that rise: {0, 1, 2}, {0, 1, 3}, ... of `size`. False behind the last.
inline bool nextCombination(Places& places, std::size_t size) {
  std::size_t count = places.size();
  for (std::size_t i = count; i-- > 0;) {
    if (places[i] == size - count + i) continue;
    ++places[i];
    for (std::size_t j = i + 1; j < count; ++j) places[j] = places[j - 1] + 1;
    return true;
  }
  return false;
}
/// Places that do not fall: {0, 0}, {0, 1}, {1, 1}, ...
inline bool nextRepeatedCombination(Places& places, std::size_t size) {
  for (std::size_t i = places.size(); i-- > 0;) {
    if (places[i] + 1 == size) continue;
    std::fill(places.begin() + static_cast<std::ptrdiff_t>(i), places.end(), places[i] + 1);
    return true;
  }
  return false;
}
/// Places that differ, in lexicographic order: each is raised to the next one that no place before it has.
inline bool nextPermutation(Places& places, std::size_t size) {
  std::vector<bool> taken(size, false);
  for (std::size_t place : places) taken[place] = true;
  for (std::size_t i = places.size(); i-- > 0;) {
    taken[places[i]] = false;
    std::size_t next = places[i] + 1;
    while (next < size && taken[next]) ++next;
    if (next == size) continue;
    places[i] = next;
    taken[next] = true;
    std::size_t lowest = 0;
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      while (taken[lowest]) ++lowest;
      places[j] = lowest;
      taken[lowest] = true;
    }
    return true;
  }
  return false;
}
/// All places: an odometer.
inline bool nextPower(Places& places, std::size_t size) {
  for (std::size_t i = places.size(); i-- > 0;) {
    if (++places[i] < size) return true;
    places[i] = 0;
  }
  return false;
}

template <class T, std::size_t> using Same = T;
template <class T, std::size_t... I>
std::tuple<Same<T, I>...> chosenOf(const List<T>& pool, const Places& places, std::index_sequence<I...>) {
  return {pool[static_cast<Int>(places[I])]...};
}

/// Goes from `first` by `advance`; `Count` is the length of the tuples, 0 where it is known at run time.
template <std::size_t Count, class R, class Advance>
auto choices(const R& values, Places first, bool any, Advance advance) {
  using T = ItemOf<R>;
  return Generated([pool = list(values), first, any, advance] {
    return [pool, places = first, any, advance, is_first = true]() mutable {
      auto chosen = [&] {
        if constexpr (Count > 0) {
          return chosenOf(pool, places, std::make_index_sequence<Count>());
        } else {
          List<T> items;
          for (std::size_t place : places) items.append(pool[static_cast<Int>(place)]);
          return Tuple<T>(std::move(items));
        }
      };
      std::optional<decltype(chosen())> item;
      any = any && (std::exchange(is_first, false) || advance(places, static_cast<std::size_t>(pool.size())));
      if (any) item.emplace(chosen());
      return item;
    };
  });
}

inline std::size_t checkedLength(Int length, int line) {
  if (length < 0) raise::valueError("r must be non-negative", line);
  return static_cast<std::size_t>(length);
}
inline Places risingPlaces(std::size_t count) {
  Places places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

} // namespace detail

/// `itertools.combinations(values, length)`
template <std::size_t Count = 0, class R>
auto combinations(const R& values, Int length = Count, int line = __builtin_LINE()) {
  auto pool = list(values);
  std::size_t count = detail::checkedLength(length, line);
  bool any = length <= pool.size();
  return detail::choices<Count>(pool, detail::risingPlaces(count), any, detail::nextCombination);
}
template <std::size_t Count = 0, class R>
auto combinations_with_replacement(const R& values, Int length = Count, int line = __builtin_LINE()) {
  auto pool = list(values);
  std::size_t count = detail::checkedLength(length, line);
  bool any = pool.size() > 0 || length == 0;
  return detail::choices<Count>(pool, detail::Places(count), any, detail::nextRepeatedCombination);
}
/// `itertools.permutations(values, length)`
template <std::size_t Count = 0, class R>
auto permutations(const R& values, Int length = Count, int line = __builtin_LINE()) {
  auto pool = list(values);
  std::size_t count = detail::checkedLength(length, line);
  bool any = length <= pool.size();
  return detail::choices<Count>(pool, detail::risingPlaces(count), any, detail::nextPermutation);
}
template <class R> auto all_permutations(const R& values) {
  auto pool = list(values);
  return permutations(pool, pool.size());
}
/// `zip(*rows)`
template <class R> auto zip_all(const R& rows) {
  using T = detail::ItemOf<detail::ItemOf<R>>;
  return detail::Generated([rows] {
    std::vector<Iterator<T>> columns;
    for (auto&& row : rows) columns.push_back(iter(row));
    return [columns]() mutable {
      std::optional<Tuple<T>> item;
      List<T> items;
      for (const Iterator<T>& column : columns) {
        std::optional<T> next = column.next();
        if (!next) return item;
        items.append(std::move(*next));
      }
      if (!columns.empty()) item.emplace(std::move(items));
      return item;
    };
  });
}
/// `itertools.product(*pools)`
template <class R> auto product_all(const R& values) {
  using T = detail::ItemOf<detail::ItemOf<R>>;
  return detail::Generated([values] {
    List<List<T>> pools;
    bool any = true;
    for (auto&& pool : values) {
      pools.append(list(pool));
      any = any && pools[pools.size() - 1].size() > 0;
    }
    return [pools, any, places = detail::Places(static_cast<std::size_t>(pools.size())), first = true]() mutable {
      std::optional<Tuple<T>> item;
      bool next = any && std::exchange(first, false);
      for (Int i = pools.size(); any && !next && i-- > 0;) {
        std::size_t& place = places[static_cast<std::size_t>(i)];
        next = ++place < static_cast<std::size_t>(pools[i].size());
        if (!next) place = 0;
      }
      any = next;
      if (!next) return item;
      List<T> items;
      for (Int i = 0; i < pools.size(); ++i) {
        items.append(pools[i][static_cast<Int>(places[static_cast<std::size_t>(i)])]);
      }
      item.emplace(std::move(items));
      return item;
    };
  });
}
/// `itertools.product(values, repeat=length)`
template <std::size_t Count = 0, class R> auto power(const R& values, Int length = Count, int line = __builtin_LINE()) {
  auto pool = list(values);
  if (length < 0) raise::valueError("repeat argument cannot be negative", line);
  bool any = pool.size() > 0 || length == 0;
  return detail::choices<Count>(pool, detail::Places(static_cast<std::size_t>(length)), any, detail::nextPower);
}

} // namespace py
