// runtime/include/pyomp/jammed.hpp
//
// Nests of loops whose innermost serves several rounds of those around it, so that what each round would load and store
// again stays in registers.
#pragma once

#include "openmp.hpp"
#include "view.hpp"

#include <cstdint>

namespace py {

/// The integers from `first` to before `end`.
struct Interval {
  Int first;
  Int end;
};

namespace detail {
/// Rounds of each of the outer loops that are run at a time: sixteen accumulations for four rows of loads, which the
/// registers of all processors hold.
inline constexpr Int JammedRounds = 4;
/// Fewer blocks than this many for each thread would leave threads without work.
inline constexpr Int BlocksOfThread = 4;

/// Lets clang take the two for separate objects; true of all elements that are touched, though not of their address
/// space as a whole where both are parts of one array.
[[gnu::always_inline]] inline void assumeApart(const void* a, const void* b) {
  __builtin_assume_separate_storage(a, b);
}

template <Int Rows, class Body>
[[gnu::always_inline]] inline void jamRows(Int row, Interval middle, Interval inner, Body&& body) {
  Int k = middle.first;
  for (; k < middle.end && middle.end - k >= JammedRounds; k += JammedRounds) {
    for (Int j = inner.first; j < inner.end; ++j) {
      for (Int r = 0; r < Rows; ++r) {
        for (Int s = 0; s < JammedRounds; ++s) body(row + r, k + s, j);
      }
    }
  }
  for (; k < middle.end; ++k) {
    for (Int j = inner.first; j < inner.end; ++j) {
      for (Int r = 0; r < Rows; ++r) body(row + r, k, j);
    }
  }
}

/// Each element that `body(row, k, j)` updates sees its rounds in the order of `middle`.
template <class Body>
[[gnu::always_inline]] inline void jam(Interval rows, Interval middle, Interval inner, Body&& body) {
  Int row = rows.first;
  for (; row < rows.end && rows.end - row >= JammedRounds; row += JammedRounds) {
    jamRows<JammedRounds>(row, middle, inner, body);
  }
  for (; row < rows.end; ++row) jamRows<1>(row, middle, inner, body);
}

/// Where the elements of an array begin and end in memory; equal when there are none.
struct Extent {
  std::uintptr_t begin;
  std::uintptr_t end;
};
template <class T, int N, Layout L> Extent extentOf(const View<T, N, L>& array) {
  if (array.size() == 0) return {0, 0};
  Int low = 0;
  Int high = 0;
  for (int axis = 0; axis < N; ++axis) {
    Int reach = (array.shape(axis) - 1) * array.strideOf(axis);
    (reach < 0 ? low : high) += reach;
  }
  auto address = [&](Int element) { return reinterpret_cast<std::uintptr_t>(array.data() + element); };
  return {address(low), address(high + 1)};
}
} // namespace detail

/// Whether the memory of `updated`, from its first to its last element, holds no element of the others.
template <class Updated, class... Read> bool apart(const Updated& updated, const Read&... read) {
  detail::Extent own = detail::extentOf(updated);
  auto disjoint = [&](detail::Extent other) { return other.end <= own.begin || own.end <= other.begin; };
  return (disjoint(detail::extentOf(read)) && ...);
}

/// How many blocks of JammedRounds each the rounds from `first` to before `end` make.
inline Int blocks(Int first, Int end) {
  if (end <= first) return 0;
  std::uint64_t rounds = static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(first);
  // A loop over more rounds than Int has numbers would not end in a lifetime.
  return static_cast<Int>(rounds / detail::JammedRounds + (rounds % detail::JammedRounds != 0 ? 1 : 0));
}
/// How many blocks a team of threads shares out: blocks of one round where there are too few for every thread.
inline Int shared_blocks(Int first, Int end) {
  Int jammed = blocks(first, end);
  bool enough = jammed >= detail::BlocksOfThread * Int{omp_get_max_threads()};
  return end <= first || enough ? jammed : end - first;
}
/// One of so many blocks of those rounds.
inline Interval block(Int first, Int end, Int number, Int count) {
  Int size = count == end - first ? 1 : detail::JammedRounds;
  Int begin = first + number * size;
  return {begin, end - begin < size ? end : begin + size};
}

} // namespace py
