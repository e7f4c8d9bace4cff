// lib/transform/prove_checks.cpp
//
// Reads the intervals of infer_ranges and the affine bounds of loops.
#include "lib/transform/prove_checks.h"

#include "lib/ir/builder.h"
#include "lib/ir/representation.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/sema/promote.h"
#include "lib/transform/affine_bounds.h"
#include "lib/transform/infer_ranges.h"

#include <limits>

namespace pyompcc::transform {
namespace {

using sema::TypeKind;

constexpr std::int64_t ExactInDouble = std::int64_t{1} << 53;

bool excludesZero(const Range& range, ir::Type type) {
  if (sema::isReal(type)) return range.real_lo > 0 || range.real_hi < 0;
  return range.lo > 0 || range.hi < 0;
}

/// Values beyond an Int: only sums and bits of them are the same in an Int.
bool isBeyondInt(ir::Type type) { return type->kind == TypeKind::Scalar && type->dtype == sema::DType::UInt64; }

bool exactInDouble(const Range& range) { return range.lo >= -ExactInDouble && range.hi <= ExactInDouble; }

class CheckProver {
 public:
  explicit CheckProver(ir::Function& function)
      : function_(function), ranges_(inferRanges(function)), bounds_(function, ranges_) {}

  void run() {
    ir::forEachExpr(*function_.body, [&](ir::Expr& expr) { prove(expr); });
    proveIndices();
    ir::forEachStmt(*function_.body, [&](ir::Stmt& stmt) {
      if (auto* update = ir::as<ir::Update>(&stmt)) proveUpdate(*update);
    });
    ir::rewriteStmts(*function_.body, [&](ir::Stmt* stmt, std::vector<ir::Stmt*>& out) {
      if (!alwaysHolds(*stmt)) out.push_back(stmt);
    });
  }

 private:
  bool cannotOverflow(const ir::Expr& expr) const {
    auto found = ranges_.cannot_overflow.find(&expr);
    return found != ranges_.cannot_overflow.end() && found->second;
  }

  // Complex numbers, and uint64 where C++ has no operator: what is proved is computed as Int.
  static bool hasOwnFunctions(ir::BinaryOp op, ir::Type type) {
    bool written = op == ir::BinaryOp::Add || op == ir::BinaryOp::Sub || op == ir::BinaryOp::Mul;
    bool unsigned64 = sema::dtypeOfNumber(type) == sema::DType::UInt64;
    return sema::isComplex(type) || (unsigned64 && !written);
  }

  // Would the operation give a value of its type for all operands in range?
  bool isSafe(ir::BinaryOp op, const Range& left, const Range& right, ir::Type type, bool fits) const {
    bool divides = op == ir::BinaryOp::FloorDiv || op == ir::BinaryOp::Mod || op == ir::BinaryOp::ShiftRight;
    if (divides && isBeyondInt(type)) return false;
    switch (op) {
    case ir::BinaryOp::TrueDiv: return excludesZero(right, type);
    case ir::BinaryOp::FloorDiv:
    case ir::BinaryOp::Mod:
      if (!excludesZero(right, type)) return false;
      // The smallest int divided by -1 has no result.
      return sema::isReal(type) || right.lo > 0 || left.lo > std::numeric_limits<std::int64_t>::min();
    case ir::BinaryOp::ShiftRight: return right.lo >= 0 && right.hi <= 63;
    case ir::BinaryOp::Pow: return false;
    default: return fits;
    }
  }

