// lib/lower/lower_loop_nest.cpp
//
// Loops that one directive takes together (`collapse`, `ordered(n)`, `tile`). Nothing may stand between their headers
// (OpenMP 5.2 section 4.4.1), so what a header needs is computed before the directive, and what an iteration begins
// with goes to the innermost body.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/ir/clone.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace pyompcc::lower {
namespace {

// factor * variable + offset, where the offset is a sum of expressions that do not mention the variable.
struct Affine {
  const ast::NameExpr* variable = nullptr;
  std::int64_t factor = 0;
  std::int64_t constant = 0;
  std::vector<std::pair<bool, const ast::Expr*>> terms; // true: subtracted
};

std::optional<std::int64_t> integerOf(const ast::Expr& expr) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  if (!constant || constant->value.kind != ast::ConstantValue::Kind::Int) return std::nullopt;
  // Larger ones would not fit in a sum.
  if (constant->value.integer > INT32_MAX || constant->value.integer < 0) return std::nullopt;
  return constant->value.integer;
}

support::Name targetOf(const ast::For& loop) { return static_cast<const ast::NameExpr*>(loop.target)->id; }

bool mentions(const ast::Expr& expr, support::Name name) {
  bool found = false;
  ast::forEachNode(expr, [&](const ast::Node& node) {
    const auto* used = ast::as<ast::NameExpr>(&node);
    found |= used && used->id == name;
    return true;
  });
  return found;
}

// Adds `expr`, or subtracts it; false where it is no such sum.
bool addTo(Affine& sum, const ast::Expr& expr, bool subtract) {
  if (const auto* both = ast::as<ast::BinOp>(&expr)) {
    bool is_sum = both->op == ast::BinaryOp::Add || both->op == ast::BinaryOp::Sub;
    if (is_sum) {
      return addTo(sum, *both->left, subtract) &&
             addTo(sum, *both->right, subtract != (both->op == ast::BinaryOp::Sub));
    }
    if (both->op == ast::BinaryOp::Mult && mentions(expr, sum.variable->id)) {
      for (auto [factor, variable] : {std::pair{both->left, both->right}, std::pair{both->right, both->left}}) {
        const auto* name = ast::as<ast::NameExpr>(variable);
        std::optional<std::int64_t> value = integerOf(*factor);
        if (!name || name->id != sum.variable->id || !value) continue;
        sum.factor += subtract ? -*value : *value;
        return true;
      }
      return false;
    }
  }
  const auto* name = ast::as<ast::NameExpr>(&expr);
  if (name && name->id == sum.variable->id) {
    sum.factor += subtract ? -1 : 1;
    return true;
  }
  if (mentions(expr, sum.variable->id)) return false;
  if (std::optional<std::int64_t> value = integerOf(expr)) {
    sum.constant += subtract ? -*value : *value;
  } else {
    sum.terms.emplace_back(subtract, &expr);
  }
  return true;
}

// Sums and products of variables: nothing that Python could see the computation of, short of 64 bits.
bool isHarmless(const ir::Expr& value) {
  switch (value.kind) {
  case ir::ExprKind::IntConst:
  case ir::ExprKind::VarRef:
  case ir::ExprKind::Dimension: return true;
  case ir::ExprKind::Binary: {
    const auto& binary = static_cast<const ir::Binary&>(value);
    bool sum = binary.op == ir::BinaryOp::Add || binary.op == ir::BinaryOp::Sub || binary.op == ir::BinaryOp::Mul;
    return sum && isHarmless(*binary.left) && isHarmless(*binary.right);
  }
  default: return false;
  }
}

} // namespace

/// One loop of the nest.
struct FunctionLowering::NestLevel {
  const ast::For* stmt;
  ir::For* loop;
  ir::Expr* start; ///< of the range, as Python has it
  ir::Expr* step;
  bool dependent; ///< its bounds depend on a loop around it
};

// for i in range(n):             before: what n and m need
//     for j in range(m): B       for (i = 0; i < n; ++i) for (j = 0; j < m; ++j) { B }
void FunctionLowering::lowerLoopNest(const sema::Region& region, ir::Block& outermost) {
  std::vector<NestLevel> levels;
  for (const ast::For* stmt : region.loops) levels.push_back(lowerNestLevel(*stmt, levels));
  ir::Block* block = &outermost;
  for (const NestLevel& level : levels) {
    block->stmts.push_back(level.loop);
    block = level.loop->body = ir_.makeBlock();
  }
  ir::Block* outer = block_;
  block_ = block;
  for (const NestLevel& level : levels) {
    support::Loc place = loc(*level.stmt->target);
    ir::Expr* value = reference(level.loop->index, place);
    if (!ir::constantInt(level.step)) {
      // Rounds are counted: the sign of the step is not known.
      ir::Expr* way = ir::binary(ir_, ir::BinaryOp::Mul, ir::Arithmetic::Plain, value, again(level.step), place);
      value = ir::binary(ir_, ir::BinaryOp::Add, ir::Arithmetic::Plain, again(level.start), way, place);
    }
    const auto* reference = ir::as<ir::VarRef>(value);
    if (!reference || reference->var != varOf(*level.stmt->target)) assignTo(*level.stmt->target, value);
  }
  block_ = outer;
  lowerInto(block, levels.back().stmt->body);
}

