// lib/scope/collect_definitions.cpp
//
// Functions, classes, type aliases and type parameters (language reference, sections 8.7 to 8.10; PEP 695).
#include "lib/diag/rows/scope.h"
#include "lib/scope/symbol_collector.h"

namespace pyompcc::scope {

// Name, defaults and decorators belong to the scope around; type parameters stand between it and the function.
void SymbolCollector::visitFunction(const ast::Stmt& stmt, Name name, const ast::Arguments& args,
                                    std::span<ast::Stmt* const> body, std::span<ast::Expr* const> decorators,
                                    const ast::Expr* returns, std::span<ast::TypeParam* const> type_params,
                                    bool is_async) {
  add(name, Assigned, stmt);
  visitDefaults(args);
  visitAll(decorators);
  bool is_generic = enterTypeParameters(name, stmt, type_params);
  if (is_generic) {
    bool has_keyword_defaults = false;
    for (const ast::Expr* value : args.kw_defaults) has_keyword_defaults = has_keyword_defaults || value;
    // CPython has it with and without defaults.
    add(known(".defaults"), Parameter, stmt);
    if (has_keyword_defaults) add(known(".kwdefaults"), Parameter, stmt);
    visitTypeParameters(type_params);
  }
  visitAnnotations(args, returns);
  enter(ScopeKind::Function, name, &stmt);
  current().is_coroutine = is_async;
  visitParameters(args);
  visitStatements(body);
  leave();
  if (is_generic) leave();
}

void SymbolCollector::visitClass(const ast::ClassDef& definition) {
  add(definition.name, Assigned, definition);
  visitAll(std::span<ast::Expr* const>(definition.decorator_list));
  Name outer = class_;
  bool is_generic = enterTypeParameters(definition.name, definition, definition.type_params);
  if (is_generic) {
    class_ = definition.name;
    // Set when the parameters are made and when the bases are; used for the bases and by the class.
    add(known(".type_params"), Assigned | Used, definition);
    add(known(".generic_base"), Assigned | Used, definition);
    visitTypeParameters(definition.type_params);
  }
  visitAll(std::span<ast::Expr* const>(definition.bases));
  for (const ast::Keyword* keyword : definition.keywords) visitExpr(keyword->value);
  enter(ScopeKind::Class, definition.name, &definition);
  class_ = definition.name;
  if (is_generic) {
    add(known("__type_params__"), Assigned, definition);
    add(known(".type_params"), Used, definition);
  }
  visitStatements(definition.body);
  leave();
  if (is_generic) leave();
  class_ = outer;
}

void SymbolCollector::visitTypeAlias(const ast::TypeAlias& alias) {
  visitExpr(alias.name);
  Name name = static_cast<const ast::NameExpr&>(*alias.name).id;
  bool is_in_class = current().kind == ScopeKind::Class;
  bool is_generic = enterTypeParameters(name, alias, alias.type_params);
  if (is_generic) visitTypeParameters(alias.type_params);
  enter(ScopeKind::TypeAlias, name, &alias);
  current().sees_class = is_in_class;
  if (is_in_class) add(known("__classdict__"), Used, *alias.value);
  visitExpr(alias.value);
  leave();
  if (is_generic) leave();
}

void SymbolCollector::visitDefaults(const ast::Arguments& args) {
  visitAll(std::span<ast::Expr* const>(args.defaults));
  visitAll(std::span<ast::Expr* const>(args.kw_defaults));
}

void SymbolCollector::visitParameters(const ast::Arguments& args) {
  auto bind = [&](const ast::Arg* arg) {
    if (arg) add(arg->arg, Parameter, *arg);
  };
  for (const ast::Arg* arg : args.posonlyargs) bind(arg);
  for (const ast::Arg* arg : args.args) bind(arg);
  for (const ast::Arg* arg : args.kwonlyargs) bind(arg);
  bind(args.vararg);
  bind(args.kwarg);
}

void SymbolCollector::visitAnnotation(const ast::Expr* annotation) {
  if (!annotation) return;
  bool has_scope = has_future_annotations_ || python_ >= 14;
  if (has_scope) enter(ScopeKind::Annotation, known("_annotation"), annotation);
  visitExpr(annotation);
  if (has_scope) leave();
}

void SymbolCollector::visitAnnotations(const ast::Arguments& args, const ast::Expr* returns) {
  auto visit = [&](const ast::Arg* arg) {
    if (arg) visitAnnotation(arg->annotation);
  };
  for (const ast::Arg* arg : args.posonlyargs) visit(arg);
  for (const ast::Arg* arg : args.args) visit(arg);
  visit(args.vararg);
  visit(args.kwarg);
  for (const ast::Arg* arg : args.kwonlyargs) visit(arg);
  visitAnnotation(returns);
}

// False when there are none, and then no scope.
bool SymbolCollector::enterTypeParameters(Name name, const ast::Node& node,
                                          std::span<ast::TypeParam* const> type_params) {
  if (type_params.empty()) return false;
  bool is_in_class = current().kind == ScopeKind::Class;
  enter(ScopeKind::TypeParameters, name, &node);
  if (is_in_class) {
    current().sees_class = true;
    add(known("__classdict__"), Used, node);
  }
  return true;
}

void SymbolCollector::visitTypeParameters(std::span<ast::TypeParam* const> type_params) {
  const ast::TypeParam* with_default = nullptr;
  for (const ast::TypeParam* param : type_params) {
    Name name;
    const ast::Expr* bound = nullptr;
    const ast::Expr* default_value = nullptr;
    if (const auto* variable = ast::as<ast::TypeVar>(param)) {
      name = variable->name;
      bound = variable->bound;
      default_value = variable->default_value;
    } else if (const auto* tuple = ast::as<ast::TypeVarTuple>(param)) {
      name = tuple->name;
      default_value = tuple->default_value;
    } else {
      const auto& spec = static_cast<const ast::ParamSpec&>(*param);
      name = spec.name;
      default_value = spec.default_value;
    }
    add(name, TypeParameterName | Assigned, *param);
    if (default_value) {
      with_default = param;
    } else if (with_default) {
      report(*param, diag::TypeParameterDefaultMissing, names_.text(name));
    }
    visitTypeVariable(*param, name, bound);
    visitTypeVariable(*param, name, default_value);
  }
}

// Bound and default are evaluated when they are asked for, in a scope of their own (PEP 695, PEP 696).
void SymbolCollector::visitTypeVariable(const ast::TypeParam& param, Name name, const ast::Expr* expr) {
  if (!expr) return;
  bool sees_class = current().sees_class;
  enter(ScopeKind::TypeVariable, name, expr);
  current().sees_class = sees_class;
  if (sees_class) add(known("__classdict__"), Used, param);
  visitExpr(expr);
  leave();
}

} // namespace pyompcc::scope
