// lib/scope/collect_expressions.cpp
//
// Names in expressions, and the scopes that lambdas and comprehensions make.
#include "lib/ast/walk.h"
#include "lib/diag/rows/scope.h"
#include "lib/scope/symbol_collector.h"

namespace pyompcc::scope {

// Visits in source order with a stack of its own; what makes a scope is visited by recursion.
void SymbolCollector::visitExpr(const ast::Node* expr) {
  if (!expr) return;
  ast::forEachNode(*expr, [&](const ast::Node& node) { return visitNode(node); });
}

// True when the children are still to be visited.
bool SymbolCollector::visitNode(const ast::Node& node) {
  using enum ast::NodeKind;
  switch (node.kind) {
  case NameExpr: visitName(static_cast<const ast::NameExpr&>(node)); return false;
  case NamedExpr: visitNamed(static_cast<const ast::NamedExpr&>(node)); return false;
  case Lambda: visitLambda(static_cast<const ast::Lambda&>(node)); return false;
  case Yield: {
    const auto& yield = static_cast<const ast::Yield&>(node);
    visitYield(yield, yield.value);
    return false;
  }
  case YieldFrom: {
    const auto& yield = static_cast<const ast::YieldFrom&>(node);
    visitYield(yield, yield.value);
    return false;
  }
  case Await:
    refuseInAnnotation(static_cast<const ast::Expr&>(node), "`await`");
    current().is_coroutine = true;
    return true;
  case ListComp: {
    const auto& list = static_cast<const ast::ListComp&>(node);
    visitComprehension(list, ComprehensionKind::List, "listcomp", list.generators, nullptr, *list.elt);
    return false;
  }
  case SetComp: {
    const auto& set = static_cast<const ast::SetComp&>(node);
    visitComprehension(set, ComprehensionKind::Set, "setcomp", set.generators, nullptr, *set.elt);
    return false;
  }
  case DictComp: {
    const auto& dict = static_cast<const ast::DictComp&>(node);
    visitComprehension(dict, ComprehensionKind::Dict, "dictcomp", dict.generators, dict.key, *dict.value);
    return false;
  }
  case GeneratorExp: {
    const auto& generator = static_cast<const ast::GeneratorExp&>(node);
    visitComprehension(generator, ComprehensionKind::Generator, "genexpr", generator.generators, nullptr,
                       *generator.elt);
    return false;
  }
  default: return true;
  }
}

void SymbolCollector::visitName(const ast::NameExpr& name) {
  bool is_read = name.ctx == ast::ExprContext::Load;
  add(name.id, is_read ? Used : Assigned, name);
  // `super()` finds its class through a name that the compiler provides.
  if (is_read && current().isFunctionLike() && names_.text(name.id) == "super") add(known("__class__"), Used, name);
}

// In a comprehension `:=` binds in the function around it (PEP 572).
void SymbolCollector::visitNamed(const ast::NamedExpr& named) {
  if (!refuseInAnnotation(named, "`:=`") && open_.back().iterable_depth > 0) report(named, diag::WalrusInIterable);
  const auto& target = static_cast<const ast::NameExpr&>(*named.target);
  if (current().comprehension != ComprehensionKind::None) bindInFunction(target);
  visitExpr(named.value);
  visitExpr(&target);
}

void SymbolCollector::bindInFunction(const ast::NameExpr& target) {
  Name name = target.id;
  for (std::size_t i = open_.size(); i-- > 0;) {
    std::uint32_t index = open_[i].scope;
    const Scope& scope = table_.scopes[index];
    if (scope.comprehension != ComprehensionKind::None) {
      if ((scope.flagsOf(mangle(name)) & ComprehensionTarget) != 0) {
        report(target, diag::WalrusRebinds, names_.text(name));
      }
      continue;
    }
    if (scope.kind == ScopeKind::Function || scope.kind == ScopeKind::Module) {
      bool is_global = scope.kind == ScopeKind::Module || (scope.flagsOf(mangle(name)) & DeclaredGlobal) != 0;
      add(name, is_global ? DeclaredGlobal : DeclaredNonlocal, target);
      const ast::Node*& declaration = current().findOrAdd(mangle(name)).declaration;
      if (!declaration) declaration = &target;
      addTo(index, name, scope.kind == ScopeKind::Module ? DeclaredGlobal : Assigned, target);
    } else if (scope.kind == ScopeKind::Class) {
      report(target, diag::WalrusInClass, "a class body");
    } else {
      report(target, diag::WalrusInClass,
             scope.kind == ScopeKind::TypeAlias ? "a type alias" : "the definition of a generic");
    }
    return;
  }
}

void SymbolCollector::visitComprehension(const ast::Expr& expr, ComprehensionKind kind, std::string_view name,
                                         std::span<ast::Comprehension* const> generators, const ast::Expr* key,
                                         const ast::Expr& element) {
  if (python_ == 12 && current().sees_class) report(expr, diag::ScopeInClassAnnotation, "a comprehension");
  const ast::Comprehension& outermost = *generators[0];
  // The first iterable is evaluated outside.
  ++open_.back().iterable_depth;
  visitExpr(outermost.iter);
  --open_.back().iterable_depth;
  enter(ScopeKind::Function, known(name), &expr);
  current().comprehension = kind;
  current().is_coroutine = outermost.is_async != 0;
  add(known(".0"), Parameter, outermost);
  open_.back().is_in_target = true;
  visitExpr(outermost.target);
  open_.back().is_in_target = false;
  visitAll(std::span<ast::Expr* const>(outermost.ifs));
  for (const ast::Comprehension* generator : generators.subspan(1)) visitGenerator(*generator);
  // Of a dictionary's pair CPython visits the value first.
  visitExpr(&element);
  visitExpr(key);
  current().is_generator = kind == ComprehensionKind::Generator;
  bool is_async = current().is_coroutine && !current().is_generator;
  leave();
  // Since 3.11 an asynchronous comprehension makes the one around it asynchronous.
  if (is_async && python_ >= 11) current().is_coroutine = true;
}

void SymbolCollector::visitGenerator(const ast::Comprehension& generator) {
  open_.back().is_in_target = true;
  visitExpr(generator.target);
  open_.back().is_in_target = false;
  ++open_.back().iterable_depth;
  visitExpr(generator.iter);
  --open_.back().iterable_depth;
  visitAll(std::span<ast::Expr* const>(generator.ifs));
  if (generator.is_async) current().is_coroutine = true;
}

void SymbolCollector::visitLambda(const ast::Lambda& lambda) {
  if (python_ == 12 && current().sees_class) report(lambda, diag::ScopeInClassAnnotation, "a lambda");
  visitDefaults(*lambda.args);
  enter(ScopeKind::Function, known("lambda"), &lambda);
  visitParameters(*lambda.args);
  visitExpr(lambda.body);
  leave();
}

void SymbolCollector::visitYield(const ast::Expr& yield, const ast::Expr* value) {
  refuseInAnnotation(yield, "`yield`");
  visitExpr(value);
  current().is_generator = true;
  if (current().comprehension != ComprehensionKind::None) report(yield, diag::YieldInComprehension);
}

// What binds or suspends cannot stand where evaluation is put off (PEP 563, PEP 695).
bool SymbolCollector::refuseInAnnotation(const ast::Expr& expr, std::string_view what) {
  std::string_view place;
  switch (current().kind) {
  case ScopeKind::Annotation: place = "an annotation"; break;
  case ScopeKind::TypeVariable: place = "the bound or default of a type parameter"; break;
  case ScopeKind::TypeAlias: place = "a type alias"; break;
  case ScopeKind::TypeParameters: place = "the definition of a generic"; break;
  default: return false;
  }
  report(expr, diag::NotInAnnotation, what, place);
  return true;
}

} // namespace pyompcc::scope
