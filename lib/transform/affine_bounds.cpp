// lib/transform/affine_bounds.cpp
//
// Linear forms of index expressions and their extremes over loops.
#include "lib/transform/affine_bounds.h"

#include "lib/ir/builder.h"
#include "lib/ir/walk.h"

#include <unordered_set>

namespace pyompcc::transform {
namespace {

// Definitions and loops inside each other are followed this far.
constexpr int DeepestChain = 16;
constexpr std::int64_t LargestCoefficient = std::int64_t{1} << 40;

void add(Linear& form, const Symbol& symbol, std::int64_t coefficient) {
  std::int64_t& value = form.terms[symbol];
  value += coefficient;
  if (value == 0) form.terms.erase(symbol);
}

std::optional<Linear> scaled(const Linear& form, std::int64_t factor) {
  if (std::abs(factor) > LargestCoefficient || std::abs(form.constant) > LargestCoefficient) return std::nullopt;
  Linear result;
  if (__builtin_mul_overflow(form.constant, factor, &result.constant)) return std::nullopt;
  if (factor == 0) return result;
  for (const auto& [symbol, coefficient] : form.terms) {
    if (std::abs(coefficient) > LargestCoefficient) return std::nullopt;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(coefficient, factor, &product)) return std::nullopt;
    result.terms[symbol] = product;
  }
  return result;
}

std::optional<Linear> sum(Linear left, const Linear& right) {
  if (__builtin_add_overflow(left.constant, right.constant, &left.constant)) return std::nullopt;
  for (const auto& [symbol, coefficient] : right.terms) add(left, symbol, coefficient);
  return left;
}

bool isDouble(ir::Type type) {
  return type->kind == sema::TypeKind::Float ||
         (type->kind == sema::TypeKind::Scalar && type->dtype == sema::DType::Float64);
}

Linear constantForm(std::int64_t value) {
  Linear form;
  form.constant = value;
  return form;
}

Linear symbolForm(const Symbol& symbol) {
  Linear form;
  form.terms[symbol] = 1;
  return form;
}

} // namespace

AffineBounds::AffineBounds(const ir::Function& function, const RangeTable& ranges)
    : ranges_(ranges), followers_(findLoopFollowers(function)) {
  for (const ir::Var* param : function.params) writes_[param] = 1;
  ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
    if (const auto* assign = ir::as<ir::Assign>(&stmt)) {
      ++writes_[assign->target];
      definition_[assign->target] = assign->value;
    } else if (const auto* loop = ir::as<ir::For>(&stmt)) {
      ++writes_[loop->index];
      loop_of_[loop->index] = loop;
    } else if (const auto* for_each = ir::as<ir::ForEach>(&stmt)) {
      for (const ir::Var* item : for_each->items) writes_[item] += 2;
    } else if (const auto* swap = ir::as<ir::Swap>(&stmt)) {
      writes_[swap->left] += 2;
      writes_[swap->right] += 2;
    } else if (const auto* update = ir::as<ir::Update>(&stmt)) {
      if (const auto* target = ir::as<ir::VarRef>(update->target)) writes_[target->var] += 2;
    } else if (const auto* region = ir::as<ir::Region>(&stmt)) {
      for (const ir::SharedVar& shared : region->facts->sharing) {
        if (shared.sharing == ir::Sharing::Shared || shared.sharing == ir::Sharing::Private) continue;
        writes_[shared.var] += 2;
        if (shared.original && shared.sharing != ir::Sharing::FirstPrivate) writes_[shared.original] += 2;
      }
    }
  });
  for (const ir::Var* var : function.vars) {
    if (!loop_of_.contains(var) && !var->python_name.empty()) ++vars_of_name_[var->python_name];
  }
  for (const auto& [var, loop] : followers_) {
    ir::forEachExpr(*loop->body, [&](const ir::Expr& expr) {
      const auto* reference = ir::as<ir::VarRef>(&expr);
      if (reference && reference->var == var) follows_.insert(&expr);
    });
  }
}

