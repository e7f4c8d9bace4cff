// lib/sema/infer_webs.h
//
// Splits each Python name of a function into webs: the values that can reach a common use are one variable.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Fills `webs`, `web_of_node`, `falls_off_end`, and `inside` and `outside` of every SharingEntry. Runs after
/// inferSharing (what is private in a region has webs of its own there) and before inferTypes (a web has one type).
///   x = 1; f(x); x = 2.0; g(x)              two webs
///   x = 1                                   one web: both values reach f
///   if c: x = 2.0
///   f(x)
/// In a region a name that is shared is one web with what reaches the region and what leaves it, for any thread may
/// read what another wrote. A name that is private starts unbound, one that is firstprivate with the outer value, one
/// that is reduced with the operator's identity; what it was outside is untouched, but for lastprivate and reductions.
/// Reports names that are certainly, and private ones that are possibly, read before they are assigned.
void inferWebs(FunctionInfo& function, const ast::ParsedModule& parsed, const support::NameTable& names,
               diag::Emitter& emitter);

} // namespace pyompcc::sema
