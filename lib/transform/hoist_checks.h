// lib/transform/hoist_checks.h
//
// Moves run-time tests out of loops.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after prove_checks, which leaves only the tests that depend on the arguments, and before guard_regions, which
/// must know what can still raise. Wraps the outermost loop or construct whose index tests all follow from a few
/// conditions on values that it does not change: its body then exists without the tests for the case that the
/// conditions hold, and exact for the other. Integer operations that fit when those values are small are treated alike.
///   for i in range(n):                hoisted (covers(a, 0, n)):
///       a[i] += 1.0            ->         for i in range(n): a[i].hoisted += 1.0
/// A part that a `return` leaves is not moved; its inner loops may be.
void hoistChecks(ir::Module& module, sema::TypeTable& types);

} // namespace pyompcc::transform
