// runtime/include/pyomp/containers/slice.hpp
//
// Slices and ranges as values, and which elements of a sequence they mean.
#pragma once

#include "../exceptions.hpp"
#include "../integer.hpp"

#include <optional>

namespace py {

/// The absent part of a slice.
struct NoneValue {};
inline constexpr NoneValue none{};

/// `start:stop:step`
class Slice {
 public:
  /// A part is an int or `none`.
  class Part {
   public:
    Part(NoneValue) {}                 // NOLINT: a part is written as its value
    Part(Int value) : value_(value) {} // NOLINT
    bool given() const { return value_.has_value(); }
    Int value() const { return *value_; }

   private:
    std::optional<Int> value_;
  };

  Slice(Part start, Part stop, Part step = none) : start_(start), stop_(stop), step_(step) {}

  /// The places of a sequence of `size` elements that are meant: `count` ones from `start` on in steps.
  struct Places {
    Int start;
    Int count;
    Int step;
  };
  /// As PySlice_AdjustIndices does; a step of zero raises.
  Places of(Int size, int line = __builtin_LINE()) const {
    Int step = step_.given() ? step_.value() : 1;
    if (step == 0) raise::valueError("slice step cannot be zero", line);
    if (step < -INT64_MAX) step = -INT64_MAX;
    Int lowest = step > 0 ? 0 : -1;
    Int highest = step > 0 ? size : size - 1;
    auto bounded = [&](const Part& part, Int missing) {
      if (!part.given()) return missing;
      Int value = part.value();
      if (value < 0) value = value + size < lowest ? lowest : value + size;
      return value > highest ? highest : value;
    };
    Int start = bounded(start_, step > 0 ? lowest : highest);
    Int stop = bounded(stop_, step > 0 ? highest : lowest);
    Int count = 0;
    if (step > 0 && start < stop) count = (stop - start - 1) / step + 1;
    if (step < 0 && stop < start) count = (start - stop - 1) / -step + 1;
    return {start, count, step};
  }
  bool hasStep() const { return step_.given() && step_.value() != 1; }

 private:
  Part start_;
  Part stop_;
  Part step_;
};

/// `range(start, stop, step)` as a value.
class Range {
 public:
  Range() = default;
  Range(Int start, Int stop, Int step, Int count) : start_(start), stop_(stop), step_(step), count_(count) {}

  Int start() const { return start_; }
  Int stop() const { return stop_; }
  Int step() const { return step_; }
  Int size() const { return count_; }
  Int operator[](Int i) const { return start_ + i * step_; }
  Int at(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += count_;
    if (i < 0 || i >= count_) throw IndexError("range object index out of range", line);
    return (*this)[i];
  }
  bool contains(Int value) const {
    if (count_ == 0) return false;
    Int last = (*this)[count_ - 1];
    bool inside = step_ > 0 ? value >= start_ && value <= last : value <= start_ && value >= last;
    // The distance of two ints of a range fits 64 bits without a sign.
    auto distance = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(start_);
    auto step = static_cast<std::uint64_t>(step_);
    if (step_ < 0) {
      distance = ~distance + 1;
      step = ~step + 1;
    }
    return inside && distance % step == 0;
  }
  Range slice(const Slice& slice, int line = __builtin_LINE()) const;
  friend bool operator==(const Range& a, const Range& b) {
    if (a.count_ != b.count_) return false;
    return a.count_ == 0 || (a.start_ == b.start_ && (a.count_ == 1 || a.step_ == b.step_));
  }

  class Iterator {
   public:
    Iterator(const Range& range, Int place) : range_(range), place_(place) {}
    Int operator*() const { return range_[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return place_ == other.place_; }

   private:
    const Range& range_;
    Int place_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, count_}; }

 private:
  Int start_ = 0;
  Int stop_ = 0;
  Int step_ = 1;
  Int count_ = 0;
};

/// `range(start, stop, step)`
inline Range range(Int start, Int stop, Int step, int line = __builtin_LINE()) {
  if (step == 0) raise::valueError("range() arg 3 must not be zero", line);
  auto distance =
      static_cast<std::uint64_t>(step > 0 ? stop : start) - static_cast<std::uint64_t>(step > 0 ? start : stop);
  auto stride = step > 0 ? static_cast<std::uint64_t>(step) : ~static_cast<std::uint64_t>(step) + 1;
  bool empty = step > 0 ? start >= stop : start <= stop;
  std::uint64_t count = empty ? 0 : (distance - 1) / stride + 1;
  if (count > static_cast<std::uint64_t>(INT64_MAX)) raise::overflow(line);
  return {start, stop, step, static_cast<Int>(count)};
}

inline Range Range::slice(const Slice& slice, int line) const {
  Slice::Places places = slice.of(count_, line);
  Int start = add(start_, mul(places.start, step_, line), line);
  Int step = mul(step_, places.step, line);
  return {start, add(start, mul(step, places.count, line), line), step, places.count};
}

} // namespace py
