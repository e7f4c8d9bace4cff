// lib/sema/expand_globals.h
//
// Writes variables of the module as the only elements of lists, which functions, regions and calls share in memory.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pyompcc::sema {

/// What the function asks of the file around it.
struct GlobalSurroundings {
  /// Is it a variable of the module: bound there to values, and bound again somewhere?
  std::function<bool(support::Name)> is_variable;
  /// Has each thread its own (`threadprivate`)?
  std::function<bool(support::Name)> is_threadprivate;
  /// Is it the context of OpenMP?
  std::function<bool(const ast::Expr&)> is_directive;
};

/// A function as it is compiled; null where it uses no variable of the module.
struct GlobalExpansion {
  ast::FunctionDef* def = nullptr;
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written; ///< the statements that those of the copy are of
};

/// The name of the list that stands for a variable of the module: no name that a program can write.
inline constexpr std::string_view GlobalPrefix = "global ";

/// Comes before everything that looks at the names of the function. A name in a clause that makes copies of it is a
/// variable of the function from before the outermost construct to behind it.
///   global total                            total = `global total`[0]
///   with openmp("for reduction(+:total)"):  with openmp("for reduction(+:total)"):
///       for x in xs: total += x         ->      for x in xs: total += x
///   total += 1                              `global total`[0] = total
///                                           `global total`[0] += 1
/// A name that the function binds otherwise than by `=` and `op=` keeps its `global`, which is then rejected.
GlobalExpansion expandGlobals(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                              const GlobalSurroundings& surroundings);

/// The same for an expression of a clause, in which no name is bound.
const ast::Expr* expandGlobals(const ast::Expr& expr, ast::ParsedModule& parsed, support::NameTable& names,
                               const std::function<bool(support::Name)>& is_variable);

/// `counter` for the list that stands for it, and every other name as it is.
inline std::string_view withoutGlobalPrefix(std::string_view name) {
  return name.substr(0, GlobalPrefix.size()) == GlobalPrefix ? name.substr(GlobalPrefix.size()) : name;
}

} // namespace pyompcc::sema