  void prove(ir::Expr& expr) {
    if (auto* binary = ir::as<ir::Binary>(&expr)) {
      if (binary->mode == ir::Arithmetic::Plain || hasOwnFunctions(binary->op, binary->type)) return;
      Range left = ranges_(*binary->left);
      Range right = ranges_(*binary->right);
      ir::Type operands = binary->left->type;
      bool exact = !(binary->op == ir::BinaryOp::TrueDiv && !sema::isReal(operands)) ||
                   (exactInDouble(left) && exactInDouble(right));
      bool integer_wrap = binary->mode == ir::Arithmetic::Wrapping && sema::isReal(operands);
      if (exact && !integer_wrap && isSafe(binary->op, left, right, operands, cannotOverflow(expr))) {
        binary->mode = ir::Arithmetic::Plain;
      }
    } else if (auto* unary = ir::as<ir::Unary>(&expr)) {
      if (cannotOverflow(expr)) unary->mode = ir::Arithmetic::Plain;
    } else if (auto* conversion = ir::as<ir::Convert>(&expr)) {
      if (cannotOverflow(expr)) conversion->mode = ir::Arithmetic::Plain;
    } else if (auto* call = ir::as<ir::RuntimeCall>(&expr)) {
      proveCall(*call);
    }
  }

  void proveCall(ir::RuntimeCall& call) {
    switch (call.callee) {
    case ir::RuntimeFunction::Sqrt:
      if (ranges_(*call.args[0]).real_lo >= 0) call.mode = ir::Arithmetic::Plain;
      break;
    case ir::RuntimeFunction::Square:
      if (!sema::isReal(call.type) && !sema::isComplex(call.type) && cannotOverflow(call))
        call.mode = ir::Arithmetic::Plain;
      break;
    default: break;
    }
  }

  void proveUpdate(ir::Update& update) {
    if (update.mode == ir::Arithmetic::Plain || hasOwnFunctions(update.op, update.target->type)) return;
    Range target = ranges_(*update.target);
    Range value = ranges_(*update.value);
    auto found = ranges_.update_fits.find(&update);
    bool fits = found != ranges_.update_fits.end() && found->second;
    bool real_wrap = update.mode == ir::Arithmetic::Wrapping && sema::isReal(update.target->type);
    if (!real_wrap && isSafe(update.op, target, value, update.target->type, fits)) update.mode = ir::Arithmetic::Plain;
  }

  void proveIndices() {
    auto prove_at = [&](const ir::Expr* array, std::span<ir::Expr* const> indices, ir::Bounds& bounds) {
      if (!sema::isArray(array->type)) return;
      if (bounds == ir::Bounds::Checked && bounds_.alwaysInside(*array, indices)) bounds = ir::Bounds::Proved;
    };
    ir::forEachStmt(*function_.body, [&](ir::Stmt& stmt) {
      if (auto* store = ir::as<ir::Store>(&stmt)) prove_at(store->array, store->indices, store->bounds);
    });
    ir::forEachExpr(*function_.body, [&](ir::Expr& expr) {
      if (auto* load = ir::as<ir::Load>(&expr)) prove_at(load->array, load->indices, load->bounds);
      if (auto* view = ir::as<ir::Subview>(&expr)) prove_at(view->array, view->indices, view->bounds);
    });
  }

  // CheckRange(stop, step) and CheckStep(step) that cannot fail.
  bool alwaysHolds(const ir::Stmt& stmt) const {
    const auto* statement = ir::as<ir::ExprStmt>(&stmt);
    const auto* call = statement ? ir::as<ir::RuntimeCall>(statement->value) : nullptr;
    if (!call) return false;
    if (call->callee == ir::RuntimeFunction::CheckRange) {
      Range stop = ranges_(*call->args[0]);
      Range step = ranges_(*call->args[1]);
      return step.lo > 0 ? stop.hi <= std::numeric_limits<std::int64_t>::max() - step.hi
                         : step.hi < 0 && stop.lo >= std::numeric_limits<std::int64_t>::min() - step.lo;
    }
    return call->callee == ir::RuntimeFunction::CheckStep && excludesZero(ranges_(*call->args[0]), call->args[0]->type);
  }

  ir::Function& function_;
  RangeTable ranges_;
  AffineBounds bounds_;
};

} // namespace

void proveChecks(ir::Module& module) {
  for (ir::Function* function : module.functions) CheckProver(*function).run();
}

} // namespace pyompcc::transform
