// lib/transform/infer_ranges.cpp
//
// Interval analysis over the structured representation.
#include "lib/transform/infer_ranges.h"

#include "lib/ir/builder.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/transform/loop_followers.h"
#include "lib/transform/range_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>

namespace pyompcc::transform {
namespace {

using sema::TypeKind;

constexpr double Infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t LargestCounterStep = 16;

bool isWideUnsigned(ir::Type type) { return type->kind == TypeKind::Scalar && type->dtype == sema::DType::UInt64; }

class RangeInference {
 public:
  RangeInference(const ir::Function& function, const Assumption& assumption)
      : function_(function), assumption_(assumption), env_(function.vars.size()) {
    for (const ir::Var* var : function.vars) env_[var->number] = everything(var->type);
    findCounters();
  }

  RangeTable run() {
    walk(*function_.body);
    return std::move(table_);
  }

 private:
  using Env = std::vector<Range>;

  // A counter: an int that is only ever set to small constants and increased or decreased by small constants.
  void findCounters() {
    std::unordered_set<const ir::Var*> others;
    std::unordered_set<const ir::Var*> counted;
    for (const ir::Var* param : function_.params) others.insert(param);
    ir::forEachStmt(*function_.body, [&](const ir::Stmt& stmt) {
      if (const auto* update = ir::as<ir::Update>(&stmt)) {
        const auto* target = ir::as<ir::VarRef>(update->target);
        if (!target) return;
        const std::int64_t* step = ir::constantInt(update->value);
        bool small = step && std::abs(*step) <= LargestCounterStep;
        bool sums = update->op == ir::BinaryOp::Add || update->op == ir::BinaryOp::Sub;
        (small && sums ? counted : others).insert(target->var);
      } else if (const auto* assign = ir::as<ir::Assign>(&stmt)) {
        const std::int64_t* start = ir::constantInt(assign->value);
        if (!start || std::abs(*start) > LargestExtent) others.insert(assign->target);
      } else if (const auto* swap = ir::as<ir::Swap>(&stmt)) {
        others.insert(swap->left);
        others.insert(swap->right);
      } else if (const auto* region = ir::as<ir::Region>(&stmt)) {
        for (const ir::SharedVar& shared : region->facts->sharing) {
          if (shared.sharing == ir::Sharing::Shared || shared.sharing == ir::Sharing::Private) continue;
          if (shared.original) others.insert(shared.original);
          // The copies of a reduction start at the neutral element.
          if (shared.sharing != ir::Sharing::Reduction || shared.declared) others.insert(shared.var);
        }
      }
    });
    for (const ir::Var* var : counted) {
      if (!others.contains(var) && var->type->kind == TypeKind::Int) counters_.insert(var);
    }
    for (const auto& [var, loop] : findLoopFollowers(function_)) counters_.insert(var);
  }

  void walk(const ir::Block& block) {
    for (const ir::Stmt* stmt : block.stmts) {
      if (!reachable_) return;
      walk(*stmt);
    }
  }

  void walk(const ir::Stmt& stmt) {
    if (&stmt == assumption_.scope) assume();
    switch (stmt.kind) {
    case ir::StmtKind::Assign: {
      const auto& assign = static_cast<const ir::Assign&>(stmt);
      env_[assign.target->number] = eval(*assign.value);
      if (const auto* allocation = ir::as<ir::Allocate>(assign.value)) refineShape(*allocation);
      break;
    }
    case ir::StmtKind::Update: walkUpdate(static_cast<const ir::Update&>(stmt)); break;
    case ir::StmtKind::Swap: {
      const auto& swap = static_cast<const ir::Swap&>(stmt);
      std::swap(env_[swap.left->number], env_[swap.right->number]);
      break;
    }
    case ir::StmtKind::If: walkIf(static_cast<const ir::If&>(stmt)); break;
    case ir::StmtKind::While: walkWhile(static_cast<const ir::While&>(stmt)); break;
    case ir::StmtKind::For: walkFor(static_cast<const ir::For&>(stmt)); break;
    case ir::StmtKind::ForEach: walkForEach(static_cast<const ir::ForEach&>(stmt)); break;
    case ir::StmtKind::Region: walkRegion(static_cast<const ir::Region&>(stmt)); break;
    case ir::StmtKind::Try: walkTry(static_cast<const ir::Try&>(stmt)); break;
    case ir::StmtKind::Break:
    case ir::StmtKind::Continue: reachable_ = false; break;
    case ir::StmtKind::Return:
    case ir::StmtKind::Raise:
    case ir::StmtKind::Reraise:
      evalChildren(stmt);
      reachable_ = false;
      break;
    default:
      evalChildren(stmt);
      ir::forEachChildBlock(stmt, [&](const ir::Block& block) { walk(block); });
      break;
    }
  }

