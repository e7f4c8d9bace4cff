// lib/sema/lift_functions.h
//
// Makes functions of the module level out of the functions inside a function.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/nested_scopes.h"
#include "lib/support/name.h"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

/// One function that stood inside another, by itself: what it captures are its first parameters.
struct LiftedFunction {
  ast::FunctionDef* def = nullptr;
  Name name;     ///< `outer.inner`, by which the copies of the tree call it
  Name cpp_name; ///< `outer_inner`
  std::size_t capture_count = 0;
};

/// A function without functions inside, and those.
struct LiftedFunctions {
  ast::FunctionDef* outer = nullptr; ///< null where there is nothing inside
  std::vector<LiftedFunction> inner;
  std::vector<NestedProblem> problems;
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written; ///< the statements that those of the copies are of
};

/// Lambda lifting (Johnsson 1985): calls of an inner function pass the variables that it uses of the functions around;
/// where it is a value, the value holds them. A variable that an inner function assigns, or that changes after a value
/// has taken it, becomes a cell that all of them share. The tree itself stays as it is; copies of it follow its ids.
///   def outer(a):                       def outer.inner(a, x):
///     def inner(x): return x * a          return x * a
///     return inner(2)             ->    def outer(a):
///                                         return outer.inner(a, 2)
/// `path` is the name of the function itself, which those of the inner ones begin with.
LiftedFunctions liftFunctions(const ast::FunctionDef& def, Name path, ast::ParsedModule& parsed,
                              support::NameTable& names);

/// Names of builtins that only copies of trees call: `cell.get` and so on.
inline constexpr std::string_view CellGetName = "cell.get";
inline constexpr std::string_view CellNewName = "cell.new";
inline constexpr std::string_view CellSetName = "cell.set";
inline constexpr std::string_view MakeFunctionName = "function.new";

} // namespace pyompcc::sema