// A definition may stand for its variable only while the values that it was made of are still there: each assigned
// once, and by no other variable that place_declarations may merge with it.
bool AffineBounds::staysTrue(const Linear& form) const {
  for (const auto& [symbol, coefficient] : form.terms) {
    if (loop_of_.contains(symbol.var)) continue;
    auto count = writes_.find(symbol.var);
    if (count == writes_.end() || count->second != 1 || symbol.var->maybe_unbound) return false;
    auto named = vars_of_name_.find(symbol.var->python_name);
    if (named != vars_of_name_.end() && named->second > 1) return false;
  }
  return true;
}

std::optional<Linear> AffineBounds::linear(const ir::Expr& expr, int depth) const {
  if (depth > DeepestChain) return std::nullopt;
  switch (expr.kind) {
  case ir::ExprKind::IntConst: return constantForm(static_cast<const ir::IntConst&>(expr).value);
  case ir::ExprKind::VarRef: {
    const ir::Var* var = static_cast<const ir::VarRef&>(expr).var;
    if (var->type->kind != sema::TypeKind::Int) return std::nullopt;
    if (var->kind == ir::VarKind::Constant) return linear(*var->constant, depth + 1);
    auto definition = definition_.find(var);
    if (definition != definition_.end() && writes_.at(var) == 1 && !var->maybe_unbound) {
      if (auto form = linear(*definition->second, depth + 1); form && staysTrue(*form)) return form;
    }
    if (followers_.contains(var) && !follows_.contains(&expr)) return std::nullopt;
    return symbolForm({var, -1, nullptr});
  }
  case ir::ExprKind::Dimension: {
    const auto& dimension = static_cast<const ir::Dimension&>(expr);
    const auto* array = ir::as<ir::VarRef>(dimension.array);
    if (!array) return std::nullopt;
    auto definition = definition_.find(array->var);
    if (definition != definition_.end() && writes_.at(array->var) == 1 && !array->var->maybe_unbound) {
      const auto* allocation = ir::as<ir::Allocate>(definition->second);
      if (allocation) {
        auto form = linear(*allocation->shape[static_cast<std::size_t>(dimension.axis)], depth + 1);
        if (form && staysTrue(*form)) return form;
      }
    }
    return symbolForm({array->var, dimension.axis, nullptr});
  }
  case ir::ExprKind::Unary: {
    const auto& unary = static_cast<const ir::Unary&>(expr);
    if (unary.op != ir::UnaryOp::Negate || unary.mode == ir::Arithmetic::Wrapping) return std::nullopt;
    auto operand = linear(*unary.operand, depth + 1);
    return operand ? scaled(*operand, -1) : std::nullopt;
  }
  case ir::ExprKind::Binary: {
    const auto& binary = static_cast<const ir::Binary&>(expr);
    if (binary.mode == ir::Arithmetic::Wrapping || binary.type->kind != sema::TypeKind::Int) return std::nullopt;
    auto left = linear(*binary.left, depth + 1);
    auto right = linear(*binary.right, depth + 1);
    if (!left || !right) return std::nullopt;
    switch (binary.op) {
    case ir::BinaryOp::Add: return sum(*left, *right);
    case ir::BinaryOp::Sub: {
      auto negative = scaled(*right, -1);
      return negative ? sum(*left, *negative) : std::nullopt;
    }
    case ir::BinaryOp::Mul:
      if (right->terms.empty()) return scaled(*left, right->constant);
      if (left->terms.empty()) return scaled(*right, left->constant);
      return std::nullopt;
    default: return std::nullopt;
    }
  }
  default: return std::nullopt;
  }
}

