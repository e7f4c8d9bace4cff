// lib/sema/iteration_flow.h
//
// What one iteration of a loop does with the names that it assigns.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {

/// The names that the body of a loop binds. One that `carried` holds may be read in an iteration before that iteration
/// has assigned it: it has the value of an earlier iteration, or of before the loop.
struct IterationFlow {
  std::vector<support::Name> bound; ///< in order of first binding
  std::unordered_set<support::Name> carried;
  std::unordered_set<support::Name> settled; ///< assigned whenever an iteration ends
};
IterationFlow iterationFlow(const ast::For& loop);

/// Names that every iteration of a loop only updates by one operation, with the operation as a clause of OpenMP writes
/// it (`+`, `*`, `&`, `|`, `^`, `max`, `min`):
///   s += e    s -= e    s = s + e    m = max(m, e)    if e > m: m = e
/// So are arrays whose elements are updated where the loop's variable does not say which: `h[k[i]] += e`.
/// `max` and `min` are the names of Python's functions.
std::unordered_map<support::Name, const char*> findReductions(const ast::For& loop, support::Name max,
                                                              support::Name min);

} // namespace pyompcc::sema
