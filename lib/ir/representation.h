// lib/ir/representation.h
//
// Which types are the same in C++.
#pragma once

#include "lib/sema/type.h"

namespace pyompcc::ir {

/// Do values of the two types have one C++ type? Arrays do when element type and number of dimensions agree: which
/// layout a view carries is part of its C++ type, and a view in C order turns into a strided one by itself.
bool sameRepresentation(sema::Type left, sema::Type right);

/// May a value of `from` stand where one of `to` is declared?
bool standsFor(sema::Type from, sema::Type to);

} // namespace pyompcc::ir
