// lib/transform/poll_signals.h
//
// Lets Ctrl-C end loops that run long.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after vectorize_reductions, whose loops stay as they are, and before infer_raising: a poll may raise. A loop
/// polls in each round when it is not flat: when it holds another loop, or calls what does; so does a `while` that
/// counts nothing. The loop of a work-sharing construct is marked, and guard_regions makes it look once in each round,
/// without a guard; inside its rounds, where a poll needs a guard, two levels of counting loops go unpolled. Recursive
/// functions poll when they test the stack.
///   for i in range(n):               for i in range(n):
///       for j in range(m): B    ->       poll
///                                        for j in range(m): B
void pollSignals(ir::Module& module);

} // namespace pyompcc::transform
