// runtime/include/pyomp/openmp.hpp
//
// Runtime routines of OpenMP whose C form would accept what Python's must reject, or returns through pointers.
#pragma once

#include "exceptions.hpp"

#include <omp.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace py {

/// The chunk of a loop whose iterations wait for each other: the first thread takes all of them, in order.
constexpr Int in_order() { return Int{1} << 40; }

/// A positive number of threads, for `num_threads` clauses and omp_set_num_threads; raises ValueError otherwise.
inline int num_threads(Int count, int line = __builtin_LINE()) {
  if (count < 1 || count > std::numeric_limits<int>::max()) [[unlikely]] {
    raise::valueError("the number of threads must be positive", line);
  }
  return static_cast<int>(count);
}
inline void omp_set_num_threads(Int count, int line = __builtin_LINE()) {
  ::omp_set_num_threads(num_threads(count, line));
}

/// A positive value of a clause; raises ValueError otherwise.
inline Int positive(Int value, int line = __builtin_LINE()) {
  if (value < 1) [[unlikely]]
    raise::valueError("the value of an OpenMP clause must be positive", line);
  return value;
}

/// At most so many teams, and threads of each, as the host has processors: LLVM's runtime warns of more, and makes
/// fewer. Inside of a parallel region there are no teams (OpenMP 5.2 section 10.2): raises RuntimeError.
inline Int num_teams(Int count, int line = __builtin_LINE()) {
  if (omp_in_parallel()) [[unlikely]]
    throw RuntimeError("`num_teams` asks for teams inside of a parallel region", line);
  return std::min<Int>(positive(count, line), omp_get_num_procs());
}
inline Int thread_limit(Int count, Int teams, int line = __builtin_LINE()) {
  return std::min<Int>(positive(count, line), std::max<Int>(omp_get_num_procs() / num_teams(teams, line), 1));
}

/// An argument of a routine; raises OverflowError where C's int does not hold it, as CPython does for C functions.
inline int c_int(Int value, int line = __builtin_LINE()) {
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) [[unlikely]] {
    raise::overflowError("Python int too large to convert to C int", line);
  }
  return static_cast<int>(value);
}

inline void omp_display_env(bool verbose) { ::omp_display_env(verbose); }
inline Int omp_get_ancestor_thread_num(Int level, int line = __builtin_LINE()) {
  return ::omp_get_ancestor_thread_num(c_int(level, line));
}
inline Int omp_get_place_num_procs(Int place, int line = __builtin_LINE()) {
  return ::omp_get_place_num_procs(c_int(place, line));
}
inline Int omp_get_team_size(Int level, int line = __builtin_LINE()) { return ::omp_get_team_size(c_int(level, line)); }
inline Int omp_pause_resource(Int kind, Int device, int line = __builtin_LINE()) {
  return ::omp_pause_resource(static_cast<omp_pause_resource_t>(c_int(kind, line)), c_int(device, line));
}
inline Int omp_pause_resource_all(Int kind, int line = __builtin_LINE()) {
  return ::omp_pause_resource_all(static_cast<omp_pause_resource_t>(c_int(kind, line)));
}
inline void omp_set_default_device(Int device, int line = __builtin_LINE()) {
  ::omp_set_default_device(c_int(device, line));
}
inline void omp_set_dynamic(bool dynamic) { ::omp_set_dynamic(dynamic); }
inline void omp_set_max_active_levels(Int levels, int line = __builtin_LINE()) {
  ::omp_set_max_active_levels(c_int(levels, line));
}
inline void omp_set_nested(bool nested) { ::omp_set_nested(nested); }
inline void omp_set_num_teams(Int count, int line = __builtin_LINE()) { ::omp_set_num_teams(c_int(count, line)); }
inline void omp_set_teams_thread_limit(Int count, int line = __builtin_LINE()) {
  ::omp_set_teams_thread_limit(c_int(count, line));
}

/// The kind carries omp_sched_monotonic in its highest bit, which an int of Python's holds as 2**31.
inline void omp_set_schedule(Int kind, Int chunk, int line = __builtin_LINE()) {
  if (kind < 0 || kind > std::numeric_limits<unsigned>::max()) [[unlikely]] {
    raise::overflowError("Python int too large to convert to C int", line);
  }
  ::omp_set_schedule(static_cast<omp_sched_t>(static_cast<unsigned>(kind)), c_int(chunk, line));
}
inline std::tuple<Int, Int> omp_get_schedule() {
  omp_sched_t kind{};
  int chunk = 0;
  ::omp_get_schedule(&kind, &chunk);
  return {static_cast<unsigned>(kind), chunk};
}

} // namespace py
