// lib/sema/wrap_builtins.h
//
// Writes what compiled code cannot pass on as what it can: a built-in function that is an argument as a lambda.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pyompcc::sema {

/// The dotted name of an object of a module or of the builtins, empty for all else: `builtins.len`, `operator.mul`.
using DottedName = std::function<std::string(const ast::Expr&)>;

/// A copy of a function; null where nothing is to be written differently.
struct WrappedFunction {
  ast::FunctionDef* def = nullptr;
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written; ///< the statements that those of the copy are of
};

/// Comes before `lift_functions`, which makes functions of the lambdas.
///   sorted(xs, key=len)            sorted(xs, key=lambda value: len(value))
///   reduce(operator.mul, xs)   ->  reduce(lambda a, b: a * b, xs)
///   operator.itemgetter(1)         lambda value: value[1]
WrappedFunction wrapBuiltins(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                             const DottedName& dotted);

/// The name by which copies of trees call np.float64.
inline constexpr std::string_view NumpyFloatName = "numpy.float64";

} // namespace pyompcc::sema
