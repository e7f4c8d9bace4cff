// lib/lower/check_shared_changes.h
//
// Rejects changes of containers that other threads may see at the same time.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/ir/ir.h"

namespace pyompcc::lower {

/// Runs when all functions of the module are lowered, since a call may change what it is given. Reports each place
/// where the threads of a construct may change one list, dict or set at once: outside of `critical`, `single`, `masked`
/// and `ordered`. Assigning an element of a list that is there is no such change.
void checkSharedChanges(const ir::Module& module, diag::Emitter& emitter);

} // namespace pyompcc::lower
