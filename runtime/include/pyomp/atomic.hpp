// runtime/include/pyomp/atomic.hpp
//
// Atomic changes that no instruction makes: Python's checked integers, quotients, extremes, comparisons.
#pragma once

#include <atomic>

namespace py {

/// Gives `change` a copy of what is in `place` and puts the result there, again and again until no other thread came
/// between. What `change` raises leaves the place as it was.
///   py::atomic_update(count, [&](Int& count) { count = py::add(count, 1); });
template <class T, class Change> void atomic_update(T& place, Change&& change) {
  std::atomic_ref<T> shared(place);
  T before = shared.load();
  T after = before;
  for (change(after); !shared.compare_exchange_weak(before, after); change(after)) after = before;
}

} // namespace py
