// lib/sema/resolve_directives.h
//
// Finds the OpenMP contexts of every function and parses their directives.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <span>

namespace pyompcc::sema {

/// Fills FunctionInfo::regions (without sharing), Program::directives and the ids of clause nodes; a function with a
/// context becomes native. The Python expressions in clauses are parsed into their file's tree and their names
/// resolved. A context whose directive cannot be read is reported and has no region; the statements in it stay those of
/// the region around it. Runs after resolveModules (an alias of `openmp` must be known) and before checkRegions.
///   with openmp("parallel for num_threads(n // 2)"):     a region; `n // 2` in clause_exprs[0][0]
void resolveDirectives(std::span<ast::ParsedModule* const> parsed, const support::SourceSet& sources, Program& program,
                       Resolutions& resolutions, support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