  void evalChildren(const ir::Stmt& stmt) {
    ir::forEachChild(stmt, [&](const ir::Expr* child) { eval(*child); });
  }

  void walkUpdate(const ir::Update& update) {
    Range target = eval(*update.target);
    Range value = eval(*update.value);
    bool fits = false;
    Range result = arithmetic(update.op, target, value, update.target->type, fits);
    const auto* reference = ir::as<ir::VarRef>(update.target);
    if (reference && counters_.contains(reference->var)) fits = true;
    table_.update_fits[&update] = fits;
    if (reference) env_[reference->var->number] = result;
  }

  void walkIf(const ir::If& stmt) {
    eval(*stmt.condition);
    Env before = env_;
    refine(*stmt.condition, true);
    walk(*stmt.then_block);
    Env after_then = std::move(env_);
    bool then_goes_on = reachable_;
    env_ = std::move(before);
    reachable_ = true;
    refine(*stmt.condition, false);
    if (stmt.else_block) walk(*stmt.else_block);
    if (!reachable_) {
      env_ = std::move(after_then);
      reachable_ = then_goes_on;
    } else if (then_goes_on) {
      for (std::size_t i = 0; i < env_.size(); ++i) env_[i] = join(env_[i], after_then[i]);
    }
  }

  void walkWhile(const ir::While& stmt) {
    forgetAssigned(*stmt.body);
    eval(*stmt.condition);
    Env at_head = env_;
    refine(*stmt.condition, true);
    walk(*stmt.body);
    reachable_ = true;
    env_ = std::move(at_head);
    bool breaks = false;
    ir::forEachStmt(*stmt.body, [&](const ir::Stmt& inner) { breaks |= inner.kind == ir::StmtKind::Break; });
    if (!breaks) refine(*stmt.condition, false);
  }

  void walkFor(const ir::For& stmt) {
    Range start = eval(*stmt.start);
    Range stop = eval(*stmt.stop);
    Range step = eval(*stmt.step);
    Range index;
    if (step.lo > 0) {
      index = integers(start.lo, std::max<Wide>(start.lo, Wide{stop.hi} - 1));
    } else if (step.hi < 0) {
      index = integers(std::min<Wide>(start.hi, Wide{stop.lo} + 1), start.hi);
    }
    forgetAssigned(*stmt.body);
    Env at_head = env_;
    env_[stmt.index->number] = index;
    table_.of_index[stmt.index] = index;
    walk(*stmt.body);
    reachable_ = true;
    env_ = std::move(at_head);
  }

  void walkForEach(const ir::ForEach& stmt) {
    eval(*stmt.iterable);
    forgetAssigned(*stmt.body);
    Env at_head = env_;
    for (const ir::Var* item : stmt.items) env_[item->number] = everything(item->type);
    walk(*stmt.body);
    reachable_ = true;
    env_ = std::move(at_head);
  }

  // A handler begins with what held before the body, but for what the body assigns.
  void walkTry(const ir::Try& stmt) {
    Env before = env_;
    walk(*stmt.body);
    Env end = std::move(env_);
    bool goes_on = reachable_;
    env_ = std::move(before);
    forgetAssigned(*stmt.body);
    Env at_handler = env_;
    for (const ir::Stmt* handler : stmt.handlers->stmts) {
      env_ = at_handler;
      reachable_ = true;
      walk(*static_cast<const ir::Handler*>(handler)->body);
      if (!reachable_) continue;
      if (goes_on) {
        for (std::size_t i = 0; i < env_.size(); ++i) env_[i] = join(env_[i], end[i]);
      }
      end = env_;
      goes_on = true;
    }
    env_ = std::move(end);
    reachable_ = goes_on;
  }

