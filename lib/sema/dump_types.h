// lib/sema/dump_types.h
//
// The types of every instance as text (`--emit types`).
#pragma once

#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <string>

namespace pyompcc::sema {

/// One paragraph for each instance, in the order of Program::instances: the signature, then each web with its type and
/// the line of its first definition, in order of source, then the instances that it calls. Ends with a line end.
///   half(x: int) -> float
///     x: int            line 4, parameter
///     y: float          line 5
std::string dumpTypes(const Program& program, const support::SourceSet& sources, const support::NameTable& names);

} // namespace pyompcc::sema
