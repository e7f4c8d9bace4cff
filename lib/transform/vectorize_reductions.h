// lib/transform/vectorize_reductions.h
//
// Lets reductions use vector registers.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after prove_checks and hoist_checks. A work-sharing loop with a `reduction` clause has no defined order of its
/// sums (OpenMP 5.2, section 5.5.5), so that it may add in vector lanes: its directive gets `simd` when the body is
/// straight-line code of arithmetic that cannot raise.
void vectorizeReductions(ir::Module& module);

} // namespace pyompcc::transform
