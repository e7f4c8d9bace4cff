// lib/ir/verify.h
//
// Checks what every pass may rely on.
#pragma once

#include "lib/ir/ir.h"

#include <string_view>

namespace pyompcc::ir {

/// Stops the compilation as a defect of the pass that ran last when the module breaks a rule of ir.h: operands and
/// results of the right C++ types, variables of the function they are used in, loop variables that the body leaves
/// alone, modes marked Hoisted inside Hoisted only, loops that `break` can leave, directives with the body they need,
/// nesting within MaxDepth. Not for modules whose lowering reported errors.
void verify(const Module& module, std::string_view after_pass);

} // namespace pyompcc::ir
