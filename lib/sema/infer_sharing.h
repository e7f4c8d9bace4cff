// lib/sema/infer_sharing.h
//
// Gives every name used in an OpenMP region its data-sharing attribute.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Fills Region::sharing (without webs) of one function. A region that makes a data environment (parallel, task, teams,
/// target) gets an entry for each name that is used in it; any other one for the names that its clauses list and its
/// loop variables, and all other names are those of the region around. Runs after checkRegions (a directive on the
/// wrong statements means nothing) and before inferWebs (which gives private names variables of their own). Rules in
/// the order of OpenMP 5.2 section 5.1.1, with semantics for Python's variables, which are not declared: a name whose
/// values stay inside the region is as if declared in it.
///   s = 0.0
///   with openmp("parallel for reduction(+:s)"):      s reduction; i private; a, n shared; t private
///       for i in range(n):
///           t = a[i]
///           s += t * t
void inferSharing(FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                  support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
