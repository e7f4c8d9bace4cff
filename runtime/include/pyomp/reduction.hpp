// runtime/include/pyomp/reduction.hpp
//
// Reductions whose parts C++'s operators would put together wrongly: `reduction(py::add : s)` for Python's ints, whose
// sum may not fit, and `reduction(py::min : s)` for floats, where infinities and NaN are values.
#pragma once

#include "numpy_scalar.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <type_traits>
#include <utility>
#include <vector>

namespace py {

/// The variables whose parts have failed while they were put together. A combiner may not raise and may run in any
/// thread of the team; all that it knows is where the two parts are. So a failure is noted for the place of the
/// result, goes on with it when that is combined into another, and ends at the original variable, which the thread that
/// met the region tests after it. Places of live variables differ, so that regions of several threads do not mix.
namespace lost {

/// What happened at a place; without an exception an int did not fit.
struct Failure {
  const void* place;
  std::exception_ptr exception;
};

inline constinit std::atomic<std::size_t> count{0};
inline constinit std::atomic_flag busy;
/// Changed under `busy` only.
PYOMP_APART std::vector<Failure>& places() noexcept {
  static std::vector<Failure> all;
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
/// Takes out what is noted for a place.
PYOMP_APART bool takeFrom(const void* place, std::exception_ptr& exception) noexcept {
  auto found = std::find_if(places().begin(), places().end(), [&](const Failure& one) { return one.place == place; });
  if (found == places().end()) return false;
  exception = found->exception;
  places().erase(found);
  return true;
}

[[gnu::cold]] PYOMP_APART void note(const void* out, const void* in, bool failed,
                                    std::exception_ptr exception = nullptr) noexcept {
  changePlaces([&] {
    std::exception_ptr before;
    bool inherited = takeFrom(in, before);
    bool known = std::any_of(places().begin(), places().end(), [&](const Failure& one) { return one.place == out; });
    if ((failed || inherited) && !known) places().push_back({out, inherited ? before : exception});
    return 0;
  });
}
[[gnu::cold]] PYOMP_APART bool forget(const void* original, std::exception_ptr& exception) noexcept {
  return changePlaces([&] { return takeFrom(original, exception); });
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
#pragma omp declare reduction(wrapping_add : std::int8_t, std::int16_t, std::int32_t,                                  \
                                  Int : omp_out = wrapping::add(omp_out, omp_in)) initializer(omp_priv = 0)
#pragma omp declare reduction(wrapping_mul : std::int8_t, std::int16_t, std::int32_t,                                  \
                                  Int : omp_out = wrapping::mul(omp_out, omp_in)) initializer(omp_priv = 1)
#pragma omp declare reduction(min : double, float : combine::min(omp_out, omp_in)) initializer(omp_priv = omp_orig)
#pragma omp declare reduction(max : double, float : combine::max(omp_out, omp_in)) initializer(omp_priv = omp_orig)

/// Puts two parts together by a function of the program that may raise, or that is given parts which could not be made.
template <class T, class Combine> void combine_parts(T& out, T& in, Combine&& combine) noexcept {
  std::exception_ptr exception;
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Combine, T&, T&>>) {
      combine(out, in);
    } else {
      out = combine(out, in);
    }
  } catch (...) {
    exception = std::current_exception();
  }
  bool failed = exception != nullptr;
  if (failed || lost::count.load(std::memory_order_relaxed) > 0) [[unlikely]]
    lost::note(&out, &in, failed, std::move(exception));
}
/// What a part starts with, by a function of the program that may raise. The part is not there yet, its place is.
template <class T, class Start, class... Original>
T start_part(const T& place, Start&& start, const Original&... original) noexcept {
  try {
    return start(original...);
  } catch (...) {
    lost::note(&place, nullptr, true, std::current_exception());
    return T{};
  }
}

/// Whether the parts of a variable could not be put together; the next question finds that gone.
inline bool take_lost(const void* original, std::exception_ptr& exception) noexcept {
  return lost::count.load(std::memory_order_relaxed) > 0 && lost::forget(original, exception);
}
[[noreturn, gnu::cold]] PYOMP_APART void raise_lost(std::exception_ptr exception, int line) {
  if (exception) std::rethrow_exception(std::move(exception));
  raise::overflow(line);
}

/// Follows a region with a reduction that may fail: raises OverflowError where the sum or product of the threads' parts
/// did not fit, or what a combiner raised. Raised::check_reduced does so in a region that may have raised something
/// else.
template <class T> void check_reduced(const T& original, int line = __builtin_LINE()) {
  std::exception_ptr exception;
  if (take_lost(&original, exception)) [[unlikely]]
    raise_lost(std::move(exception), line);
}

} // namespace py
