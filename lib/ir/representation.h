// lib/ir/representation.h
//
// Which types are the same in C++.
#pragma once

#include "lib/sema/type.h"

#include <optional>

namespace pyompcc::ir {

/// The element type that a number has in C++: Python's int is an int64, its float a float64. Nothing for other types.
std::optional<sema::DType> numberRepresentation(sema::Type type);

/// Do values of the two types have one C++ type? Arrays do when element type and number of dimensions agree: which
/// layout a view carries is part of its C++ type, and a view in C order turns into a strided one by itself.
bool sameRepresentation(sema::Type left, sema::Type right);

/// May a value of `from` stand where one of `to` is declared?
bool standsFor(sema::Type from, sema::Type to);

} // namespace pyompcc::ir
