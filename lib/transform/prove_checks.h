// lib/transform/prove_checks.h
//
// Deletes run-time tests that can never fail.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs first: everything after it looks only at tests that are left. Checked arithmetic whose result always fits,
/// divisions by what is never zero, square roots of what is never negative become Plain; an index that always lies
/// within its axis becomes Proved; a test of a loop's bounds that always holds is removed.
///   for i in range(n): s += 4.0 / (1.0 + x * x)    ->   the division cannot be by zero
void proveChecks(ir::Module& module);

} // namespace pyompcc::transform
