// lib/scope/check_targets.cpp
//
// Stars that unpack into nothing, targets that are constants, keywords given twice.
#include "lib/ast/walk.h"
#include "lib/diag/rows/scope.h"
#include "lib/scope/check_syntax.h"

#include <unordered_set>

namespace pyompcc::scope {
namespace {

class TargetChecker {
 public:
  TargetChecker(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter)
      : module_(module), names_(names), emitter_(emitter) {}

  void run() {
    ast::forEachNode(*module_.root, [&](const ast::Node& node) {
      visitNode(node);
      return true;
    });
  }

 private:
  template <class... Args>
  void report(const ast::Node& node, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    emitter_.report(module_.loc(node), row, args...);
  }
  void visitNode(const ast::Node& node);
  void visitElements(std::span<ast::Expr* const> elements, ast::ExprContext context);
  void visitCall(std::span<ast::Expr* const> args, std::span<ast::Keyword* const> keywords);
  void refuseDebug(Name name, const ast::Node& node) {
    if (name && names_.text(name) == "__debug__") report(node, diag::DebugAssigned);
  }
  void allow(const ast::Expr* expr) {
    if (expr && expr->kind == ast::NodeKind::Starred) unpacked_.insert(expr);
  }

  const ast::ParsedModule& module_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
  // Starred expressions whose parent, visited before them, unpacks them.
  std::unordered_set<const ast::Node*> unpacked_;
};

void TargetChecker::visitNode(const ast::Node& node) {
  using enum ast::NodeKind;
  switch (node.kind) {
  case Starred: {
    if (unpacked_.contains(&node)) return;
    bool is_target = static_cast<const ast::Starred&>(node).ctx == ast::ExprContext::Store;
    if (is_target) {
      report(node, diag::StarTargetAlone);
    } else {
      report(node, diag::BareStar);
    }
    return;
  }
  case Tuple: {
    const auto& tuple = static_cast<const ast::Tuple&>(node);
    return visitElements(tuple.elts, tuple.ctx);
  }
  case List: {
    const auto& list = static_cast<const ast::List&>(node);
    return visitElements(list.elts, list.ctx);
  }
  case Set: return visitElements(static_cast<const ast::Set&>(node).elts, ast::ExprContext::Load);
  case Call: {
    const auto& call = static_cast<const ast::Call&>(node);
    return visitCall(call.args, call.keywords);
  }
  case ClassDef: {
    const auto& definition = static_cast<const ast::ClassDef&>(node);
    refuseDebug(definition.name, node);
    return visitCall(definition.bases, definition.keywords);
  }
  case FunctionDef: return refuseDebug(static_cast<const ast::FunctionDef&>(node).name, node);
  case AsyncFunctionDef: return refuseDebug(static_cast<const ast::AsyncFunctionDef&>(node).name, node);
  case NameExpr: {
    const auto& name = static_cast<const ast::NameExpr&>(node);
    if (name.ctx != ast::ExprContext::Load) refuseDebug(name.id, node);
    return;
  }
  case Attribute: {
    const auto& attribute = static_cast<const ast::Attribute&>(node);
    if (attribute.ctx != ast::ExprContext::Load) refuseDebug(attribute.attr, node);
    return;
  }
  case Arg: {
    const auto& arg = static_cast<const ast::Arg&>(node);
    refuseDebug(arg.arg, node);
    // *args: *Ts unpacks types (PEP 646).
    return allow(arg.annotation);
  }
  case TypeVarTuple: {
    const auto& param = static_cast<const ast::TypeVarTuple&>(node);
    refuseDebug(param.name, node);
    return allow(param.default_value);
  }
  case TypeVar: return refuseDebug(static_cast<const ast::TypeVar&>(node).name, node);
  case ParamSpec: return refuseDebug(static_cast<const ast::ParamSpec&>(node).name, node);
  case Alias: {
    const auto& alias = static_cast<const ast::Alias&>(node);
    std::string_view text = names_.text(alias.asname ? alias.asname : alias.name);
    if (text.substr(0, text.find('.')) == "__debug__") report(node, diag::DebugAssigned);
    return;
  }
  case ExceptHandler: return refuseDebug(static_cast<const ast::ExceptHandler&>(node).name, node);
  case MatchAs: return refuseDebug(static_cast<const ast::MatchAs&>(node).name, node);
  case MatchStar: return refuseDebug(static_cast<const ast::MatchStar&>(node).name, node);
  case MatchMapping: return refuseDebug(static_cast<const ast::MatchMapping&>(node).rest, node);
  default: return;
  }
}

void TargetChecker::visitElements(std::span<ast::Expr* const> elements, ast::ExprContext context) {
  bool has_star = false;
  for (const ast::Expr* element : elements) {
    if (element->kind != ast::NodeKind::Starred) continue;
    allow(element);
    if (has_star && context == ast::ExprContext::Store) report(*element, diag::StarTargetRepeated);
    has_star = true;
  }
}

void TargetChecker::visitCall(std::span<ast::Expr* const> args, std::span<ast::Keyword* const> keywords) {
  for (const ast::Expr* arg : args) allow(arg);
  std::unordered_set<Name> given;
  for (const ast::Keyword* keyword : keywords) {
    refuseDebug(keyword->arg, *keyword);
    if (keyword->arg && !given.insert(keyword->arg).second) {
      report(*keyword, diag::KeywordRepeated, names_.text(keyword->arg));
    }
  }
}

} // namespace

void checkTargets(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter) {
  TargetChecker(module, names, emitter).run();
}

} // namespace pyompcc::scope
