// lib/sema/declare_reduction.h
//
// `declare reduction`: reductions that a program defines, and those of tuples that Python's `min` and `max` give.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/omp/directive.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <optional>

namespace pyompcc::sema {

/// Where a declaration stands, and what it is added to.
struct ReductionPlace {
  ast::ParsedModule& parsed;
  const support::SourceFile& source;
  Program& program;
  Resolutions& resolutions;
  support::NameTable& names;
  diag::Emitter& emitter;
  std::uint32_t module = 0;
  std::optional<std::uint32_t> function = {}; ///< that it stands in; none at the level of the module
};

/// Enters what a `declare reduction` directive says (OpenMP 5.2 section 5.5.11) into Program::reductions. Its combiner
/// and its initializer become functions of the program, which reductions call with the types of their variables:
///   declare reduction(longest : str : longer(omp_out, omp_in)) initializer(omp_priv = "")
///     def longest(omp_out, omp_in): return longer(omp_out, omp_in)
/// The combiner is `omp_out = VALUE`, the value itself, a change of a part (`omp_out.n += omp_in.n`), or a call that
/// changes omp_out. Reports what is none of these, types that no reduction combines, and a second declaration of a name
/// for a type.
void declareReduction(const omp::Directive& directive, const ReductionPlace& place);

/// Makes `min` or `max` of tuples a declared reduction of the module, unless it is one.
void declareTupleReduction(omp::ReductionOperator op, support::Loc loc, const ReductionPlace& place);

/// The name of a reduction clause's operator or identifier; none of other clauses.
std::optional<Name> reductionName(const omp::Clause& clause, support::NameTable& names);

/// The reduction of a name for a type that a function sees: its own before those of the module. None where there is
/// none.
std::optional<std::uint32_t> findReduction(const Program& program, const FunctionInfo& function, Name name, Type type);

} // namespace pyompcc::sema
