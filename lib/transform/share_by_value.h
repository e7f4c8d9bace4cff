// lib/transform/share_by_value.h
//
// Passes what a region only reads by value.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after guard_regions. A shared variable lives in memory that other threads may write, so the compiler must load
/// it again and again; one that a parallel region or a task never writes may as well be a copy (firstprivate), which
/// stays in a register. Scalars and descriptors of arrays, not the elements.
void shareByValue(ir::Module& module);

} // namespace pyompcc::transform
