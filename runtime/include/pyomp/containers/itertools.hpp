// runtime/include/pyomp/containers/itertools.hpp
//
// `itertools`: values that are computed when a loop asks for them; and clocks.
#pragma once

#include "iteration.hpp"

#include <chrono>
#include <concepts>
#include <optional>

namespace py {

namespace detail {

struct Done {};

/// A range over what `make()` returns: an object whose call gives the next item, or nothing at the end.
template <class Make> class Generated {
 public:
  explicit Generated(Make make) : make_(std::move(make)) {}

  class Iterator {
   public:
    explicit Iterator(const Make& make) : next_(make()), item_(next_()) {}
    const auto& operator*() const { return *item_; }
    Iterator& operator++() {
      item_ = next_();
      return *this;
    }
    bool operator==(Done) const { return !item_; }

   private:
    decltype(std::declval<const Make&>()()) next_;
    decltype(next_()) item_;
  };
  Iterator begin() const { return Iterator(make_); }
  Done end() const { return {}; }

 private:
  Make make_;
};
template <class Make> Generated(Make) -> Generated<Make>;

/// The items of a range one after the other.
template <class R> auto nextOf(const R& values) {
  return [&values, inner = std::optional<decltype(values.begin())>(), first = true]() mutable {
    if (first) {
      inner.emplace(values.begin());
    } else {
      ++*inner;
    }
    first = false;
    return *inner == values.end() ? std::optional<ItemOf<R>>() : std::optional<ItemOf<R>>(**inner);
  };
}

} // namespace detail

/// `itertools.accumulate(values)`
template <class R> auto accumulate(const R& values, int line = __builtin_LINE()) {
  return detail::Generated([values, line] {
    using Item = std::conditional_t<std::is_floating_point_v<detail::ItemOf<R>>, double, Int>;
    return [next = detail::nextOf(values), total = std::optional<Item>(), line]() mutable {
      auto item = next();
      if (!item) return std::optional<Item>();
      if constexpr (std::is_floating_point_v<Item>)
        total = total ? *total + *item : *item;
      else
        total = total ? add(*total, static_cast<Int>(*item), line) : static_cast<Int>(*item);
      return total;
    };
  });
}
/// `itertools.chain(a, b, ...)`
template <class A, class B> auto chain(const A& a, const B& b) {
  return detail::Generated([a, b] {
    return [first = detail::nextOf(a), second = detail::nextOf(b), in_first = true]() mutable {
      if (in_first) {
        if (auto item = first()) return item;
        in_first = false;
      }
      return second();
    };
  });
}
template <class A, class B, class C> auto chain(const A& a, const B& b, const C& c) { return chain(chain(a, b), c); }
/// `itertools.count(start, step)`
inline auto count(Int start = 0, Int step = 1, int line = __builtin_LINE()) {
  return detail::Generated([start, step, line] {
    return [start, step, line, first = true]() mutable {
      if (!first) start = add(start, step, line);
      first = false;
      return std::optional<Int>(start);
    };
  });
}
/// `itertools.islice(values, start, stop, step)`
template <class R> auto islice(const R& values, Int start, Int stop, Int step = 1, int line = __builtin_LINE()) {
  if (start < 0 || stop < 0) {
    raise::valueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.", line);
  }
  if (step < 1) raise::valueError("Step for islice() must be a positive integer or None.", line);
  return detail::Generated([values, start, stop, step] {
    return [next = detail::nextOf(values), wanted = start, stop, step, place = Int{0}]() mutable {
      std::optional<detail::ItemOf<R>> item;
      if (wanted >= stop) return item;
      while (place <= wanted) {
        item = next();
        ++place;
        if (!item) {
          wanted = stop;
          return item;
        }
      }
      wanted = stop - wanted > step ? wanted + step : stop;
      return item;
    };
  });
}
template <class R> auto islice_to(const R& values, Int stop, int line = __builtin_LINE()) {
  if (stop < 0) {
    raise::valueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.", line);
  }
  return islice(values, 0, stop, 1, line);
}
/// `itertools.pairwise(values)`
template <class R> auto pairwise(const R& values) {
  return detail::Generated([values] {
    using Item = detail::ItemOf<R>;
    return [next = detail::nextOf(values), last = std::optional<Item>()]() mutable {
      if (!last) last = next();
      std::optional<std::tuple<Item, Item>> pair;
      if (!last) return pair;
      auto item = next();
      if (item) pair.emplace(*last, *item);
      last = item;
      return pair;
    };
  });
}
/// `itertools.product(a, b, ...)`: what it goes over is taken at once.
template <class A, class B> auto product(const A& a, const B& b) {
  return detail::Generated([left = list(a), right = list(b)] {
    using Item = std::tuple<detail::ItemOf<A>, detail::ItemOf<B>>;
    return [left, right, i = Int{0}, j = Int{0}]() mutable {
      std::optional<Item> item;
      if (i >= left.size() || right.size() == 0) return item;
      item.emplace(left[i], right[j]);
      if (++j == right.size()) {
        j = 0;
        ++i;
      }
      return item;
    };
  });
}
template <class A, class B, class C> auto product(const A& a, const B& b, const C& c) {
  return detail::Generated([left = list(product(a, b)), right = list(c)] {
    using Item = std::tuple<detail::ItemOf<A>, detail::ItemOf<B>, detail::ItemOf<C>>;
    return [left, right, i = Int{0}, j = Int{0}]() mutable {
      std::optional<Item> item;
      if (i >= left.size() || right.size() == 0) return item;
      item.emplace(std::get<0>(left[i]), std::get<1>(left[i]), right[j]);
      if (++j == right.size()) {
        j = 0;
        ++i;
      }
      return item;
    };
  });
}
/// `itertools.repeat(value, times)`
template <class T> auto repeat(const T& value, Int times) {
  return detail::Generated([value, times] {
    return [value, left = times]() mutable { return left-- > 0 ? std::optional<T>(value) : std::optional<T>(); };
  });
}

/// `numpy.ndindex(shape)`: all indices, the last axis first.
template <std::same_as<Int>... Extents> auto ndindex(std::tuple<Extents...> shape, int line = __builtin_LINE()) {
  std::apply([&](auto... extents) { (check_extent(extents, line), ...); }, shape);
  return detail::Generated([shape] {
    bool empty = std::apply([](auto... extents) { return ((extents == 0) || ...); }, shape);
    return [shape, places = std::tuple<Extents...>(), more = !empty]() mutable {
      std::optional<std::tuple<Extents...>> item;
      if (!more) return item;
      item = places;
      more = [&]<std::size_t... Axes>(std::index_sequence<Axes...>) {
        constexpr std::size_t Last = sizeof...(Axes) - 1;
        auto advance = [&](Int& place, Int extent) { return ++place < extent || (place = 0, false); };
        return (advance(std::get<Last - Axes>(places), std::get<Last - Axes>(shape)) || ...);
      }(std::index_sequence_for<Extents...>());
      return item;
    };
  });
}
inline auto ndindex(Int n, int line = __builtin_LINE()) { return ndindex(std::tuple(n), line); }
inline auto ndindex(Int n, Int m, int line = __builtin_LINE()) { return ndindex(std::tuple(n, m), line); }
inline auto ndindex(Int n, Int m, Int k, int line = __builtin_LINE()) { return ndindex(std::tuple(n, m, k), line); }

/// `time.perf_counter()`, `time.time()`: seconds.
inline double perf_counter() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
inline double time() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace py
