// lib/scope/symbol_collector.h
//
// The walk that makes the scopes of a module and notes what is done to each name in them.
#pragma once

#include "lib/scope/symbol_table.h"

#include <string_view>

namespace pyompcc::scope {

/// Collects symbols; methods stand in symbol_collector.cpp, collect_expressions.cpp and collect_definitions.cpp.
class SymbolCollector {
 public:
  SymbolCollector(const ast::ParsedModule& module, int python, support::NameTable& names, diag::Emitter& emitter)
      : module_(module), python_(python), names_(names), emitter_(emitter) {}

  SymbolTable run();

 private:
  // What is known of a scope only while the walk is in it.
  struct Open {
    std::uint32_t scope;
    std::uint32_t iterable_depth; // > 0 inside the iterable of a comprehension
    bool is_in_target;            // inside the target of a comprehension
  };

  // symbol_collector.cpp
  Scope& current() { return table_.scopes[open_.back().scope]; }
  void enter(ScopeKind kind, Name name, const ast::Node* node);
  void leave() { open_.pop_back(); }
  Name mangle(Name name) const;
  void add(Name name, std::uint16_t flags, const ast::Node& node) { addTo(open_.back().scope, name, flags, node); }
  void addTo(std::uint32_t scope, Name name, std::uint16_t flags, const ast::Node& node);
  template <class... Args>
  void report(const ast::Node& node, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    emitter_.report(module_.loc(node), row, args...);
  }
  void visitStatements(std::span<ast::Stmt* const> body);
  void visitStatement(const ast::Stmt& stmt);
  void visitIf(const ast::If& stmt);
  void visitTry(std::span<ast::Stmt* const> body, std::span<ast::ExceptHandler* const> handlers,
                std::span<ast::Stmt* const> orelse, std::span<ast::Stmt* const> finalbody);
  void visitAnnAssign(const ast::AnnAssign& stmt);
  void visitImported(std::span<ast::Alias* const> aliases);
  void visitDeclaration(const ast::Stmt& stmt, std::span<const Name> names, bool is_global);
  void visitPattern(const ast::Pattern& pattern);

  // collect_expressions.cpp
  void visitExpr(const ast::Node* expr);
  template <class T> void visitAll(std::span<T* const> exprs) {
    for (const T* expr : exprs) visitExpr(expr);
  }
  bool visitNode(const ast::Node& node);
  void visitName(const ast::NameExpr& name);
  void visitNamed(const ast::NamedExpr& named);
  void bindInFunction(const ast::NameExpr& target);
  void visitComprehension(const ast::Expr& expr, ComprehensionKind kind, std::string_view name,
                          std::span<ast::Comprehension* const> generators, const ast::Expr* key,
                          const ast::Expr& element);
  void visitGenerator(const ast::Comprehension& generator);
  void visitLambda(const ast::Lambda& lambda);
  void visitYield(const ast::Expr& yield, const ast::Expr* value);
  bool refuseInAnnotation(const ast::Expr& expr, std::string_view what);

  // collect_definitions.cpp
  void visitFunction(const ast::Stmt& stmt, Name name, const ast::Arguments& args, std::span<ast::Stmt* const> body,
                     std::span<ast::Expr* const> decorators, const ast::Expr* returns,
                     std::span<ast::TypeParam* const> type_params, bool is_async);
  void visitClass(const ast::ClassDef& definition);
  void visitTypeAlias(const ast::TypeAlias& alias);
  void visitDefaults(const ast::Arguments& args);
  void visitParameters(const ast::Arguments& args);
  void visitAnnotation(const ast::Expr* annotation);
  void visitAnnotations(const ast::Arguments& args, const ast::Expr* returns);
  bool enterTypeParameters(Name name, const ast::Node& node, std::span<ast::TypeParam* const> type_params);
  void visitTypeParameters(std::span<ast::TypeParam* const> type_params);
  void visitTypeVariable(const ast::TypeParam& param, Name name, const ast::Expr* expr);
  Name known(std::string_view text) { return names_.intern(text); }

  const ast::ParsedModule& module_;
  const int python_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  SymbolTable table_;
  std::vector<Open> open_;
  Name class_; // whose private names are mangled; empty outside of classes
  bool has_future_annotations_ = false;
};

} // namespace pyompcc::scope