FunctionLowering::NestLevel FunctionLowering::lowerNestLevel(const ast::For& stmt, std::span<const NestLevel> around) {
  const auto& range = *ast::as<ast::Call>(stmt.iter);
  const auto& target = *ast::as<ast::NameExpr>(stmt.target);
  support::Loc place = loc(range);
  std::string name(text(target.id));
  auto bound = [&](std::size_t i, std::string_view suffix) {
    return lowerNestBound(*range.args[i], stmt, around, fmt::format("{}_{}", name, suffix));
  };
  ir::Expr* start = range.args.size() > 1 ? bound(0, "start") : integer(0, place);
  ir::Expr* stop = bound(range.args.size() > 1 ? 1 : 0, "stop");
  ir::Expr* step = range.args.size() > 2 ? bound(2, "step") : integer(1, place);
  auto depends = [&](const ast::Expr* arg) {
    return std::ranges::any_of(around, [&](const NestLevel& level) { return mentions(*arg, targetOf(*level.stmt)); });
  };
  NestLevel level{&stmt, ir_.make<ir::For>(loc(stmt)), start, step, std::ranges::any_of(range.args, depends)};
  const std::int64_t* constant = ir::constantInt(step);
  if (level.dependent && (!constant || (*constant != 1 && *constant != -1))) {
    unsupported(range, "a step other than 1 and -1 where a bound depends on the loop around");
    return level;
  }
  if (constant && *constant == 0) {
    unsupported(*range.args[2], "a step of zero");
    return level;
  }
  sema::WebId web = info_.web(target);
  bool own_index = !info_.webs[web.index].loop_variable || var(web)->type != context_.types.integer() || !constant ||
                   isCopiedOut(web.index);
  level.loop->index = own_index ? newVar(fmt::format("{}_{}", name, constant ? "index" : "round"), ir::VarKind::Index,
                                         context_.types.integer(), loc(target))
                                : var(web);
  level.loop->index->kind = ir::VarKind::Index;
  level.loop->start = start;
  level.loop->stop = stop;
  level.loop->step = step;
  if (!constant) {
    auto* check = ir_.make<ir::ExprStmt>(place);
    check->value = runtimeCall(ir::RuntimeFunction::CheckStep, context_.types.none(), {again(step)}, place);
    if (around.empty()) {
      append(check);
    } else {
      auto* choice = ir_.make<ir::If>(place);
      choice->condition = runsAtAll(around, place);
      append(choice);
      choice->then_block = blockOf([&] { append(check); });
    }
    ir::Expr* count =
        runtimeCall(ir::RuntimeFunction::TripCount, context_.types.integer(), {again(start), stop, again(step)}, place);
    level.loop->start = integer(0, place);
    level.loop->stop = keep(count, name + "_count");
    level.loop->step = integer(1, place);
  } else if (*constant != 1 && *constant != -1 && stop->kind != ir::ExprKind::IntConst) {
    auto* check = ir_.make<ir::ExprStmt>(place);
    check->value = runtimeCall(ir::RuntimeFunction::CheckRange, context_.types.none(),
                               {again(stop), integer(*constant, place)}, place);
    append(check);
  }
  return level;
}

// A value before the directive, or a sum that depends on one loop around. What could raise is computed only when the
// loops around run at all, as in Python.
ir::Expr* FunctionLowering::lowerNestBound(const ast::Expr& bound, const ast::For& stmt,
                                           std::span<const NestLevel> around, std::string_view name) {
  if (std::ranges::any_of(around, [&](const NestLevel& level) { return mentions(bound, targetOf(*level.stmt)); })) {
    return lowerDependentBound(bound, around, name);
  }
  Apart value = apart([&] { return lowerAs(bound, context_.types.integer()); });
  if (value.prelude->stmts.empty() && isHarmless(*value.value)) {
    return around.empty() ? loopInvariant(value.value, stmt, *stmt.target, name.substr(name.rfind('_') + 1))
                          : value.value;
  }
  if (around.empty()) {
    block_->stmts.insert(block_->stmts.end(), value.prelude->stmts.begin(), value.prelude->stmts.end());
    return keep(value.value, name);
  }
  ir::Var* variable = temporary(name, context_.types.integer(), loc(bound));
  assign(variable, integer(0, loc(bound)), loc(bound));
  auto* choice = ir_.make<ir::If>(loc(bound));
  choice->condition = runsAtAll(around, loc(bound));
  append(choice);
  choice->then_block = value.prelude;
  ir::Block* outer = block_;
  block_ = value.prelude;
  assign(variable, value.value, loc(bound));
  block_ = outer;
  return reference(variable, loc(bound));
}

