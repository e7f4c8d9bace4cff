// lib/ir/clone.h
//
// Copies of expressions.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::ir {

/// A copy of `expr` and everything below it, in the module's arena. Variables and functions are shared, not copied.
Expr* clone(Module& module, const Expr* expr);

} // namespace pyompcc::ir
