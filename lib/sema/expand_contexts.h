// lib/sema/expand_contexts.h
//
// Writes `with` of objects and `yield from` as the statements that they stand for.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <functional>
#include <string_view>
#include <unordered_map>

namespace pyompcc::sema {

/// A function as it is compiled, and where its statements come from.
struct ExpandedFunction {
  ast::FunctionDef* def = nullptr; ///< null where there is nothing to expand
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written;
};

/// The `with` of an object is what the Python language reference (8.5) says, without the exception itself, which
/// `__exit__` may only compare with None:
///   with lock as held:            context = lock
///       work()                    held = context.__enter__()
///                                 failed = False
///                                 try:
///                                     try:
///                                         work()
///                         ->          except BaseException:
///                                         failed = True
///                                         if not context.__exit__(True, True, True): raise
///                                 finally:
///                                     if not failed: context.__exit__(None, None, None)
/// `yield from values` is a loop that yields each; its value is what `values` returned. A handler that yields runs
/// behind its statement, as far as it does without its exception. `is_directive` tells contexts of OpenMP, which stay.
ExpandedFunction expandContexts(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                                const std::function<bool(const ast::Expr&)>& is_directive);

/// The method of a generator, which only copies of trees call, that gives what it returned.
inline constexpr std::string_view ReturnedName = "value of yield from";

} // namespace pyompcc::sema
