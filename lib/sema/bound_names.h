// lib/sema/bound_names.h
//
// The names that Python code binds.
#pragma once

#include "lib/ast/ast.h"

#include <unordered_set>
#include <vector>

namespace pyompcc::sema {

/// Calls `bind(Name, const ast::Node&)` for each name that `node` itself binds, its children left out: a stored or
/// deleted name, a parameter, an import, a def, a class, the `as` of a handler, a capture of a pattern (Python language
/// reference 4.2.1).
template <class Bind> void forEachBinding(const ast::Node& node, Bind&& bind) {
  using namespace ast;
  if (const auto* name = as<NameExpr>(&node)) {
    if (name->ctx != ExprContext::Load) bind(name->id, node);
  } else if (const auto* arg = as<Arg>(&node)) {
    bind(arg->arg, node);
  } else if (const auto* function = as<FunctionDef>(&node)) {
    bind(function->name, node);
  } else if (const auto* coroutine = as<AsyncFunctionDef>(&node)) {
    bind(coroutine->name, node);
  } else if (const auto* class_def = as<ClassDef>(&node)) {
    bind(class_def->name, node);
  } else if (const auto* handler = as<ExceptHandler>(&node)) {
    if (handler->name) bind(handler->name, node);
  } else if (const auto* capture = as<MatchAs>(&node)) {
    if (capture->name) bind(capture->name, node);
  } else if (const auto* star = as<MatchStar>(&node)) {
    if (star->name) bind(star->name, node);
  } else if (const auto* mapping = as<MatchMapping>(&node)) {
    if (mapping->rest) bind(mapping->rest, node);
  }
}

/// Whether a pattern captures a part of its subject under a name (`_` is none).
bool capturesNames(const ast::Pattern& pattern);

/// The first component of an import's name, or the name after `as`: what the import binds. `import numpy.linalg` binds
/// `numpy`. Not for `*`.
support::Name importedName(const ast::Alias& alias, bool from_import, support::NameTable& names);

/// Every name bound below a def, class or other statement: parameters, variables, and those of functions, classes and
/// comprehensions inside it, without those declared `global` there. The names of the def's own decorators, defaults and
/// annotations belong to the scope around it and are left out.
std::unordered_set<support::Name> boundNames(const ast::Node& def, support::NameTable& names);

/// The parameters of a function in order: positional-only, ordinary, `*args`, keyword-only, `**kwargs`.
std::vector<const ast::Arg*> parameters(const ast::Arguments& arguments);

} // namespace pyompcc::sema
