// lib/sema/expand_prange.h
//
// Writes loops over `prange` as the work-sharing loops that they stand for.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/support/name.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pyompcc::sema {

/// A function as it is compiled, and where its statements come from.
struct ParallelisedFunction {
  ast::FunctionDef* def = nullptr; ///< null where there is nothing to write
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written;
};

/// Comes before `expand_contexts`, for the copies hold contexts (Numba 0.60 reference manual, "Automatic
/// parallelization with @jit", explicit parallel loops):
///   for i in prange(n):              with openmp("parallel for reduction(+: s)"):
///     s += a[i]             ->         for i in prange(n):
///                                        s += a[i]
/// A loop inside another, or inside a parallel region, runs in order, and so does one that something may leave; one
/// that carries a value from iteration to iteration too, with a warning. `dotted` names the objects of modules.
ParallelisedFunction expandPrange(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                                  const std::function<std::string(const ast::Expr&)>& dotted, diag::Emitter& emitter);

/// The name by which the copies call the context of OpenMP.
inline constexpr std::string_view PrangeContextName = "prange.loop";

} // namespace pyompcc::sema
