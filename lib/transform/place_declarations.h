// lib/transform/place_declarations.h
//
// Decides where each variable is declared and what it is called.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs last: it fills Assign::declares and Block::declarations. A variable is declared in the innermost block that
/// holds all its uses, at its first assignment where that comes first; where a loop may carry its value from one
/// iteration to the next, outside of that loop. So private variables stand inside their region, and C++ scoping does
/// the work of clauses. Variables of one Python name and type in one block are made one; those whose names would hide
/// each other get a number.
void placeDeclarations(ir::Module& module);

} // namespace pyompcc::transform
