// lib/lower/lower_statement.cpp
//
// Statements other than assignments and `for`.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

namespace pyompcc::lower {
namespace {

// Blocks deeper than this are refused; CPython's tokenizer stops at 100 levels of indentation, its compiler at about
// 2,900 links of a chain of `elif`, each of which is a level too.
constexpr int DeepestNesting = 3500;

} // namespace

ir::Block* FunctionLowering::lowerBlock(std::span<ast::Stmt* const> body) {
  return blockOf([&] { lowerInto(block_, body); });
}

void FunctionLowering::lowerInto(ir::Block* block, std::span<ast::Stmt* const> body) {
  if (depth_ >= DeepestNesting) {
    if (!body.empty()) context_.emitter.report(loc(*body.front()), diag::NestingTooDeep, DeepestNesting);
    return;
  }
  ++depth_;
  ir::Block* outer = block_;
  block_ = block;
  for (const ast::Stmt* stmt : body) {
    // The types show that control does not come here.
    if (instance_.dead.contains(stmt->node_id.index)) break;
    if (auto found = context_.comments.find(&written(*stmt)); found != context_.comments.end()) {
      pending_comments_.insert(pending_comments_.end(), found->second.begin(), found->second.end());
    }
    lowerStatement(*stmt);
  }
  block_ = outer;
  --depth_;
}

void FunctionLowering::lowerStatement(const ast::Stmt& stmt) {
  if (const sema::Region* region = regionOf(stmt)) {
    const auto* with = ast::as<ast::With>(&stmt);
    lowerRegion(*region, with ? std::span<ast::Stmt* const>(with->body) : std::span<ast::Stmt* const>());
    return;
  }
  switch (stmt.kind) {
  case ast::NodeKind::Assign: lowerAssign(static_cast<const ast::Assign&>(stmt)); break;
  case ast::NodeKind::AnnAssign: {
    const auto& annotated = static_cast<const ast::AnnAssign&>(stmt);
    if (annotated.value) assignTo(*annotated.target, lowerExpr(*annotated.value));
    break;
  }
  case ast::NodeKind::AugAssign: lowerAugAssign(static_cast<const ast::AugAssign&>(stmt)); break;
  case ast::NodeKind::For: lowerFor(static_cast<const ast::For&>(stmt)); break;
  case ast::NodeKind::While: lowerWhile(static_cast<const ast::While&>(stmt)); break;
  case ast::NodeKind::If: lowerIf(static_cast<const ast::If&>(stmt)); break;
  case ast::NodeKind::Return: lowerReturn(static_cast<const ast::Return&>(stmt)); break;
  case ast::NodeKind::Try: lowerTry(static_cast<const ast::Try&>(stmt)); break;
  case ast::NodeKind::Raise: lowerRaise(static_cast<const ast::Raise&>(stmt)); break;
  case ast::NodeKind::Assert: lowerAssert(static_cast<const ast::Assert&>(stmt)); break;
  case ast::NodeKind::ExprStmt: lowerExprStmt(static_cast<const ast::ExprStmt&>(stmt)); break;
  case ast::NodeKind::Match: lowerMatch(static_cast<const ast::Match&>(stmt)); break;
  case ast::NodeKind::Delete:
    for (const ast::Expr* target : static_cast<const ast::Delete&>(stmt).targets) lowerDelete(*target);
    break;
  case ast::NodeKind::Break: lowerBreak(stmt); break;
  case ast::NodeKind::Continue:
    leaveTries(loops_.size(), loc(stmt));
    if (ir::leaves(*block_)) break;
    append(ir_.make<ir::Continue>(loc(stmt)));
    break;
  case ast::NodeKind::Pass: break;
  default: unsupported(stmt, ast::pythonName(stmt.kind)); break;
  }
}

void FunctionLowering::lowerIf(const ast::If& stmt) {
  if (auto truth = instance_.truthOf(*stmt.test)) return lowerInto(block_, *truth ? stmt.body : stmt.orelse);
  ir::Expr* condition = lowerCondition(*stmt.test);
  if (const auto* known = ir::as<ir::BoolConst>(condition); known && stmt.test->kind != ast::NodeKind::Constant) {
    return lowerInto(block_, known->value ? stmt.body : stmt.orelse);
  }
  auto* result = ir_.make<ir::If>(loc(stmt));
  result->condition = condition;
  append(result);
  result->then_block = lowerBlock(stmt.body);
  if (!stmt.orelse.empty()) result->else_block = lowerBlock(stmt.orelse);
}

// while c: B    becomes    while (c) B, or while (true) { statements of c; if (!c) break; B }
void FunctionLowering::lowerWhile(const ast::While& stmt) {
  lowerLoop(stmt.body, stmt.orelse, [&] {
    Apart condition = apart([&] { return lowerCondition(*stmt.test); });
    auto* loop = ir_.make<ir::While>(loc(stmt));
    append(loop);
    if (condition.prelude->stmts.empty()) {
      loop->condition = condition.value;
      loop->body = lowerBlock(stmt.body);
      return;
    }
    loop->condition = ir::boolean(ir_, context_.types, true, loc(stmt));
    loop->body = condition.prelude;
    auto* leave = ir_.make<ir::If>(loc(*stmt.test));
    leave->condition = ir::negated(ir_, context_.types, condition.value);
    leave->then_block = blockOf([&] { append(ir_.make<ir::Break>(loc(*stmt.test))); });
    loop->body->stmts.push_back(leave);
    lowerInto(loop->body, stmt.body);
  });
}

void FunctionLowering::lowerBreak(const ast::Stmt& stmt) {
  ir::Var* broken = loops_.empty() ? nullptr : loops_.back().broken;
  leaveTries(loops_.size(), loc(stmt));
  if (ir::leaves(*block_)) return;
  if (broken) assign(broken, ir::boolean(ir_, context_.types, true, loc(stmt)), loc(stmt));
  append(ir_.make<ir::Break>(loc(stmt)));
}

// del x: only a later read can tell, and it asks the flag.
void FunctionLowering::lowerDelete(const ast::Expr& target) {
  if (const auto* tuple = ast::as<ast::Tuple>(&target)) {
    for (const ast::Expr* element : tuple->elts) lowerDelete(*element);
  } else if (const auto* list = ast::as<ast::List>(&target)) {
    for (const ast::Expr* element : list->elts) lowerDelete(*element);
  } else if (const auto* name = ast::as<ast::NameExpr>(&target)) {
    sema::WebId web = info_.web(*name);
    ir::Var* flag = web ? boundFlag(web) : nullptr;
    if (!flag) return;
    readWeb(web, *name);
    assign(flag, ir::boolean(ir_, context_.types, false, loc(target)), loc(target));
  } else if (const auto* subscript = ast::as<ast::Subscript>(&target)) {
    lowerElementDeletion(*subscript);
  } else {
    unsupported(target, "`del` of an attribute");
  }
}

void FunctionLowering::lowerReturn(const ast::Return& stmt) {
  ir::Type given = function_.is_generator ? function_.result->elements[2] : function_.result;
  ir::Expr* value = nullptr;
  if (stmt.value && given->kind != sema::TypeKind::None && given->kind != sema::TypeKind::Unknown) {
    value = lowerAs(*stmt.value, given);
  } else if (stmt.value) {
    ir::Expr* none = lowerExpr(*stmt.value);
    if (none->kind != ir::ExprKind::NoneConst) {
      auto* evaluated = ir_.make<ir::ExprStmt>(loc(stmt));
      evaluated->value = none;
      append(evaluated);
    }
  }
  if (!stmt.value && sema::isOptional(given)) value = ir_.make<ir::NoneConst>(given, loc(stmt));
  if (!finallies_.empty()) {
    // The result is computed before `finally`, which may change what it is made of.
    if (value && !ir::as<ir::IntConst>(value)) value = keep(value, "result");
    leaveTries(0, loc(stmt));
    if (ir::leaves(*block_)) return;
  }
  auto* result = ir_.make<ir::Return>(loc(stmt));
  result->value = value;
  append(result);
}

void FunctionLowering::lowerAssert(const ast::Assert& stmt) {
  if (!context_.checks.assertions) return;
  auto* test = ir_.make<ir::If>(loc(stmt));
  test->condition = ir::negated(ir_, context_.types, lowerCondition(*stmt.test));
  append(test);
  test->then_block = blockOf([&] {
    auto* failure = ir_.make<ir::Raise>(loc(stmt));
    failure->exception = "AssertionError";
    if (stmt.msg) failure->message = lowerExpr(*stmt.msg);
    append(failure);
  });
}

void FunctionLowering::lowerExprStmt(const ast::ExprStmt& stmt) {
  // A string that stands alone is a comment.
  if (ast::as<ast::Constant>(stmt.value)) return;
  if (const auto* yield = ast::as<ast::Yield>(stmt.value)) return lowerYield(*yield);
  auto* result = ir_.make<ir::ExprStmt>(loc(stmt));
  result->value = lowerExpr(*stmt.value);
  append(result);
}

ir::Expr* FunctionLowering::lowerGiven(const ast::Yield& yield) {
  ir::Type item = function_.result->elements[0];
  return yield.value ? lowerAs(*yield.value, item) : ir_.make<ir::NoneConst>(item, loc(yield));
}

void FunctionLowering::lowerYield(const ast::Yield& yield) {
  auto* given = ir_.make<ir::Yield>(loc(yield));
  given->value = lowerGiven(yield);
  append(given);
}

// The value of `yield`, which is None where nothing is ever sent.
ir::Expr* FunctionLowering::lowerSent(const ast::Yield& yield) {
  if (type(yield)->kind == sema::TypeKind::None) {
    lowerYield(yield);
    return ir_.make<ir::NoneConst>(type(yield), loc(yield));
  }
  auto* sent = ir_.make<ir::Sent>(type(yield), loc(yield));
  sent->value = lowerGiven(yield);
  return sent;
}

// A `yield` inside `try` may raise GeneratorExit there.
bool FunctionLowering::closesWhenDropped() const {
  bool found = false;
  ast::forEachNode(*info_.def, [&](const ast::Node& node) {
    if (node.kind != ast::NodeKind::Try) return true;
    ast::forEachNode(node, [&](const ast::Node& inner) {
      found |= inner.kind == ast::NodeKind::Yield;
      return true;
    });
    return true;
  });
  return info_.is_generator && found;
}

} // namespace pyompcc::lower