/// Whether the loops around have any iteration; those whose bounds depend on others are taken to have one.
ir::Expr* FunctionLowering::runsAtAll(std::span<const NestLevel> around, support::Loc loc) {
  ir::Expr* result = nullptr;
  for (const NestLevel& level : around) {
    if (level.dependent) continue;
    bool up = *ir::constantInt(level.loop->step) > 0;
    ir::Expr* runs = ir::compare(ir_, context_.types, up ? ir::CompareOp::Lt : ir::CompareOp::Gt,
                                 ir::clone(ir_, level.loop->start), ir::clone(ir_, level.loop->stop), loc);
    result = ir::conjunction(ir_, context_.types, result, runs);
  }
  return result;
}

// n - 2 * i + 1 in a loop inside one over i: the forms that OpenMP 5.2 section 4.4.2 has for bounds, a variable of one
// loop around, times a constant, plus what does not change.
ir::Expr* FunctionLowering::lowerDependentBound(const ast::Expr& bound, std::span<const NestLevel> around,
                                                std::string_view name) {
  const NestLevel* outer = nullptr;
  int mentioned = 0;
  for (const NestLevel& level : around) {
    if (!mentions(bound, targetOf(*level.stmt))) continue;
    outer = &level;
    ++mentioned;
  }
  Affine sum;
  sum.variable = static_cast<const ast::NameExpr*>(outer->stmt->target);
  support::Loc place = loc(bound);
  const std::int64_t* step = ir::constantInt(outer->step);
  if (mentioned > 1 || !addTo(sum, bound, false) || sum.factor == 0 || !step) {
    context_.emitter.report(place, diag::NestBound, text(sum.variable->id));
    return integer(0, place);
  }
  ir::Expr* offset = nullptr;
  for (const auto& [subtract, term] : sum.terms) {
    ir::Expr* value = lowerAs(*term, context_.types.integer());
    offset = !offset && !subtract
                 ? value
                 : arithmetic(subtract ? ast::BinaryOp::Sub : ast::BinaryOp::Add, offset ? offset : integer(0, place),
                              value, context_.types.integer(), place);
  }
  if (offset && sum.constant != 0) {
    offset = arithmetic(sum.constant > 0 ? ast::BinaryOp::Add : ast::BinaryOp::Sub, offset,
                        integer(std::abs(sum.constant), place), context_.types.integer(), place);
  }
  if (offset) offset = once(offset, fmt::format("{}_offset", name));
  bool next = !offset && sum.factor == 1 && (sum.constant == 0 || (sum.constant == 1 && *step == 1));
  if (!next && outer->dependent) {
    context_.emitter.report(place, diag::NestBound, text(sum.variable->id));
    return integer(0, place);
  }
  if (!next) {
    auto* check = ir_.make<ir::ExprStmt>(place);
    check->value = runtimeCall(ir::RuntimeFunction::CheckNestBound, context_.types.none(),
                               {ir::clone(ir_, outer->loop->start), ir::clone(ir_, outer->loop->stop),
                                integer(sum.factor, place), offset ? again(offset) : integer(sum.constant, place)},
                               place);
    append(check);
  }
  return sumOf(sum.factor, reference(outer->loop->index, place), offset, sum.constant);
}

// factor * variable + offset, or + constant where there is no offset, as a person would write it.
ir::Expr* FunctionLowering::sumOf(std::int64_t factor, ir::Expr* variable, ir::Expr* offset, std::int64_t constant) {
  support::Loc place = variable->loc;
  auto plain = [&](ir::BinaryOp op, ir::Expr* left, ir::Expr* right) {
    return ir::binary(ir_, op, ir::Arithmetic::Plain, left, right, place);
  };
  std::int64_t size = std::abs(factor);
  ir::Expr* term = size == 1 ? variable : plain(ir::BinaryOp::Mul, integer(size, place), variable);
  if (factor < 0) return plain(ir::BinaryOp::Sub, offset ? offset : integer(constant, place), term);
  if (offset) return plain(ir::BinaryOp::Add, term, offset);
  if (constant == 0) return term;
  return plain(constant > 0 ? ir::BinaryOp::Add : ir::BinaryOp::Sub, term, integer(std::abs(constant), place));
}

} // namespace pyompcc::lower
