// lib/scope/check_contexts.cpp
//
// Statements and expressions that need a function, a coroutine or a loop around them.
#include "lib/ast/walk.h"
#include "lib/diag/rows/scope.h"
#include "lib/scope/check_syntax.h"

namespace pyompcc::scope {
namespace {

class ContextChecker {
 public:
  ContextChecker(const ast::ParsedModule& module, const SymbolTable& table, int python, diag::Emitter& emitter)
      : module_(module), table_(table), python_(python), emitter_(emitter) {}

  void run() { visitBody(module_.root->body); }

 private:
  // What is around a node; a function starts with a new one.
  struct Around {
    const Scope* scope = nullptr; // null at the level of the module
    bool is_async = false;        // in an `async def` or a comprehension, where `await` may stand
    bool is_async_function = false;
    bool has_loop = false;
    // `except*` blocks around, and those between here and the loop.
    bool has_except_star = false;
    bool has_except_star_in_loop = false;
    // `finally` blocks around, and those between here and the loop.
    bool has_finally = false;
    bool has_finally_in_loop = false;
    // Loops, `with` items, `try` and its clauses around here in the same function.
    int blocks = 0;
  };

  template <class... Args>
  void report(const ast::Node& node, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    emitter_.report(module_.loc(node), row, args...);
  }
  bool isInFunction() const { return around_.scope && around_.scope->isFunctionLike(); }
  template <class Work> void inside(const Around& around, Work&& work) {
    Around outer = around_;
    around_ = around;
    work();
    around_ = outer;
  }

  void visitBody(std::span<ast::Stmt* const> body) {
    for (const ast::Stmt* stmt : body) visit(*stmt);
  }
  void visitExprs(std::span<ast::Expr* const> exprs) {
    for (const ast::Expr* expr : exprs) visitOptional(expr);
  }
  void visitOptional(const ast::Node* node) {
    if (node) visit(*node);
  }
  void visit(const ast::Node& root) {
    ast::forEachNode(root, [&](const ast::Node& node) { return visitNode(node); });
  }
  bool visitNode(const ast::Node& node);
  void visitFunction(const ast::Stmt& stmt, const ast::Arguments& args, std::span<ast::Stmt* const> body,
                     std::span<ast::Expr* const> decorators, const ast::Expr* returns,
                     std::span<ast::TypeParam* const> type_params, bool is_async);
  void visitClass(const ast::ClassDef& definition);
  void visitLambda(const ast::Lambda& lambda);
  template <class T> void visitLoop(const T& loop);
  template <class T> void visitWith(const T& with);
  template <class T> void visitTry(const T& tried, bool is_star);
  template <class Work> void insideBlocks(int count, const ast::Node& node, Work&& work);
  void visitComprehension(const ast::Expr& expr, std::span<ast::Comprehension* const> generators,
                          const ast::Expr* first, const ast::Expr* second);
  void checkReturn(const ast::Return& stmt);
  void checkJump(const ast::Node& stmt, std::string_view word);
  // PEP 765: a SyntaxWarning since 3.14.
  void warnInFinally(const ast::Node& stmt, std::string_view word) {
    if (python_ >= 14) report(stmt, diag::JumpInFinally, word);
  }
  void checkYield(const ast::Node& yield, bool is_from);
  void checkAwait(const ast::Node& await);
  void checkAsync(const ast::Node& stmt, std::string_view what) {
    if (!around_.is_async_function) report(stmt, diag::AsyncOutsideFunction, what);
  }

