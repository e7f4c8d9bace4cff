// lib/sema/read_exception.cpp
//
// Reads the bodies of exception classes.
#include "lib/sema/read_exception.h"

#include <algorithm>
#include <string_view>

namespace pyompcc::sema {
namespace {

// super().__init__(...) and self.x = ... : what nobody sees but through the object.
bool onlySetsFields(const ast::FunctionDef& init) {
  return std::ranges::all_of(init.body, [](const ast::Stmt* stmt) {
    if (ast::as<ast::Pass>(stmt)) return true;
    if (const auto* value = ast::as<ast::ExprStmt>(stmt)) {
      const auto* call = ast::as<ast::Call>(value->value);
      return ast::as<ast::Constant>(value->value) || (call && ast::as<ast::Attribute>(call->func));
    }
    const auto* assign = ast::as<ast::Assign>(stmt);
    const auto* annotated = ast::as<ast::AnnAssign>(stmt);
    if (annotated) return annotated->target->kind == ast::NodeKind::Attribute;
    return assign && std::ranges::all_of(assign->targets, [](const ast::Expr* target) {
             return target->kind == ast::NodeKind::Attribute;
           });
  });
}

} // namespace

bool readExceptionBody(const ast::ClassDef& def, const support::NameTable& names, ExceptionClass& exception) {
  for (const ast::Stmt* stmt : def.body) {
    const auto* value = ast::as<ast::ExprStmt>(stmt);
    if (ast::as<ast::Pass>(stmt) || (value && ast::as<ast::Constant>(value->value))) continue;
    exception.has_methods = true;
    if (ast::as<ast::Assign>(stmt) || ast::as<ast::AnnAssign>(stmt)) continue;
    const auto* method = ast::as<ast::FunctionDef>(stmt);
    if (!method) return false;
    std::string_view name = names.text(method->name);
    if (name == "__new__" || name == "__init_subclass__") return false;
    if (name != "__init__") continue;
    if (!method->decorator_list.empty() || !onlySetsFields(*method)) return false;
    exception.init = method;
  }
  return true;
}

} // namespace pyompcc::sema
