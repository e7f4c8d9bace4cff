// lib/transform/infer_raising.cpp
//
// Reads modes and bounds; goes round the call graph until nothing changes.
#include "lib/transform/infer_raising.h"

#include "lib/ir/asked_methods.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"

#include <algorithm>

namespace pyompcc::transform {
namespace {

Raises of(ir::Arithmetic mode) {
  if (mode == ir::Arithmetic::Checked) return Raises::Always;
  return mode == ir::Arithmetic::Hoisted ? Raises::Exact : Raises::Never;
}

Raises of(ir::Bounds bounds) {
  if (bounds == ir::Bounds::Checked) return Raises::Always;
  return bounds == ir::Bounds::Hoisted ? Raises::Exact : Raises::Never;
}

Raises own(const ir::Expr& expr) {
  switch (expr.kind) {
  case ir::ExprKind::Unary: return of(static_cast<const ir::Unary&>(expr).mode);
  case ir::ExprKind::Binary: return of(static_cast<const ir::Binary&>(expr).mode);
  case ir::ExprKind::Convert: return of(static_cast<const ir::Convert&>(expr).mode);
  case ir::ExprKind::Load: return of(static_cast<const ir::Load&>(expr).bounds);
  case ir::ExprKind::Subview: return of(static_cast<const ir::Subview&>(expr).bounds);
  case ir::ExprKind::LibraryCall:
    return ir::canRaise(static_cast<const ir::LibraryCall&>(expr)) ? Raises::Always : Raises::Never;
  // What is thrown in.
  case ir::ExprKind::Sent:
  // There may be no memory.
  case ir::ExprKind::MakeObject:
  case ir::ExprKind::MakeContainer:
  case ir::ExprKind::MakeDict:
  case ir::ExprKind::MakeDefaultDict:
  case ir::ExprKind::MakeRange:
  case ir::ExprKind::Allocate: return Raises::Always;
  case ir::ExprKind::Call: return static_cast<const ir::Call&>(expr).callee->can_raise ? Raises::Always : Raises::Never;
  case ir::ExprKind::RuntimeCall: {
    const auto& call = static_cast<const ir::RuntimeCall&>(expr);
    Raises checked = ir::facts(call.callee).raises ? of(call.mode) : Raises::Never;
    return ir::asksMethods(expr) ? Raises::Always : checked;
  }
  case ir::ExprKind::Compare: return ir::asksMethods(expr) ? Raises::Always : Raises::Never;
  default: return Raises::Never;
  }
}

Raises own(const ir::Stmt& stmt) {
  switch (stmt.kind) {
  case ir::StmtKind::Store: return of(static_cast<const ir::Store&>(stmt).bounds);
  case ir::StmtKind::Update: return of(static_cast<const ir::Update&>(stmt).mode);
  // What is gone through may change, or compute its items.
  case ir::StmtKind::ForEach:
  case ir::StmtKind::Raise:
  case ir::StmtKind::Poll:
  case ir::StmtKind::Reraise:
  case ir::StmtKind::Rethrow: return Raises::Always;
  case ir::StmtKind::Region: {
    // What guard_regions has yet to keep inside.
    const ir::RegionFacts& region = *static_cast<const ir::Region&>(stmt).facts;
    bool tested = region.reduced_tested || std::ranges::none_of(region.sharing, ir::mayFailCombined);
    return tested && (!region.polled || region.raised) ? Raises::Never : Raises::Always;
  }
  default: return Raises::Never;
  }
}

} // namespace

Raises raises(const ir::Expr& expr) {
  Raises result = Raises::Never;
  ir::forEachExpr(expr, [&](const ir::Expr& inner) { result = std::max(result, own(inner)); });
  return result;
}

Raises raises(const ir::Stmt& stmt) {
  // A guard keeps everything inside.
  if (stmt.kind == ir::StmtKind::Guard) return Raises::Never;
  Raises result = own(stmt);
  ir::forEachChild(stmt, [&](const ir::Expr* child) { result = std::max(result, raises(*child)); });
  ir::forEachChildBlock(stmt, [&](const ir::Block& block) { result = std::max(result, raises(block)); });
  return stmt.kind == ir::StmtKind::Hoisted && result == Raises::Exact ? Raises::Always : result;
}

Raises raises(const ir::Block& block) {
  Raises result = Raises::Never;
  for (const ir::Stmt* stmt : block.stmts) result = std::max(result, raises(*stmt));
  return result;
}

void inferRaising(ir::Module& module) {
  for (ir::Function* function : module.functions) {
    function->can_raise = false;
    function->releases_gil = function->recursive;
    ir::forEachStmt(*function->body, [&](const ir::Stmt& stmt) {
      function->releases_gil |= stmt.kind == ir::StmtKind::For || stmt.kind == ir::StmtKind::ForEach ||
                                stmt.kind == ir::StmtKind::While || stmt.kind == ir::StmtKind::Region;
    });
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (ir::Function* function : module.functions) {
      bool can_raise = function->can_raise || raises(*function->body) != Raises::Never;
      bool releases = function->releases_gil;
      ir::forEachExpr(*function->body, [&](const ir::Expr& expr) {
        ir::forEachCallee(module, expr, [&](const ir::Function& callee) { releases |= callee.releases_gil; });
      });
      changed |= can_raise != function->can_raise || releases != function->releases_gil;
      function->can_raise = can_raise;
      function->releases_gil = releases;
    }
  }
}

} // namespace pyompcc::transform
