// runtime/include/pyomp/openmp.hpp
//
// Runtime routines of OpenMP whose C form would accept what Python's must reject.
#pragma once

#include "exceptions.hpp"

#include <omp.h>

#include <limits>

namespace py {

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

} // namespace py
