// lib/sema/read_exception.h
//
// Exception classes that a file defines.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Notes the methods of an exception class. False where the class cannot be compiled: Python runs methods and constants
/// of the class, but `__init__` only when an object leaves compiled code, so it must do nothing that is seen from
/// elsewhere.
bool readExceptionBody(const ast::ClassDef& def, const support::NameTable& names, ExceptionClass& exception);

} // namespace pyompcc::sema