  const ast::ParsedModule& module_;
  const SymbolTable& table_;
  const int python_;
  diag::Emitter& emitter_;
  Around around_;
};

// False when the children have been visited here.
bool ContextChecker::visitNode(const ast::Node& node) {
  auto visit_function = [&](const auto& def, bool is_async) {
    visitFunction(def, *def.args, def.body, def.decorator_list, def.returns, def.type_params, is_async);
    return false;
  };
  auto visit_comprehension = [&](const auto& comprehension, const ast::Expr* first, const ast::Expr* second) {
    visitComprehension(comprehension, comprehension.generators, first, second);
    return false;
  };
  using enum ast::NodeKind;
  switch (node.kind) {
  case FunctionDef: return visit_function(static_cast<const ast::FunctionDef&>(node), false);
  case AsyncFunctionDef: return visit_function(static_cast<const ast::AsyncFunctionDef&>(node), true);
  case ClassDef: visitClass(static_cast<const ast::ClassDef&>(node)); return false;
  case Lambda: visitLambda(static_cast<const ast::Lambda&>(node)); return false;
  case While: {
    const auto& loop = static_cast<const ast::While&>(node);
    visit(*loop.test);
    visitLoop(loop);
    return false;
  }
  case For: {
    const auto& loop = static_cast<const ast::For&>(node);
    visit(*loop.target);
    visit(*loop.iter);
    visitLoop(loop);
    return false;
  }
  case AsyncFor: {
    const auto& loop = static_cast<const ast::AsyncFor&>(node);
    checkAsync(node, "`async for`");
    visit(*loop.target);
    visit(*loop.iter);
    visitLoop(loop);
    return false;
  }
  case With: visitWith(static_cast<const ast::With&>(node)); return false;
  case AsyncWith:
    checkAsync(node, "`async with`");
    visitWith(static_cast<const ast::AsyncWith&>(node));
    return false;
  case Try: visitTry(static_cast<const ast::Try&>(node), false); return false;
  case TryStar: visitTry(static_cast<const ast::TryStar&>(node), true); return false;
  case Return: checkReturn(static_cast<const ast::Return&>(node)); return true;
  case Break: checkJump(node, "break"); return true;
  case Continue: checkJump(node, "continue"); return true;
  case Yield: checkYield(node, false); return true;
  case YieldFrom: checkYield(node, true); return true;
  case Await: checkAwait(node); return true;
  case ListComp: {
    const auto& list = static_cast<const ast::ListComp&>(node);
    return visit_comprehension(list, list.elt, nullptr);
  }
  case SetComp: {
    const auto& set = static_cast<const ast::SetComp&>(node);
    return visit_comprehension(set, set.elt, nullptr);
  }
  case DictComp: {
    const auto& dict = static_cast<const ast::DictComp&>(node);
    return visit_comprehension(dict, dict.key, dict.value);
  }
  case GeneratorExp: {
    const auto& generator = static_cast<const ast::GeneratorExp&>(node);
    return visit_comprehension(generator, generator.elt, nullptr);
  }
  default: return true;
  }
}

void ContextChecker::visitFunction(const ast::Stmt& stmt, const ast::Arguments& args, std::span<ast::Stmt* const> body,
                                   std::span<ast::Expr* const> decorators, const ast::Expr* returns,
                                   std::span<ast::TypeParam* const> type_params, bool is_async) {
  visitExprs(decorators);
  visit(args);
  visitOptional(returns);
  for (const ast::TypeParam* param : type_params) visit(*param);
  const Scope& scope = table_.of(stmt);
  // Since 3.12 a generator has a block around its body.
  int blocks = python_ >= 12 && (scope.is_generator || scope.is_coroutine) ? 1 : 0;
  inside({.scope = &scope, .is_async = is_async, .is_async_function = is_async, .blocks = blocks},
         [&] { visitBody(body); });
}

void ContextChecker::visitClass(const ast::ClassDef& definition) {
  visitExprs(definition.decorator_list);
  visitExprs(definition.bases);
  for (const ast::Keyword* keyword : definition.keywords) visit(*keyword);
  for (const ast::TypeParam* param : definition.type_params) visit(*param);
  inside({.scope = &table_.of(definition)}, [&] { visitBody(definition.body); });
}

void ContextChecker::visitLambda(const ast::Lambda& lambda) {
  visit(*lambda.args);
  inside({.scope = &table_.of(lambda)}, [&] { visit(*lambda.body); });
}

// The block after `else` is outside of the loop.
template <class T> void ContextChecker::visitLoop(const T& loop) {
  Around in_loop = around_;
  in_loop.has_loop = true;
  in_loop.has_except_star_in_loop = in_loop.has_finally_in_loop = false;
  inside(in_loop, [&] { insideBlocks(1, loop, [&] { visitBody(loop.body); }); });
  visitBody(loop.orelse);
}

template <class T> void ContextChecker::visitWith(const T& with) {
  for (const ast::WithItem* item : with.items) visit(*item);
  insideBlocks(static_cast<int>(with.items.size()), with, [&] { visitBody(with.body); });
}

template <class T> void ContextChecker::visitTry(const T& tried, bool is_star) {
  insideBlocks(tried.finalbody.empty() ? 0 : 1, tried, [&] {
    insideBlocks(tried.handlers.empty() ? 0 : 1, tried, [&] { visitBody(tried.body); });
    for (const ast::ExceptHandler* handler : tried.handlers) {
      if (!handler->type && handler != tried.handlers.back()) report(*handler, diag::ExceptBareNotLast);
      visitOptional(handler->type);
      Around in_handler = around_;
      if (is_star) in_handler.has_except_star = in_handler.has_except_star_in_loop = true;
      inside(in_handler, [&] { insideBlocks(handler->name ? 2 : 1, *handler, [&] { visitBody(handler->body); }); });
    }
    visitBody(tried.orelse);
  });
  Around in_finally = around_;
  in_finally.has_finally = in_finally.has_finally_in_loop = true;
  inside(in_finally,
         [&] { insideBlocks(tried.finalbody.empty() ? 0 : 1, tried, [&] { visitBody(tried.finalbody); }); });
}

// CPython keeps the blocks around a statement on a stack of this size (CO_MAXBLOCKS).
template <class Work> void ContextChecker::insideBlocks(int count, const ast::Node& node, Work&& work) {
  int deepest = python_ >= 12 ? 21 : 20;
  bool was_within = around_.blocks <= deepest;
  around_.blocks += count;
  if (was_within && around_.blocks > deepest) {
    report(node, diag::TooManyBlocks, static_cast<diag::Number>(deepest));
  }
  work();
  around_.blocks -= count;
}

// The first iterable is evaluated outside. A comprehension that awaits needs a coroutine around it, a generator
// expression that does is an asynchronous generator.
void ContextChecker::visitComprehension(const ast::Expr& expr, std::span<ast::Comprehension* const> generators,
                                        const ast::Expr* first, const ast::Expr* second) {
  const Scope& scope = table_.of(expr);
  bool may_be_async = python_ >= 11 ? around_.is_async : around_.scope && around_.scope->is_coroutine;
  if (scope.is_coroutine && !scope.is_generator && !may_be_async) {
    report(expr, diag::AsyncOutsideFunction, "an asynchronous comprehension");
  }
  visit(*generators[0]->iter);
  Around in_comprehension{.scope = &scope, .is_async = true, .is_async_function = false};
  inside(in_comprehension, [&] {
    for (const ast::Comprehension* generator : generators) {
      visit(*generator->target);
      if (generator != generators[0]) visit(*generator->iter);
      visitExprs(generator->ifs);
    }
    visit(*first);
    visitOptional(second);
  });
}

void ContextChecker::checkReturn(const ast::Return& stmt) {
  if (!isInFunction()) {
    report(stmt, diag::OutsideFunction, "return");
  } else if (stmt.value && around_.scope->is_coroutine && around_.scope->is_generator) {
    report(stmt, diag::ReturnInAsyncGenerator);
  } else if (around_.has_except_star) {
    report(stmt, diag::JumpInExceptStar, "return");
  } else if (around_.has_finally) {
    warnInFinally(stmt, "return");
  }
}

void ContextChecker::checkJump(const ast::Node& stmt, std::string_view word) {
  if (around_.has_except_star && (!around_.has_loop || around_.has_except_star_in_loop)) {
    report(stmt, diag::JumpInExceptStar, word);
  } else if (!around_.has_loop) {
    report(stmt, diag::JumpOutsideLoop, word);
  } else if (around_.has_finally_in_loop) {
    warnInFinally(stmt, word);
  }
}

void ContextChecker::checkYield(const ast::Node& yield, bool is_from) {
  // In a comprehension the symbol table has said so.
  if (around_.scope && around_.scope->comprehension != ComprehensionKind::None) return;
  if (!isInFunction()) {
    report(yield, diag::OutsideFunction, "yield");
  } else if (is_from && around_.is_async_function) {
    report(yield, diag::YieldFromInAsync);
  }
}

void ContextChecker::checkAwait(const ast::Node& await) {
  if (!isInFunction()) {
    report(await, diag::OutsideFunction, "await");
  } else if (!around_.is_async) {
    report(await, diag::AsyncOutsideFunction, "`await`");
  }
}

} // namespace

void checkContexts(const ast::ParsedModule& module, const SymbolTable& table, int python, diag::Emitter& emitter) {
  ContextChecker(module, table, python, emitter).run();
}

} // namespace pyompcc::scope
