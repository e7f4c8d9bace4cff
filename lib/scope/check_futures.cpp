// lib/scope/check_futures.cpp
//
// `from __future__ import ...` (language reference, section 7.11.1).
#include "lib/ast/category.h"
#include "lib/ast/walk.h"
#include "lib/diag/rows/scope.h"
#include "lib/scope/check_syntax.h"

#include <algorithm>

namespace pyompcc::scope {
namespace {

constexpr std::string_view Features[] = {"nested_scopes",  "generators",     "division",         "absolute_import",
                                         "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL",
                                         "generator_stop", "annotations"};

const ast::ImportFrom* asFuture(const ast::Node& node, const support::NameTable& names) {
  const auto* import = ast::as<ast::ImportFrom>(&node);
  bool is_future = import && import->level == 0 && import->module && names.text(import->module) == "__future__";
  return is_future ? import : nullptr;
}

bool isText(const ast::Stmt& stmt) {
  const auto* expr = ast::as<ast::ExprStmt>(&stmt);
  const auto* constant = expr ? ast::as<ast::Constant>(expr->value) : nullptr;
  return constant && constant->value.kind == ast::ConstantValue::Kind::Str;
}

} // namespace

// Before them only the module's docstring and other imports of features may stand.
void checkFutures(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter) {
  std::span<ast::Stmt* const> body = module.root->body;
  auto other = std::ranges::find_if(
      body, [&](const ast::Stmt* stmt) { return !asFuture(*stmt, names) && !(stmt == body.front() && isText(*stmt)); });
  std::uint32_t start_end = other == body.end() ? UINT32_MAX : (*other)->begin;
  ast::forEachNode(*module.root, [&](const ast::Node& node) {
    const ast::ImportFrom* import = asFuture(node, names);
    if (!import) return ast::categoryOf(node.kind) != ast::Category::Expr;
    for (const ast::Alias* alias : import->names) {
      std::string_view feature = names.text(alias->name);
      bool is_known = std::ranges::find(Features, feature) != std::end(Features);
      if (!is_known) emitter.report(module.loc(*import), diag::FutureUnknown, feature);
    }
    if (import->begin > start_end) emitter.report(module.loc(*import), diag::FutureLate);
    return false;
  });
}

} // namespace pyompcc::scope