// The lowest or highest value of a loop's variable in symbols outside the loop.
std::optional<Linear> AffineBounds::extremeOfLoop(const ir::For& loop, bool highest) const {
  const Range step = ranges_(*loop.step);
  auto start = linear(*loop.start, 0);
  auto stop = linear(*loop.stop, 0);
  bool ascending = step.lo > 0;
  if (!ascending && step.hi >= 0) return std::nullopt;
  bool is_start = ascending != highest;
  if (is_start) {
    if (start) return start;
    // A start that is not affine may still have a known lower limit, as i * i has.
    auto range = ranges_.of_index.find(loop.index);
    if (range != ranges_.of_index.end() && ascending && range->second.lo >= 0) return constantForm(range->second.lo);
    return std::nullopt;
  }
  const std::int64_t* constant_step = ir::constantInt(loop.step);
  bool unit = constant_step && (*constant_step == 1 || *constant_step == -1);
  if (unit || !constant_step) {
    return stop ? sum(*stop, constantForm(ascending ? -1 : 1)) : std::nullopt;
  }
  if (!start || !stop) return std::nullopt;
  return symbolForm({nullptr, -1, &loop});
}

// The loop that bounds a variable: its own, or the one that it follows.
const ir::For* AffineBounds::loopOf(const Symbol& symbol) const {
  if (!symbol.var || symbol.axis >= 0) return nullptr;
  if (auto found = loop_of_.find(symbol.var); found != loop_of_.end()) return found->second;
  auto follower = followers_.find(symbol.var);
  return follower == followers_.end() ? nullptr : follower->second;
}

std::optional<Linear> AffineBounds::extreme(const Linear& form, bool highest, const InScope& in_scope,
                                            int depth) const {
  if (depth > DeepestChain) return std::nullopt;
  Linear result = constantForm(form.constant);
  bool replaced = false;
  for (const auto& [symbol, coefficient] : form.terms) {
    const ir::For* loop = loopOf(symbol);
    if (!loop || !in_scope(*loop)) {
      add(result, symbol, coefficient);
      continue;
    }
    auto bound = extremeOfLoop(*loop, highest == (coefficient > 0));
    auto part = bound ? scaled(*bound, coefficient) : std::nullopt;
    auto total = part ? sum(result, *part) : std::nullopt;
    if (!total) return std::nullopt;
    result = *total;
    replaced = true;
  }
  return replaced ? extreme(result, highest, in_scope, depth + 1) : std::optional<Linear>(result);
}

Range AffineBounds::rangeOf(const Symbol& symbol) const {
  Range range;
  if (symbol.axis >= 0) {
    range.lo = 0;
    range.hi = LargestExtent;
  } else if (symbol.last_of) {
    auto found = ranges_.of_index.find(symbol.last_of->index);
    if (found != ranges_.of_index.end()) range = found->second;
  }
  return range;
}

bool AffineBounds::neverNegative(const Linear& form) const {
  __int128 lowest = form.constant;
  for (const auto& [symbol, coefficient] : form.terms) {
    Range range = rangeOf(symbol);
    lowest += static_cast<__int128>(coefficient) * (coefficient > 0 ? range.lo : range.hi);
  }
  return lowest >= 0;
}

bool AffineBounds::alwaysInside(const ir::Expr& array, std::span<ir::Expr* const> indices) const {
  const auto* reference = ir::as<ir::VarRef>(&array);
  if (!reference) return false;
  auto writes = writes_.find(reference->var);
  if (writes == writes_.end() || writes->second != 1) return false;
  // A symbol that the function assigns more than once may have changed between a loop's head and the access.
  auto stable = [&](const Linear& form) {
    for (const auto& [symbol, coefficient] : form.terms) {
      if (!symbol.var) return false;
      auto count = writes_.find(symbol.var);
      if (count == writes_.end() || count->second != 1 || symbol.var->maybe_unbound) return false;
    }
    return true;
  };
  for (std::size_t axis = 0; axis < indices.size(); ++axis) {
    ir::Dimension dimension;
    dimension.kind = ir::ExprKind::Dimension;
    dimension.array = const_cast<ir::Expr*>(&array);
    dimension.axis = static_cast<int>(axis);
    auto extent = linear(dimension, 0);
    if (extent && stable(*extent) && isFractionOf(*indices[axis], *extent)) continue;
    auto form = linear(*indices[axis], 0);
    if (!form) return false;
    auto everywhere = [](const ir::For&) { return true; };
    auto lowest = extreme(*form, false, everywhere, 0);
    auto highest = extreme(*form, true, everywhere, 0);
    bool from_zero = ranges_(*indices[axis]).lo >= 0;
    if ((!from_zero && (!lowest || !stable(*lowest))) || !highest || !stable(*highest)) return false;
    auto negative = extent ? scaled(*highest, -1) : std::nullopt;
    auto room = negative ? sum(*extent, *negative) : std::nullopt;
    if (!room || !stable(*room)) return false;
    room->constant -= 1;
    if ((!from_zero && !neverNegative(*lowest)) || !neverNegative(*room)) return false;
  }
  return true;
}

