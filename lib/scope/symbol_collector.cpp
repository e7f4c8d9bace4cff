// lib/scope/symbol_collector.cpp
//
// Scopes, the flags of names, and statements.
#include "lib/scope/symbol_collector.h"

#include "lib/diag/rows/scope.h"

#include <string>

namespace pyompcc::scope {

SymbolTable SymbolCollector::run() {
  for (const ast::Stmt* stmt : module_.root->body) {
    const auto* import = ast::as<ast::ImportFrom>(stmt);
    if (!import || import->level != 0 || names_.text(import->module) != "__future__") continue;
    for (const ast::Alias* alias : import->names) {
      has_future_annotations_ = has_future_annotations_ || names_.text(alias->name) == "annotations";
    }
  }
  enter(ScopeKind::Module, known("top"), module_.root);
  visitStatements(module_.root->body);
  leave();
  return std::move(table_);
}

void SymbolCollector::enter(ScopeKind kind, Name name, const ast::Node* node) {
  auto index = static_cast<std::uint32_t>(table_.scopes.size());
  bool is_nested = false;
  std::uint32_t iterable_depth = 0;
  if (!open_.empty()) {
    Scope& parent = current();
    is_nested = parent.is_nested || parent.isFunctionLike();
    iterable_depth = open_.back().iterable_depth;
    // Annotations that stay text have no effect on the names around them (PEP 563).
    if (kind != ScopeKind::Annotation || !has_future_annotations_) parent.children.push_back(index);
  }
  Scope& scope = table_.scopes.emplace_back();
  scope.kind = kind;
  scope.name = name;
  scope.node = node;
  scope.is_nested = is_nested;
  if (kind == ScopeKind::Module || kind == ScopeKind::Class || kind == ScopeKind::Function) {
    table_.by_node.emplace(node, index);
  }
  open_.push_back({index, iterable_depth, false});
}

// __x in class C is _C__x (language reference, section 6.2.1).
Name SymbolCollector::mangle(Name name) const {
  if (!class_) return name;
  std::string_view text = names_.text(name);
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view owner = names_.text(class_);
  std::size_t first = owner.find_first_not_of('_');
  if (first == std::string_view::npos) return name;
  return names_.intern("_" + std::string(owner.substr(first)) + std::string(text));
}

void SymbolCollector::addTo(std::uint32_t scope_index, Name name, std::uint16_t flags, const ast::Node& node) {
  Name mangled = mangle(name);
  Scope& scope = table_.scopes[scope_index];
  Symbol& symbol = scope.findOrAdd(mangled);
  if ((flags & symbol.flags & Parameter) != 0) {
    report(node, diag::ParameterRepeated, names_.text(name));
  }
  if ((flags & symbol.flags & TypeParameterName) != 0) {
    report(node, diag::TypeParameterRepeated, names_.text(name));
  }
  symbol.flags |= flags;
  if (open_.back().is_in_target) {
    if ((symbol.flags & (DeclaredGlobal | DeclaredNonlocal)) != 0) {
      report(node, diag::ComprehensionRebinds, names_.text(name));
    }
    symbol.flags |= ComprehensionTarget;
  }
  if ((flags & DeclaredGlobal) != 0 && scope_index != 0) table_.scopes[0].findOrAdd(mangled).flags |= flags;
}

void SymbolCollector::visitStatements(std::span<ast::Stmt* const> body) {
  for (const ast::Stmt* stmt : body) visitStatement(*stmt);
}

void SymbolCollector::visitStatement(const ast::Stmt& stmt) {
  auto visit_function = [&](const auto& def, bool is_async) {
    visitFunction(def, def.name, *def.args, def.body, def.decorator_list, def.returns, def.type_params, is_async);
  };
  auto visit_for = [&](const auto& loop) {
    visitExpr(loop.target);
    visitExpr(loop.iter);
    visitStatements(loop.body);
    visitStatements(loop.orelse);
  };
  auto visit_with = [&](const auto& with) {
    for (const ast::WithItem* item : with.items) visitExpr(item);
    visitStatements(with.body);
  };
  using enum ast::NodeKind;
  switch (stmt.kind) {
  case FunctionDef: return visit_function(static_cast<const ast::FunctionDef&>(stmt), false);
  case AsyncFunctionDef: return visit_function(static_cast<const ast::AsyncFunctionDef&>(stmt), true);
  case ClassDef: return visitClass(static_cast<const ast::ClassDef&>(stmt));
  case TypeAlias: return visitTypeAlias(static_cast<const ast::TypeAlias&>(stmt));
  case If: return visitIf(static_cast<const ast::If&>(stmt));
  case AnnAssign: return visitAnnAssign(static_cast<const ast::AnnAssign&>(stmt));
  case For: return visit_for(static_cast<const ast::For&>(stmt));
  case AsyncFor: return visit_for(static_cast<const ast::AsyncFor&>(stmt));
  case With: return visit_with(static_cast<const ast::With&>(stmt));
  case AsyncWith: return visit_with(static_cast<const ast::AsyncWith&>(stmt));
  case Import: return visitImported(static_cast<const ast::Import&>(stmt).names);
  case ImportFrom: return visitImported(static_cast<const ast::ImportFrom&>(stmt).names);
  case Global: return visitDeclaration(stmt, static_cast<const ast::Global&>(stmt).names, true);
  case Nonlocal: return visitDeclaration(stmt, static_cast<const ast::Nonlocal&>(stmt).names, false);
  case While: {
    const auto& loop = static_cast<const ast::While&>(stmt);
    visitExpr(loop.test);
    visitStatements(loop.body);
    return visitStatements(loop.orelse);
  }
  case Try: {
    const auto& tried = static_cast<const ast::Try&>(stmt);
    return visitTry(tried.body, tried.handlers, tried.orelse, tried.finalbody);
  }
  case TryStar: {
    const auto& tried = static_cast<const ast::TryStar&>(stmt);
    return visitTry(tried.body, tried.handlers, tried.orelse, tried.finalbody);
  }
  case Match: {
    const auto& match = static_cast<const ast::Match&>(stmt);
    visitExpr(match.subject);
    for (const ast::MatchCase* match_case : match.cases) {
      visitPattern(*match_case->pattern);
      visitExpr(match_case->guard);
      visitStatements(match_case->body);
    }
    return;
  }
  // The rest holds expressions only.
  default: return visitExpr(&stmt);
  }
}

// Chains of elif are a loop, as they can be long.
void SymbolCollector::visitIf(const ast::If& stmt) {
  for (const ast::If* link = &stmt; link;) {
    visitExpr(link->test);
    visitStatements(link->body);
    const ast::If* next = link->orelse.size() == 1 ? ast::as<ast::If>(link->orelse[0]) : nullptr;
    if (!next) visitStatements(link->orelse);
    link = next;
  }
}

void SymbolCollector::visitTry(std::span<ast::Stmt* const> body, std::span<ast::ExceptHandler* const> handlers,
                               std::span<ast::Stmt* const> orelse, std::span<ast::Stmt* const> finalbody) {
  visitStatements(body);
  // The order of scopes is that of CPython, which changed in 3.13.
  if (python_ < 13) visitStatements(orelse);
  for (const ast::ExceptHandler* handler : handlers) {
    visitExpr(handler->type);
    if (handler->name) add(handler->name, Assigned, *handler);
    visitStatements(handler->body);
  }
  if (python_ >= 13) visitStatements(orelse);
  visitStatements(finalbody);
}

void SymbolCollector::visitAnnAssign(const ast::AnnAssign& stmt) {
  if (const auto* name = ast::as<ast::NameExpr>(stmt.target)) {
    std::uint16_t flags = current().flagsOf(mangle(name->id));
    bool is_declared = (flags & (DeclaredGlobal | DeclaredNonlocal)) != 0;
    if (is_declared && current().kind != ScopeKind::Module && stmt.simple) {
      report(stmt, diag::DeclaredAnnotated, names_.text(name->id),
             (flags & DeclaredGlobal) != 0 ? "global" : "nonlocal");
    }
    if (stmt.simple) {
      add(name->id, Annotated | Assigned, *name);
    } else if (stmt.value) {
      add(name->id, Assigned, *name);
    }
  } else {
    visitExpr(stmt.target);
  }
  visitAnnotation(stmt.annotation);
  visitExpr(stmt.value);
}

// import a.b binds a; import a.b as c binds c.
void SymbolCollector::visitImported(std::span<ast::Alias* const> aliases) {
  for (const ast::Alias* alias : aliases) {
    std::string_view text = names_.text(alias->asname ? alias->asname : alias->name);
    if (text == "*") {
      if (current().kind != ScopeKind::Module) report(*alias, diag::ImportStarNotInModule);
    } else {
      add(known(std::string(text.substr(0, text.find('.')))), Imported, *alias);
    }
  }
}

void SymbolCollector::visitDeclaration(const ast::Stmt& stmt, std::span<const Name> declared, bool is_global) {
  std::string_view word = is_global ? "global" : "nonlocal";
  for (Name name : declared) {
    std::string_view text = names_.text(name);
    std::uint16_t flags = current().flagsOf(mangle(name));
    if ((flags & Parameter) != 0) {
      report(stmt, diag::DeclaredParameter, text, word);
    } else if ((flags & Used) != 0) {
      report(stmt, diag::DeclaredAfterUse, text, word);
    } else if ((flags & Annotated) != 0) {
      report(stmt, diag::DeclaredAnnotated, text, word);
    } else if ((flags & Assigned) != 0) {
      report(stmt, diag::DeclaredAfterAssignment, text, word);
    }
    add(name, is_global ? DeclaredGlobal : DeclaredNonlocal, stmt);
    const ast::Node*& declaration = current().findOrAdd(mangle(name)).declaration;
    if (!declaration) declaration = &stmt;
  }
}

// Patterns nest as deep as their brackets and `as`.
void SymbolCollector::visitPattern(const ast::Pattern& pattern) {
  auto visit_all = [&](std::span<ast::Pattern* const> patterns) {
    for (const ast::Pattern* element : patterns) visitPattern(*element);
  };
  auto bind = [&](Name name) {
    if (name) add(name, Assigned, pattern);
  };
  switch (pattern.kind) {
  case ast::NodeKind::MatchValue: return visitExpr(static_cast<const ast::MatchValue&>(pattern).value);
  case ast::NodeKind::MatchSequence: return visit_all(static_cast<const ast::MatchSequence&>(pattern).patterns);
  case ast::NodeKind::MatchOr: return visit_all(static_cast<const ast::MatchOr&>(pattern).patterns);
  case ast::NodeKind::MatchStar: return bind(static_cast<const ast::MatchStar&>(pattern).name);
  case ast::NodeKind::MatchMapping: {
    const auto& mapping = static_cast<const ast::MatchMapping&>(pattern);
    visitAll(std::span<ast::Expr* const>(mapping.keys));
    visit_all(mapping.patterns);
    return bind(mapping.rest);
  }
  case ast::NodeKind::MatchClass: {
    const auto& cls = static_cast<const ast::MatchClass&>(pattern);
    visitExpr(cls.cls);
    visit_all(cls.patterns);
    return visit_all(cls.kwd_patterns);
  }
  case ast::NodeKind::MatchAs: {
    const auto& capture = static_cast<const ast::MatchAs&>(pattern);
    if (capture.pattern) visitPattern(*capture.pattern);
    return bind(capture.name);
  }
  default: return;
  }
}

} // namespace pyompcc::scope
