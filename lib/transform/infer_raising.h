// lib/transform/infer_raising.h
//
// What can raise an exception.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// When an exception can leave a piece of code.
enum class Raises : std::uint8_t {
  Never,
  Exact, ///< only in the exact instance of the enclosing Hoisted
  Always ///< in both
};

/// Of a piece of code as it stands; needs Function::can_raise of the functions it calls.
Raises raises(const ir::Expr& expr);
Raises raises(const ir::Stmt& stmt);
Raises raises(const ir::Block& block);

/// Sets Function::can_raise and Function::releases_gil of all functions. The GIL is released by functions that may run
/// long: those with a loop, a construct or a recursion, and those that call such.
void inferRaising(ir::Module& module);

} // namespace pyompcc::transform
