// lib/sema/dump_directives.h
//
// The OpenMP regions of every function as text (`--emit directives`).
#pragma once

#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <string>

namespace pyompcc::sema {

/// One paragraph for each function with regions: its name, then each region by line with its directive, and each name
/// with its data-sharing attribute and the reason; inner regions are indented.
///   total
///     line 9: parallel for reduction(+: s)
///       s: reduction(+)   clause
///       i: private        loop variable
///       n: shared         used outside too
std::string dumpDirectives(const Program& program, const support::SourceSet& sources, const support::NameTable& names);

} // namespace pyompcc::sema
