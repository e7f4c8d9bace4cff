// lib/transform/vectorize_reductions.cpp
//
// Decides which loops are straight-line.
#include "lib/transform/vectorize_reductions.h"

#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/transform/infer_raising.h"

#include <algorithm>

namespace pyompcc::transform {
namespace {

// Functions that processors have instructions for; a call of any other would run lane by lane.
bool isVectorFunction(ir::RuntimeFunction function) {
  switch (function) {
  case ir::RuntimeFunction::Sqrt:
  case ir::RuntimeFunction::Fabs:
  case ir::RuntimeFunction::Square:
  case ir::RuntimeFunction::Min:
  case ir::RuntimeFunction::Max: return true;
  default: return false;
  }
}

bool isStraightLine(const ir::Block& body) {
  bool straight = true;
  ir::forEachStmt(body, [&](const ir::Stmt& stmt) {
    straight &=
        stmt.kind == ir::StmtKind::Assign || stmt.kind == ir::StmtKind::Update || stmt.kind == ir::StmtKind::Store;
  });
  ir::forEachExpr(body, [&](const ir::Expr& expr) {
    if (expr.kind == ir::ExprKind::Call || expr.kind == ir::ExprKind::LibraryCall) straight = false;
    const auto* call = ir::as<ir::RuntimeCall>(&expr);
    if (call && !isVectorFunction(call->callee)) straight = false;
  });
  return straight;
}

bool canTakeSimd(omp::DirectiveKind kind) {
  using enum omp::DirectiveKind;
  return kind == For || kind == ParallelFor || kind == DistributeParallelFor || kind == TeamsDistributeParallelFor;
}

bool hasReduction(const ir::RegionFacts& facts) {
  return std::ranges::any_of(facts.sharing, [](const ir::SharedVar& shared) {
    return shared.sharing == ir::Sharing::Reduction && sema::isNumber(shared.var->type);
  });
}

} // namespace

void vectorizeReductions(ir::Module& module) {
  for (ir::Function* function : module.functions) {
    ir::forEachStmt(*function->body, [&](ir::Stmt& stmt) {
      auto* region = ir::as<ir::Region>(&stmt);
      if (!region || !region->body || !canTakeSimd(region->facts->directive->kind)) return;
      if (!hasReduction(*region->facts) || region->body->stmts.size() != 1) return;
      if (region->facts->directive->has(omp::ClauseKind::Ordered)) return;
      const auto* loop = ir::as<ir::For>(region->body->stmts.front());
      if (loop && isStraightLine(*loop->body) && raises(*loop->body) == Raises::Never) region->facts->simd = true;
    });
  }
}

} // namespace pyompcc::transform