// int(x * n) with 0 <= x < 1 and n >= 1: the product of an extent n (below 2^53) and the largest double below 1 rounds
// to less than n, so that the index is at most n - 1. In single precision n itself may be rounded up.
bool AffineBounds::isFractionOf(const ir::Expr& index, const Linear& extent) const {
  const auto* conversion = ir::as<ir::Convert>(&index);
  const auto* product = conversion ? ir::as<ir::Binary>(conversion->operand) : nullptr;
  if (!product || product->op != ir::BinaryOp::Mul || !isDouble(product->type)) return false;
  auto is_fraction = [&](const ir::Expr& expr) {
    const Range& range = ranges_(expr);
    return !range.maybe_nan && range.real_lo >= 0.0 && range.real_hi < 1.0;
  };
  auto is_extent = [&](const ir::Expr& expr) {
    const auto* count = ir::as<ir::Convert>(&expr);
    if (!count || !sema::isReal(expr.type) || count->operand->type->kind != sema::TypeKind::Int) return false;
    auto form = linear(*count->operand, 0);
    return form && *form == extent && ranges_(*count->operand).lo >= 1;
  };
  return (is_fraction(*product->left) && is_extent(*product->right)) ||
         (is_fraction(*product->right) && is_extent(*product->left));
}

std::optional<IndexBounds> AffineBounds::within(const ir::Stmt& scope, const ir::Expr& index) const {
  std::unordered_set<const ir::For*> inner;
  std::unordered_set<const ir::Var*> assigned;
  ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
    if (const auto* loop = ir::as<ir::For>(&stmt)) inner.insert(loop);
  });
  ir::forEachVar(scope, [&](const ir::Var& var, ir::Access access) {
    if (access != ir::Access::Read) assigned.insert(&var);
  });
  // The copy of a variable in a construct inside the scope does not exist outside of it.
  ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
    const auto* region = ir::as<ir::Region>(&stmt);
    if (!region || region == &scope) return;
    for (const ir::SharedVar& shared : region->facts->sharing) {
      if (shared.var != shared.original) assigned.insert(shared.var);
    }
  });
  auto invariant = [&](const Linear& form) {
    for (const auto& [symbol, coefficient] : form.terms) {
      if (symbol.var && assigned.contains(symbol.var)) return false;
      if (!symbol.last_of) continue;
      bool constant_bounds = true;
      for (const ir::Expr* bound : {symbol.last_of->start, symbol.last_of->stop}) {
        ir::forEachVar(*bound, [&](const ir::Var& var, ir::Access) { constant_bounds &= !assigned.contains(&var); });
      }
      if (!constant_bounds) return false;
    }
    return true;
  };
  auto form = linear(index, 0);
  if (!form) return std::nullopt;
  auto in_scope = [&](const ir::For& loop) { return inner.contains(&loop); };
  auto lowest = extreme(*form, false, in_scope, 0);
  auto highest = extreme(*form, true, in_scope, 0);
  if (!lowest || !highest || !invariant(*lowest) || !invariant(*highest)) return std::nullopt;
  return IndexBounds{*lowest, *highest};
}

} // namespace pyompcc::transform
