// lib/sema/check_regions.h
//
// Checks that OpenMP regions have the structure that their directives need.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Reports: directives and clauses that are not compiled yet; a loop directive without its loop; a directive that needs
/// a block and has none; jumps out of a region; constructs where they must not be nested. Runs after resolveDirectives
/// and before inferSharing, which relies on Region::loop being what the directive applies to.
///   with openmp("for"):
///       for i in range(n):
///           if a[i] < 0: break          error BreakInWorkSharing
void checkRegions(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                  const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
