// lib/transform/jam_loops.h
//
// Lets the innermost loop serve several rounds of the loops around it.
#pragma once

#include "lib/ir/ir.h"
#include "lib/sema/type.h"

namespace pyompcc::transform {

/// Runs after hoist_checks, which says which tests are left, and before poll_signals and guard_regions, for no part of
/// a jammed nest can raise. Looks for nests of three loops, or of two inside another, whose innermost body only updates
/// elements that do not depend on the middle variable, and unrolls and jams the loops around the innermost one (as
/// Callahan, Cocke and Kennedy 1988): what was loaded and stored in each round of them stays in registers. Each element
/// is updated in the order of the source, so that results are the same bit for bit.
///   for i in range(n):                      for block in range(blocks):
///       for k in range(l):             ->       jam i in (block of n), k in (0, l), j in (0, m) apart c, a, b:
///           for j in range(m):                      c[i, j] += a[i, k] * b[k, j]
///               c[i, j] += a[i, k] * b[k, j]
/// What is updated must not overlap what is read: a condition of the enclosing Hoisted, which is made where there is
/// none. The outermost loop may be that of a work-sharing construct without a chunk.
void jamLoops(ir::Module& module, sema::TypeTable& types);

} // namespace pyompcc::transform
