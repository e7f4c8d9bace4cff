// runtime/include/pyomp/containers/itertools.hpp
//
// `itertools`: values that are computed when a loop asks for them; and clocks.
#pragma once

#include "iteration.hpp"

#include <chrono>
#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

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
/// What the calls of an object's `__next__` give, until one raises StopIteration.
template <class F> auto until_stop(F next) {
  return detail::Generated([next] {
    return [next]() mutable -> std::optional<std::remove_cvref_t<std::invoke_result_t<F&>>> {
      try {
        return next();
      } catch (const StopIteration&) {
        return std::nullopt;
      }
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
template <class T> auto repeat(const T& given, Int times) {
  return detail::Generated([value = detail::Wide<T>(given), times] {
    return [value, left = times]() mutable {
      return left-- > 0 ? std::optional(value) : std::optional<decltype(value)>();
    };
  });
}

template <class T> auto repeat_forever(const T& given) {
  return detail::Generated(
      [value = detail::Wide<T>(given)] { return [value]() mutable { return std::optional(value); }; });
}
/// `filter(f, values)`; `itertools.filterfalse`
template <class F, class R> auto filter(F f, const R& values, bool wanted = true) {
  return detail::Generated([f, values, wanted] {
    return [f, next = detail::nextOf(values), wanted]() mutable {
      auto item = next();
      while (item && detail::truth(f(*item)) != wanted) item = next();
      return item;
    };
  });
}
template <class F, class R> auto filterfalse(F f, const R& values) { return filter(std::move(f), values, false); }
/// `filter(None, values)`
template <class R> auto filter_true(const R& values) {
  return filter([](const auto& value) { return detail::truth(value); }, values);
}
/// `itertools.takewhile(f, values)`, `itertools.dropwhile(f, values)`
template <class F, class R> auto takewhile(F f, const R& values) {
  return detail::Generated([f, values] {
    return [f, next = detail::nextOf(values), done = false]() mutable {
      std::optional<detail::ItemOf<R>> item;
      if (done) return item;
      item = next();
      done = !item || !detail::truth(f(*item));
      if (done) item.reset();
      return item;
    };
  });
}
template <class F, class R> auto dropwhile(F f, const R& values) {
  return detail::Generated([f, values] {
    return [f, next = detail::nextOf(values), taking = false]() mutable {
      auto item = next();
      while (!taking && item && detail::truth(f(*item))) item = next();
      taking = true;
      return item;
    };
  });
}
/// `itertools.accumulate(values, f, initial=start)`
template <class R, class F> auto accumulate_by(const R& values, F f) {
  return detail::Generated([values, f] {
    return [f, next = detail::nextOf(values), total = std::optional<detail::ItemOf<R>>()]() mutable {
      auto item = next();
      if (item) item = total ? f(*total, *item) : *item;
      total = item;
      return item;
    };
  });
}
template <class R, class F, class T> auto accumulate_from(const R& values, F f, const T& given) {
  using Total = detail::Wide<T>;
  return detail::Generated([values, f, start = Total(given)] {
    return [f, next = detail::nextOf(values), total = std::optional<Total>(), start]() mutable {
      if (!total) return total = start;
      auto item = next();
      if (!item) return std::optional<Total>();
      total = f(*total, *item);
      return total;
    };
  });
}
/// `itertools.compress(values, selectors)`
template <class A, class B> auto compress(const A& values, const B& selectors) {
  return detail::Generated([values, selectors] {
    return [next = detail::nextOf(values), selector = detail::nextOf(selectors)]() mutable {
      while (true) {
        auto item = next();
        auto wanted = item ? selector() : std::nullopt;
        if (!wanted) return std::optional<detail::ItemOf<A>>();
        if (detail::truth(*wanted)) return item;
      }
    };
  });
}
/// `itertools.cycle(values)`: the items of the first round are kept.
template <class R> auto cycle(const R& values) {
  return detail::Generated([values] {
    return [next = detail::nextOf(values), kept = List<detail::ItemOf<R>>(), place = Int{-1}]() mutable {
      std::optional<detail::ItemOf<R>> item;
      if (place < 0) {
        item = next();
        if (item) {
          kept.append(*item);
          return item;
        }
        place = 0;
      }
      if (kept.size() == 0) return item;
      item.emplace(kept[place]);
      place = place + 1 == kept.size() ? 0 : place + 1;
      return item;
    };
  });
}
/// `itertools.zip_longest(a, b, fillvalue=missing)`
template <class A, class B> auto zip_longest(const A& a, const B& b, const detail::ItemOf<A>& missing) {
  using T = detail::ItemOf<A>;
  return detail::Generated([a, b, missing] {
    return [first = detail::nextOf(a), second = detail::nextOf(b), missing]() mutable {
      std::optional<std::tuple<T, T>> item;
      auto left = first();
      auto right = second();
      if (left || right) item.emplace(left ? T(*left) : missing, right ? T(*right) : missing);
      return item;
    };
  });
}
/// `itertools.starmap(f, pairs)`
template <class F, class R> auto starmap(F f, const R& pairs) {
  return map([f](const auto& pair) mutable { return std::apply(f, pair); }, pairs);
}
/// `itertools.groupby(values, key)`: each group is a list, made when its turn comes.
template <class R, class F> auto groupby(const R& values, F key) {
  using Item = detail::ItemOf<R>;
  using Key = std::remove_cvref_t<std::invoke_result_t<F&, const Item&>>;
  return detail::Generated([values, key] {
    return [key, next = detail::nextOf(values), ahead = std::optional<Item>(), ahead_key = std::optional<Key>(),
            first = true]() mutable {
      auto advance = [&] {
        ahead = next();
        ahead_key.reset();
        if (ahead) ahead_key.emplace(key(*ahead));
      };
      if (first) advance();
      first = false;
      std::optional<std::tuple<Key, Iterator<Item>>> group;
      if (!ahead) return group;
      Key own = *ahead_key;
      List<Item> items;
      while (ahead && *ahead_key == own) {
        items.append(*ahead);
        advance();
      }
      group.emplace(std::move(own), Iterator<Item>(items));
      return group;
    };
  });
}
template <class R> auto groupby(const R& values) {
  return groupby(values, [](const auto& value) { return value; });
}
/// `itertools.chain.from_iterable(parts)`
template <class R> auto chain_all(const R& parts) {
  using Part = detail::ItemOf<R>;
  return detail::Generated([parts] {
    return [next = detail::nextOf(parts), part = std::optional<Iterator<detail::ItemOf<Part>>>()]() mutable {
      while (true) {
        std::optional<detail::ItemOf<Part>> item;
        if (part) item = part->next();
        if (item) return item;
        auto following = next();
        if (!following) return item;
        part.emplace(iter(*following));
      }
    };
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
