// lib/lower/lower_loop.cpp
//
// `for` over ranges and arrays.
#include "lib/ast/walk.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

namespace pyompcc::lower {

namespace {

// Does a `break` in the body end this loop? Those of loops inside end those.
bool breaks(std::span<ast::Stmt* const> body) {
  bool found = false;
  auto visit = [&](const ast::Node& root, auto&& self) -> void {
    ast::forEachNode(root, [&](const ast::Node& node) {
      found |= node.kind == ast::NodeKind::Break;
      std::span<ast::Stmt*> orelse;
      if (const auto* loop = ast::as<ast::For>(&node)) orelse = loop->orelse;
      if (const auto* loop = ast::as<ast::While>(&node)) orelse = loop->orelse;
      for (const ast::Stmt* stmt : orelse) self(*stmt, self);
      return node.kind != ast::NodeKind::For && node.kind != ast::NodeKind::While;
    });
  };
  for (const ast::Stmt* stmt : body) visit(*stmt, visit);
  return found;
}

} // namespace

// for ...: B else: C    becomes    broken = false; for (...) B, where `break` sets broken; if (!broken) C
void FunctionLowering::lowerLoop(std::span<ast::Stmt* const> body, std::span<ast::Stmt* const> orelse,
                                 const std::function<void()>& loop) {
  Loop facts;
  bool may_break = !orelse.empty() && breaks(body);
  support::Loc place = orelse.empty() ? support::Loc{} : loc(*orelse.front());
  if (may_break) {
    facts.broken = temporary("broken", context_.types.boolean(), place);
    assign(facts.broken, ir::boolean(ir_, context_.types, false, place), place);
  }
  loops_.push_back(facts);
  loop();
  loops_.pop_back();
  if (orelse.empty()) return;
  if (!may_break) {
    lowerInto(block_, orelse);
    return;
  }
  auto* choice = ir_.make<ir::If>(place);
  choice->condition = ir::negated(ir_, context_.types, reference(facts.broken, place));
  append(choice);
  choice->then_block = lowerBlock(orelse);
}

void FunctionLowering::lowerFor(const ast::For& stmt) {
  const auto* call = ast::as<ast::Call>(stmt.iter);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  bool is_range =
      callee.kind == sema::Callee::Kind::Builtin && sema::facts(callee.builtin).rule == sema::BuiltinRule::Range;
  lowerLoop(stmt.body, stmt.orelse, [&] {
    auto body = [&] { lowerInto(block_, stmt.body); };
    if (is_range) {
      lowerRangeLoop(*stmt.target, *call, stmt, body);
    } else if (&stmt == taken_loop_ || goesOverArrays(*stmt.iter)) {
      lowerSequenceLoop(stmt, body);
    } else if (sema::isArray(type(*stmt.iter))) {
      lowerArrayLoop(*stmt.target, *stmt.iter, loc(stmt), body);
    } else {
      lowerForEach(*stmt.target, *stmt.iter, stmt, false, body);
    }
  });
}

// for i in range(a, b, s): B    becomes    for (i = a; i < b; i += s) B
// The C++ loop variable is the Python one unless the body assigns it or it is read after the loop.
// `scope` is the loop, or the comprehension that it stands for.
void FunctionLowering::lowerRangeLoop(const ast::Expr& target_expr, const ast::Call& range, const ast::Node& scope,
                                      const std::function<void()>& body) {
  ir::Type int_type = context_.types.integer();
  std::vector<ir::Expr*> args;
  for (const ast::Expr* arg : range.args) args.push_back(lowerAs(*arg, int_type));
  ir::Expr* start = args.size() > 1 ? args[0] : integer(0, loc(range));
  ir::Expr* stop = loopInvariant(args.size() > 1 ? args[1] : args[0], scope, target_expr, "stop");
  ir::Expr* step = args.size() > 2 ? loopInvariant(args[2], scope, target_expr, "step") : integer(1, loc(range));

  const auto* target = ast::as<ast::NameExpr>(&target_expr);
  if (!target) {
    unsupported(target_expr, "this target of a loop over a range");
    return;
  }
  sema::WebId web = info_.web(*target);
  ir::Var* python_var = var(web);
  // What a comprehension goes over is assigned by it alone.
  bool alone = info_.webs[web.index].loop_variable || scope.kind != ast::NodeKind::For;
  // A loop's own variable cannot be copied out of its region.
  bool own_index = !alone || python_var->type != int_type || isCopiedOut(web.index);
  ir::Var* index = own_index
                       ? newVar(fmt::format("{}_index", text(target->id)), ir::VarKind::Index, int_type, loc(*target))
                       : python_var;
  index->kind = ir::VarKind::Index;

  if (const auto* constant = ir::as<ir::IntConst>(step); !constant) {
    step = once(step, fmt::format("{}_step", text(target->id)));
    start = once(start, fmt::format("{}_start", text(target->id)));
    stop = once(stop, fmt::format("{}_stop", text(target->id)));
    auto* check = ir_.make<ir::ExprStmt>(loc(range));
    check->value = runtimeCall(ir::RuntimeFunction::CheckStep, context_.types.none(), {again(step)}, loc(range));
    append(check);
    // Each round is counted from the start.
    start = loopInvariant(start, scope, target_expr, "start");
  } else if (constant->value == 0) {
    auto* failure = ir_.make<ir::Raise>(loc(range));
    failure->exception = "ValueError";
    failure->message = ir::string(ir_, context_.types, "range() arg 3 must not be zero", loc(range));
    append(failure);
    return;
  } else if (constant->value != 1 && constant->value != -1 && stop->kind != ir::ExprKind::IntConst) {
    // The last addition must not leave 64 bits.
    stop = once(stop, fmt::format("{}_stop", text(target->id)));
    auto* check = ir_.make<ir::ExprStmt>(loc(range));
    check->value = runtimeCall(ir::RuntimeFunction::CheckRange, context_.types.none(),
                               {again(stop), integer(constant->value, loc(range))}, loc(range));
    append(check);
  }

  auto* loop = ir_.make<ir::For>(loc(scope));
  loop->index = index;
  loop->start = start;
  loop->stop = stop;
  loop->step = step;
  append(loop);
  loop->body = blockOf([&] {
    if (own_index) assignTo(*target, reference(index, loc(*target)));
    body();
  });
}

// for x in a: B    becomes    for (k = 0; k < a.shape[0]; ++k) { x = a[k]; B }
void FunctionLowering::lowerArrayLoop(const ast::Expr& target, const ast::Expr& iterable, support::Loc loop_place,
                                      const std::function<void()>& body) {
  ir::Expr* array = lowerExpr(iterable);
  if (array->kind != ir::ExprKind::VarRef) array = keep(array, "sequence");
  support::Loc place = loc(iterable);
  auto* loop = ir_.make<ir::For>(loop_place);
  loop->index = newVar("position", ir::VarKind::Index, context_.types.integer(), place);
  loop->start = integer(0, place);
  loop->stop = ir::dimension(ir_, context_.types, array, 0);
  loop->step = integer(1, place);
  append(loop);
  loop->body = blockOf([&] {
    std::vector<ir::Expr*> indices{reference(loop->index, place)};
    assignTo(target, ir::element(ir_, context_.types, again(array), indices, ir::Bounds::Checked, place));
    body();
  });
}

// A loop's bound is computed once. It may stay in the loop's head when nothing in the body can change it and it is
// cheap to look at again.
ir::Expr* FunctionLowering::loopInvariant(ir::Expr* value, const ast::Node& scope, const ast::Expr& loop_target,
                                          std::string_view suffix) {
  std::unordered_set<const ir::Var*> assigned;
  ast::forEachNode(scope, [&](const ast::Node& node) {
    const auto* name = ast::as<ast::NameExpr>(&node);
    if (name && name->ctx != ast::ExprContext::Load && info_.web(*name)) assigned.insert(varOf(*name));
    return true;
  });
  bool changes = false;
  ir::forEachExpr(*value, [&](const ir::Expr& expr) {
    const auto* reference = ir::as<ir::VarRef>(&expr);
    changes |= expr.kind == ir::ExprKind::Load || expr.kind == ir::ExprKind::Call ||
               expr.kind == ir::ExprKind::RuntimeCall || expr.kind == ir::ExprKind::LibraryCall ||
               expr.kind == ir::ExprKind::Select;
    changes |= reference && assigned.contains(reference->var);
  });
  if (!changes) return value;
  const auto* target = ast::as<ast::NameExpr>(&loop_target);
  return keep(value, fmt::format("{}_{}", target ? text(target->id) : "loop", suffix));
}

} // namespace pyompcc::lower
