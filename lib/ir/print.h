// lib/ir/print.h
//
// The intermediate representation as text, for people and golden tests.
#pragma once

#include "lib/ir/ir.h"

#include <string>

namespace pyompcc::ir {

/// The module, one statement a line, in a notation close to Python. Operations that test or wrap are written as calls
/// with their mode (`add.checked(a, b)`, `a[i, j].hoisted`), all others as operators. Variables are listed with their
/// types where their function begins; `declare` and `x: T = ...` show where they will be declared.
std::string print(const Module& module);

/// One expression, as print() shows it.
std::string print(const Expr& expr);

} // namespace pyompcc::ir