  // Other threads may assign shared variables at any time; copies start as their originals or with anything.
  void walkRegion(const ir::Region& region) {
    evalChildren(region);
    if (!region.body) return;
    forgetAssigned(*region.body);
    for (const ir::SharedVar& shared : region.facts->sharing) {
      if (shared.sharing == ir::Sharing::Shared) continue;
      bool copied = shared.sharing == ir::Sharing::FirstPrivate || shared.sharing == ir::Sharing::FirstLastPrivate;
      if (shared.var == shared.original) continue;
      env_[shared.var->number] = copied && shared.original && !assignedIn(*region.body, shared.var)
                                     ? env_[shared.original->number]
                                     : everything(shared.var->type);
    }
    walk(*region.body);
    reachable_ = true;
    forgetAssigned(*region.body);
    forgetOriginals(region);
  }

  static bool assignedIn(const ir::Block& block, const ir::Var* var) {
    bool found = false;
    ir::forEachVar(
        block, [&](const ir::Var& used, ir::Access access) { found |= &used == var && access != ir::Access::Read; });
    return found;
  }

  // A counter keeps the bound that it moves away from.
  void forgetAssigned(const ir::Block& block) {
    std::unordered_set<const ir::Var*> falls;
    std::unordered_set<const ir::Var*> rises;
    ir::forEachStmt(block, [&](const ir::Stmt& stmt) {
      if (const auto* region = ir::as<ir::Region>(&stmt)) forgetOriginals(*region);
      const auto* update = ir::as<ir::Update>(&stmt);
      const auto* target = update ? ir::as<ir::VarRef>(update->target) : nullptr;
      if (!target) return;
      const std::int64_t* step = ir::constantInt(update->value);
      bool up = step && ((*step >= 0) == (update->op == ir::BinaryOp::Add));
      (up ? rises : falls).insert(target->var);
    });
    ir::forEachVar(block, [&](const ir::Var& var, ir::Access access) {
      if (access == ir::Access::Read) return;
      Range& range = env_[var.number];
      Range all = everything(var.type);
      if (counters_.contains(&var) && !assignsConstant(block, var)) {
        if (!falls.contains(&var)) {
          range.hi = all.hi;
          return;
        }
        if (!rises.contains(&var)) {
          range.lo = all.lo;
          return;
        }
      }
      range = all;
    });
  }

  // What a construct copies out or reduces into is assigned where it ends.
  void forgetOriginals(const ir::Region& region) {
    for (const ir::SharedVar& shared : region.facts->sharing) {
      bool comes_back = shared.sharing == ir::Sharing::LastPrivate || shared.sharing == ir::Sharing::FirstLastPrivate ||
                        shared.sharing == ir::Sharing::Reduction;
      if (comes_back && shared.original) env_[shared.original->number] = everything(shared.original->type);
    }
  }

  static bool assignsConstant(const ir::Block& block, const ir::Var& var) {
    bool found = false;
    ir::forEachStmt(block, [&](const ir::Stmt& stmt) {
      const auto* assign = ir::as<ir::Assign>(&stmt);
      found |= assign && assign->target == &var;
    });
    return found;
  }

  void assume() {
    std::unordered_set<const ir::Var*> assigned;
    ir::forEachVar(*assumption_.scope, [&](const ir::Var& var, ir::Access access) {
      if (access != ir::Access::Read) assigned.insert(&var);
    });
    ir::forEachVar(*assumption_.scope, [&](const ir::Var& var, ir::Access access) {
      if (access != ir::Access::Read || assigned.contains(&var) || var.type->kind != TypeKind::Int) return;
      if (var.kind == ir::VarKind::Constant) return;
      Range& range = env_[var.number];
      range.lo = std::max(range.lo, -assumption_.bound);
      range.hi = std::min(range.hi, assumption_.bound);
    });
    largest_extent_ = std::min(largest_extent_, assumption_.bound);
  }

