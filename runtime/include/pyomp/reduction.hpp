// runtime/include/pyomp/reduction.hpp
//
// Reductions whose parts C++'s operators would put together wrongly: `reduction(py::add : s)` for Python's ints, whose
// sum may not fit, and `reduction(py::min : s)` for floats, where infinities and NaN are values.
#pragma once

#include "exceptions.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

namespace py {

/// The variables whose parts have overflowed while they were put together. A combiner may not raise and may run in any
/// thread of the team; all that it knows is where the two parts are. So an overflow is noted for the place of the
/// result, goes on with it when that is combined into another, and ends at the original variable, which the thread that
/// met the region tests after it. Places of live variables differ, so that regions of several threads do not mix.
namespace lost {

inline constinit std::atomic<std::size_t> count{0};
inline constinit std::atomic_flag busy;
/// Changed under `busy` only.
PYOMP_APART std::vector<const Int*>& places() noexcept {
  static std::vector<const Int*> all;
  return all;
}

/// Calls `change` while nobody else changes the places.
template <class Change> auto changePlaces(Change&& change) noexcept {
  while (busy.test_and_set(std::memory_order_acquire)) {
  }
  auto result = change();
  count.store(places().size(), std::memory_order_relaxed);
  busy.clear(std::memory_order_release);
  return result;
}

[[gnu::cold]] PYOMP_APART void note(const Int* out, const Int* in, bool overflow) noexcept {
  changePlaces([&] {
    bool inherited = std::erase(places(), in) > 0;
    bool known = std::find(places().begin(), places().end(), out) != places().end();
    if ((overflow || inherited) && !known) places().push_back(out);
    return 0;
  });
}
[[gnu::cold]] PYOMP_APART bool forget(const Int* original) noexcept {
  return changePlaces([&] { return std::erase(places(), original) > 0; });
}

} // namespace lost

/// What the combiners do.
namespace combine {

inline void settle(Int& out, const Int& in, bool overflow) noexcept {
  if (overflow || lost::count.load(std::memory_order_relaxed) > 0) [[unlikely]]
    lost::note(&out, &in, overflow);
}
inline void add(Int& out, const Int& in) noexcept { settle(out, in, __builtin_add_overflow(out, in, &out)); }
inline void mul(Int& out, const Int& in) noexcept { settle(out, in, __builtin_mul_overflow(out, in, &out)); }
/// A NaN that one of the parts ended with stays. Of equal ones the later counts, so that one thread gives what the loop
/// without a construct gives.
template <class T> void min(T& out, const T& in) noexcept {
  if (out == out && !(in > out)) out = in;
}
template <class T> void max(T& out, const T& in) noexcept {
  if (out == out && !(in < out)) out = in;
}

} // namespace combine

// Parts of a sum start at 0, those of a product at 1, minima and maxima at the original value.
#pragma omp declare reduction(add:Int : combine::add(omp_out, omp_in)) initializer(omp_priv = 0)
#pragma omp declare reduction(mul:Int : combine::mul(omp_out, omp_in)) initializer(omp_priv = 1)
#pragma omp declare reduction(min : double, float : combine::min(omp_out, omp_in)) initializer(omp_priv = omp_orig)
#pragma omp declare reduction(max : double, float : combine::max(omp_out, omp_in)) initializer(omp_priv = omp_orig)

/// Whether the parts of a variable overflowed; the next question finds them gone.
inline bool take_lost(const Int& original) noexcept {
  return lost::count.load(std::memory_order_relaxed) > 0 && lost::forget(&original);
}

/// Follows a region with an int reduction: raises OverflowError where the sum or product of the threads' parts did not
/// fit. Raised::check_reduced does so in a region that may have raised something else.
inline void check_reduced(const Int& original, int line = __builtin_LINE()) {
  if (take_lost(original)) [[unlikely]]
    raise::overflow(line);
}

} // namespace py
