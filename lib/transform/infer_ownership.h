// lib/transform/infer_ownership.h
//
// Which array variables own their memory, and through which elements are assigned.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Sets Var::owns and Var::written of every array variable. A variable owns when it is given an array that is made here
/// or comes from a call, when it may be returned, or when it exchanges its array with one that owns; every other one
/// only looks at memory that somebody else keeps alive. Written goes from views to what they are views of, and through
/// calls.
void inferOwnership(ir::Module& module);

} // namespace pyompcc::transform