  // What holds of variables when a condition is true, or false.
  void refine(const ir::Expr& condition, bool holds) {
    if (const auto* logical = ir::as<ir::Logical>(&condition)) {
      if ((logical->op == ir::LogicalOp::And) == holds) {
        refine(*logical->left, holds);
        refine(*logical->right, holds);
      }
      return;
    }
    if (const auto* conversion = ir::as<ir::Convert>(&condition)) {
      // From NumPy's bool to Python's.
      refine(*conversion->operand, holds);
      return;
    }
    if (const auto* unary = ir::as<ir::Unary>(&condition)) {
      if (unary->op == ir::UnaryOp::Not) refine(*unary->operand, !holds);
      return;
    }
    const auto* compare = ir::as<ir::Compare>(&condition);
    if (!compare) return;
    if (sema::isReal(compare->left->type) && sema::isReal(compare->right->type) && holds) {
      refineReal(*compare->left, compare->op, eval(*compare->right));
      refineReal(*compare->right, mirrored(compare->op), eval(*compare->left));
      return;
    }
    if (!sema::isIntegral(compare->left->type) || !sema::isIntegral(compare->right->type)) return;
    ir::CompareOp op = holds ? compare->op : opposite(compare->op);
    refineSide(*compare->left, op, eval(*compare->right));
    refineSide(*compare->right, mirrored(op), eval(*compare->left));
  }

  static ir::CompareOp opposite(ir::CompareOp op) {
    switch (op) {
    case ir::CompareOp::Eq: return ir::CompareOp::NotEq;
    case ir::CompareOp::NotEq: return ir::CompareOp::Eq;
    case ir::CompareOp::Lt: return ir::CompareOp::GtE;
    case ir::CompareOp::LtE: return ir::CompareOp::Gt;
    case ir::CompareOp::Gt: return ir::CompareOp::LtE;
    case ir::CompareOp::GtE: return ir::CompareOp::Lt;
    }
    return op;
  }
  static ir::CompareOp mirrored(ir::CompareOp op) {
    switch (op) {
    case ir::CompareOp::Lt: return ir::CompareOp::Gt;
    case ir::CompareOp::LtE: return ir::CompareOp::GtE;
    case ir::CompareOp::Gt: return ir::CompareOp::Lt;
    case ir::CompareOp::GtE: return ir::CompareOp::LtE;
    default: return op;
    }
  }

  // A comparison that holds says that neither side is nan; one that does not hold says nothing of the sort.
  void refineReal(const ir::Expr& side, ir::CompareOp op, const Range& other) {
    const auto* reference = ir::as<ir::VarRef>(&side);
    if (!reference || reference->var->kind == ir::VarKind::Constant || op == ir::CompareOp::NotEq) return;
    Range& range = env_[reference->var->number];
    range.maybe_nan = false;
    if (op == ir::CompareOp::Lt) range.real_hi = std::min(range.real_hi, std::nextafter(other.real_hi, -Infinity));
    if (op == ir::CompareOp::LtE || op == ir::CompareOp::Eq) range.real_hi = std::min(range.real_hi, other.real_hi);
    if (op == ir::CompareOp::Gt) range.real_lo = std::max(range.real_lo, std::nextafter(other.real_lo, Infinity));
    if (op == ir::CompareOp::GtE || op == ir::CompareOp::Eq) range.real_lo = std::max(range.real_lo, other.real_lo);
  }

  // An array that was made has extents that memory has room for: zeros(n + 1) leaves n between -1 and a limit.
  void refineShape(const ir::Allocate& allocation) {
    for (const ir::Expr* extent : allocation.shape) {
      Range fits = integers(0, LargestExtent);
      if (const auto* sum = ir::as<ir::Binary>(extent)) {
        const std::int64_t* constant = ir::constantInt(sum->right);
        bool adds = sum->op == ir::BinaryOp::Add || sum->op == ir::BinaryOp::Sub;
        if (!constant || !adds || std::abs(*constant) > LargestExtent) continue;
        std::int64_t shift = sum->op == ir::BinaryOp::Add ? *constant : -*constant;
        fits = integers(-Wide{shift}, Wide{LargestExtent} - shift);
        extent = sum->left;
      }
      refineSide(*extent, ir::CompareOp::GtE, fits);
      refineSide(*extent, ir::CompareOp::LtE, fits);
    }
  }

