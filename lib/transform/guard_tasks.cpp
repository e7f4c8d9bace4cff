// lib/transform/guard_tasks.cpp
//
// Guards of tasks, and where what they raise is waited for.
#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/walk.h"
#include "lib/transform/region_guarding.h"

#include <algorithm>

namespace pyompcc::transform {

// A task that may run on behind the construct which it is made in.
bool RegionGuarding::makesTask(const ir::Block& block) {
  bool found = false;
  ir::forEachStmt(block, [&](const ir::Stmt& stmt) {
    const auto* region = ir::as<ir::Region>(&stmt);
    found |= region && isTask(*region);
  });
  return found;
}

// A task's place among the exceptions is that of the iteration that makes it, or its number: in the text where each
// is made once at most.
// Gives what counts on behind it, or null.
ir::Stmt* RegionGuarding::guardTask(ir::Region& region, ir::Var* raised, bool in_hoisted, ir::Expr* order) {
  if (!region.body || (raises(*region.body) == Raises::Never && !region.facts->polled)) return nullptr;
  ir::Stmt* next = nullptr;
  if (omp::association(*region.facts->directive) != omp::Association::Loop) {
    if (order) {
      order = ir::clone(module_, order);
    } else if (raised == tasks_raised_ && !tasks_repeat_) {
      order = ir::integer(module_, types_, task_number_++, region.loc);
    } else {
      if (!made_) made_ = temporary("order", types_.integer(), region.loc);
      order = ir::variable(module_, made_, region.loc);
      next = nextOf(made_, region.loc);
    }
  }
  if (omp::association(*region.facts->directive) != omp::Association::Loop && !callsRecursion(*region.body)) {
    region.body->stmts.insert(region.body->stmts.begin(), module_.make<ir::Poll>(region.loc));
  }
  guardRegion(region, raised, in_hoisted, {}, order);
  if (raised == tasks_raised_) awaitInner(region);
  return next;
}

// A recursive function looks for signals by itself.
bool RegionGuarding::callsRecursion(const ir::Block& block) {
  bool found = false;
  ir::forEachExpr(block, [&](const ir::Expr& expr) {
    const auto* call = ir::as<ir::Call>(&expr);
    found |= call && call->callee->recursive;
  });
  return found;
}

ir::Stmt* RegionGuarding::firstOf(ir::Var* counter, support::Loc loc) {
  auto* assign = module_.make<ir::Assign>(loc);
  assign->target = counter;
  assign->value = ir::integer(module_, types_, 0, loc);
  return assign;
}

ir::Stmt* RegionGuarding::nextOf(ir::Var* counter, support::Loc loc) {
  auto* update = module_.make<ir::Update>(loc);
  update->target = ir::variable(module_, counter, loc);
  update->op = ir::BinaryOp::Add;
  update->mode = ir::Arithmetic::Plain;
  update->value = ir::integer(module_, types_, 1, loc);
  return update;
}

// Waiting for a task is not waiting for the tasks that it makes.
void RegionGuarding::awaitInner(ir::Region& region) {
  bool inner = false;
  ir::forEachStmt(*region.body, [&](const ir::Stmt& stmt) {
    const auto* task = ir::as<ir::Region>(&stmt);
    inner |= task && isTask(*task);
  });
  if (inner && omp::association(*region.facts->directive) == omp::Association::Block) {
    region.body->stmts.push_back(taskwait(region.loc));
  }
}

// Constructs that do not wait for the tasks made in them.
bool RegionGuarding::leavesTasksBehind(const ir::Region& region) {
  omp::DirectiveKind kind = kindOf(region);
  bool waits = omp::startsThreads(kind) || kind == omp::DirectiveKind::Taskgroup ||
               omp::hasLeaf(kind, omp::DirectiveKind::Taskloop) ||
               (omp::isWorksharing(kind) && !region.facts->directive->has(omp::ClauseKind::Nowait));
  bool tasks = isTask(region);
  if (tasks || !region.body) return tasks;
  ir::forEachStmt(*region.body, [&](const ir::Stmt& stmt) {
    const auto* inner = ir::as<ir::Region>(&stmt);
    tasks |= inner && isTask(*inner);
  });
  return tasks && !waits;
}

ir::Stmt* RegionGuarding::taskwait(support::Loc loc) {
  auto* wait = module_.make<ir::Region>(loc);
  wait->facts = module_.makeRegionFacts();
  static const omp::Directive Taskwait = [] {
    omp::Directive directive;
    directive.kind = omp::DirectiveKind::Taskwait;
    return directive;
  }();
  wait->facts->directive = &Taskwait;
  return wait;
}

// Before the first statement of the function that makes a task.
void RegionGuarding::declareTasksRaised() {
  auto makes_task = [](const ir::Stmt* stmt) {
    bool found = false;
    ir::forEachStmt(*stmt, [&](const ir::Stmt& inner) {
      const auto* region = ir::as<ir::Region>(&inner);
      found |= region && isTask(*region);
    });
    return found;
  };
  Stmts& stmts = function_.body->stmts;
  auto first = std::ranges::find_if(stmts, makes_task);
  auto* declaration = module_.make<ir::DeclareRaised>((*first)->loc);
  declaration->raised = tasks_raised_;
  declaration->in_tasks = true;
  first = stmts.insert(first, declaration);
  if (made_) stmts.insert(first, firstOf(made_, declaration->loc));
}

} // namespace pyompcc::transform
