// lib/transform/guard_regions.h
//
// Keeps exceptions inside the constructs where they occur, and raises them after those.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after hoist_checks, which decides what can raise, and before place_declarations, since guarded parts are blocks
/// of their own. No exception may leave a structured block (OpenMP 5.2, section 1.2.2). The outermost construct with a
/// part that can raise gets a variable that keeps the first exception; iterations, tasks and blocks run in a Guard;
/// after the construct, and after each taskwait of tasks that stand outside of any construct, it is raised again. Code
/// of a parallel region between work-sharing constructs and barriers is guarded piece by piece, so that every thread
/// still meets every barrier. What cannot raise is left as it is.
///   with openmp("parallel for"):              raised = py::Raised
///       for i in range(n): B          ->      parallel for: for i in range(n): guard(raised, i): B
///                                             rethrow(raised)
void guardRegions(ir::Module& module, sema::TypeTable& types);

} // namespace pyompcc::transform