  void refineSide(const ir::Expr& side, ir::CompareOp op, const Range& other) {
    const auto* reference = ir::as<ir::VarRef>(&side);
    if (!reference || reference->var->kind == ir::VarKind::Constant) return;
    Range& range = env_[reference->var->number];
    if (op == ir::CompareOp::Lt && other.hi > SmallestInt) range.hi = std::min(range.hi, other.hi - 1);
    if (op == ir::CompareOp::LtE || op == ir::CompareOp::Eq) range.hi = std::min(range.hi, other.hi);
    if (op == ir::CompareOp::Gt && other.lo < LargestInt) range.lo = std::max(range.lo, other.lo + 1);
    if (op == ir::CompareOp::GtE || op == ir::CompareOp::Eq) range.lo = std::max(range.lo, other.lo);
    if (op == ir::CompareOp::NotEq && other.lo == other.hi && range.lo < range.hi) {
      if (range.lo == other.lo) ++range.lo;
      if (range.hi == other.lo) --range.hi;
    }
    // A contradiction: the branch is never taken, and anything holds there.
    if (range.lo > range.hi) range.lo = range.hi;
  }

  Range eval(const ir::Expr& expr) {
    Range range = roundedTo(expr.type, compute(expr));
    table_.of_expr[&expr] = range;
    return range;
  }

  Range compute(const ir::Expr& expr) {
    switch (expr.kind) {
    case ir::ExprKind::IntConst: {
      std::int64_t value = static_cast<const ir::IntConst&>(expr).value;
      return integers(value, value);
    }
    case ir::ExprKind::FloatConst: {
      double value = static_cast<const ir::FloatConst&>(expr).value;
      return reals(value, value, std::isnan(value));
    }
    case ir::ExprKind::BoolConst: return integers(0, 1);
    case ir::ExprKind::VarRef: {
      const ir::Var& var = *static_cast<const ir::VarRef&>(expr).var;
      return var.kind == ir::VarKind::Constant ? eval(*var.constant) : env_[var.number];
    }
    case ir::ExprKind::Dimension: evalOperands(expr); return integers(0, largest_extent_);
    case ir::ExprKind::Convert: return convert(static_cast<const ir::Convert&>(expr));
    case ir::ExprKind::Unary: return unary(static_cast<const ir::Unary&>(expr));
    case ir::ExprKind::Binary: return binary(static_cast<const ir::Binary&>(expr));
    case ir::ExprKind::Select: {
      const auto& select = static_cast<const ir::Select&>(expr);
      eval(*select.condition);
      Env before = env_;
      refine(*select.condition, true);
      Range then_value = eval(*select.then_value);
      env_ = before;
      refine(*select.condition, false);
      Range else_value = eval(*select.else_value);
      env_ = std::move(before);
      return join(then_value, else_value);
    }
    case ir::ExprKind::RuntimeCall: return runtimeCall(static_cast<const ir::RuntimeCall&>(expr));
    default: evalOperands(expr); return everything(expr.type);
    }
  }

  void evalOperands(const ir::Expr& expr) {
    ir::forEachChild(expr, [&](const ir::Expr* child) { eval(*child); });
  }

  Range convert(const ir::Convert& conversion) {
    Range operand = eval(*conversion.operand);
    bool from_float = sema::isReal(conversion.operand->type);
    bool to_float = sema::isReal(conversion.type);
    // An interval cannot tell the upper half of uint64 from negative numbers.
    if (isWideUnsigned(conversion.operand->type)) return everything(conversion.type);
    if (!from_float && to_float) return reals(static_cast<double>(operand.lo), static_cast<double>(operand.hi), false);
    if (from_float && to_float) return reals(operand.real_lo, operand.real_hi, operand.maybe_nan);
    Range all = everything(conversion.type);
    if (isWideUnsigned(conversion.type)) all.lo = 0;
    if (from_float) {
      // Below 2^63 in size and no nan: the conversion has a result.
      constexpr double Limit = 9.2e18;
      bool has_result = !operand.maybe_nan && operand.real_lo >= -Limit && operand.real_hi <= Limit;
      if (!has_result || conversion.type->kind != TypeKind::Int) return all;
      table_.cannot_overflow[&conversion] = true;
      return integers(static_cast<Wide>(operand.real_lo), static_cast<Wide>(operand.real_hi));
    }
    if (operand.lo >= all.lo && operand.hi <= all.hi) {
      table_.cannot_overflow[&conversion] = true;
      return operand;
    }
    return all;
  }

