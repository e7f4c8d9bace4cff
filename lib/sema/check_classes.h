// lib/sema/check_classes.h
//
// Checks the classes that compiled code uses.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Reports the problems of the classes that native functions use, and fields that `__init__` may leave without a value:
/// an object of the C++ has all its fields from the beginning.
void checkClasses(Program& program, const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
