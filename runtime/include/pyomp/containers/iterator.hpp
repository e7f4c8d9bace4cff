// runtime/include/pyomp/containers/iterator.hpp
//
// Iterators as values: what `iter` gives, and what a variable of an iterator holds; `next`.
#pragma once

#include "../apart.hpp"
#include "../exceptions.hpp"

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace py {

namespace detail {

/// The type of the items of what a loop goes over.
template <class R> using ItemOf = std::remove_cvref_t<decltype(*std::declval<const R&>().begin())>;

/// Ints are Int, whatever literal they are written as.
template <class T> using Wide = std::conditional_t<std::is_integral_v<T> && !std::is_same_v<T, bool>, Int, T>;

/// The items of a range one after the other.
template <class R> auto nextOf(const R& values) {
  return [&values, inner = std::optional<decltype(values.begin())>(), done = false]() mutable {
    std::optional<ItemOf<R>> item;
    if (done) return item;
    if (!inner) {
      inner.emplace(values.begin());
    } else {
      ++*inner;
    }
    done = *inner == values.end();
    if (!done) item.emplace(**inner);
    return item;
  };
}

} // namespace detail

/// An iterator: copies share where it stands, and a loop goes on from there. What ran out stays so.
template <class T> class Iterator {
  struct Source {
    virtual ~Source() = default;
    virtual std::optional<T> next() = 0;
  };
  template <class R> struct SourceOf final : Source {
    explicit SourceOf(R given) : values(std::move(given)), step(detail::nextOf(values)) {}
    std::optional<T> next() override {
      auto item = step();
      return item ? std::optional<T>(std::move(*item)) : std::optional<T>();
    }
    R values;
    decltype(detail::nextOf(std::declval<const R&>())) step;
  };

 public:
  Iterator() = default;
  template <class R>
    requires(!std::is_same_v<R, Iterator>)
  Iterator(R values) : source_(std::make_shared<SourceOf<R>>(std::move(values))) {} // NOLINT: a range is one

  std::optional<T> next() const { return source_ ? source_->next() : std::optional<T>(); }

  class Place {
   public:
    explicit Place(std::shared_ptr<Source> source) : source_(std::move(source)) { ++*this; }
    const T& operator*() const { return *item_; }
    Place& operator++() {
      item_.reset();
      if (source_) item_ = source_->next();
      return *this;
    }
    struct End {};
    bool operator==(End) const { return !item_; }

   private:
    std::shared_ptr<Source> source_;
    std::optional<T> item_;
  };
  Place begin() const { return Place(source_); }
  typename Place::End end() const { return {}; }

 private:
  std::shared_ptr<Source> source_;
};

/// `iter(values)`
template <class R> auto iter(const R& values) { return Iterator<detail::ItemOf<R>>(values); }
template <class T> Iterator<T> iter(const Iterator<T>& iterator) { return iterator; }

namespace detail {
[[noreturn, gnu::cold]] PYOMP_APART void raiseStop(int line) { throw StopIteration(line); }
} // namespace detail

/// `next(iterator)`, `next(iterator, missing)`
template <class T> T next(const Iterator<T>& iterator, int line = __builtin_LINE()) {
  std::optional<T> item = iterator.next();
  if (!item) detail::raiseStop(line);
  return std::move(*item);
}
/// The first of values that are made where they are asked for.
template <class R> auto next(const R& values, int line = __builtin_LINE()) { return next(iter(values), line); }
template <class T> T next_or(const Iterator<T>& iterator, const std::type_identity_t<T>& missing) {
  std::optional<T> item = iterator.next();
  return item ? std::move(*item) : missing;
}
template <class R> auto next_or(const R& values, const detail::ItemOf<R>& missing) {
  return next_or(iter(values), missing);
}

} // namespace py