  Range unary(const ir::Unary& expr) {
    Range operand = eval(*expr.operand);
    if (sema::isReal(expr.type)) {
      if (expr.op == ir::UnaryOp::Negate) return reals(-operand.real_hi, -operand.real_lo);
      if (expr.op == ir::UnaryOp::Abs) {
        double highest = std::max(std::abs(operand.real_lo), std::abs(operand.real_hi));
        bool positive = operand.real_lo > 0 || operand.real_hi < 0;
        return reals(positive ? std::min(std::abs(operand.real_lo), std::abs(operand.real_hi)) : 0.0, highest);
      }
      return everything(expr.type);
    }
    table_.cannot_overflow[&expr] = operand.lo > SmallestInt || expr.op == ir::UnaryOp::Invert;
    if (expr.op == ir::UnaryOp::Negate) return integers(-Wide{operand.hi}, -Wide{operand.lo});
    if (expr.op == ir::UnaryOp::Abs) {
      if (operand.lo >= 0) return operand;
      return integers(0, std::max(-Wide{operand.lo}, Wide{operand.hi}));
    }
    return everything(expr.type);
  }

  Range binary(const ir::Binary& expr) {
    Range left = eval(*expr.left);
    Range right = eval(*expr.right);
    bool fits = false;
    bool same_value = ir::as<ir::VarRef>(expr.left) && ir::sameExpr(expr.left, expr.right);
    Range result;
    if (expr.op == ir::BinaryOp::TrueDiv && !sema::isReal(expr.left->type)) {
      result = {};
    } else if (expr.op == ir::BinaryOp::Mul && same_value) {
      result = square(left, expr.type, fits);
    } else {
      result = arithmetic(expr.op, left, right, expr.type, fits);
    }
    table_.cannot_overflow[&expr] = fits;
    return result;
  }

  Range runtimeCall(const ir::RuntimeCall& call) {
    std::vector<Range> args;
    for (const ir::Expr* arg : call.args) args.push_back(eval(*arg));
    switch (call.callee) {
    case ir::RuntimeFunction::Square: {
      bool fits = false;
      Range result = square(args[0], call.type, fits);
      table_.cannot_overflow[&call] = fits;
      return result;
    }
    case ir::RuntimeFunction::Sqrt: return reals(args[0].real_lo > 0 ? std::sqrt(args[0].real_lo) : 0.0, Infinity);
    case ir::RuntimeFunction::Exp:
    case ir::RuntimeFunction::Fabs: return reals(0.0, Infinity);
    case ir::RuntimeFunction::Sin:
    case ir::RuntimeFunction::Cos:
    case ir::RuntimeFunction::Tanh: return reals(-1.0, 1.0);
    case ir::RuntimeFunction::Min:
    case ir::RuntimeFunction::Max: {
      bool is_min = call.callee == ir::RuntimeFunction::Min;
      auto pick = [&](auto a, auto b) { return is_min ? std::min(a, b) : std::max(a, b); };
      if (sema::isReal(call.type)) return join(args[0], args[1]);
      return integers(pick(args[0].lo, args[1].lo), pick(args[0].hi, args[1].hi));
    }
    case ir::RuntimeFunction::OmpGetThreadNum: return integers(0, (1 << 20) - 1);
    case ir::RuntimeFunction::OmpGetNumThreads:
    case ir::RuntimeFunction::OmpGetMaxThreads:
    case ir::RuntimeFunction::OmpGetNumProcs: return integers(1, 1 << 20);
    default: return everything(call.type);
    }
  }

  const ir::Function& function_;
  const Assumption& assumption_;
  Env env_;
  RangeTable table_;
  std::unordered_set<const ir::Var*> counters_;
  std::int64_t largest_extent_ = LargestExtent;
  bool reachable_ = true;
};

} // namespace

const Range& RangeTable::operator()(const ir::Expr& expr) const {
  static const Range Everything;
  auto found = of_expr.find(&expr);
  return found == of_expr.end() ? Everything : found->second;
}

RangeTable inferRanges(const ir::Function& function, const Assumption& assumption) {
  return RangeInference(function, assumption).run();
}

} // namespace pyompcc::transform
