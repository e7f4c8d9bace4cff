// lib/transform/guard_regions.cpp
//
// Wraps bodies in guards, from the outermost construct inwards.
#include "lib/transform/guard_regions.h"

#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/transform/await_tasks.h"
#include "lib/transform/find_team_functions.h"
#include "lib/transform/infer_raising.h"
#include "lib/transform/region_guarding.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace pyompcc::transform {
namespace {

/// An ordinary statement as far as exceptions go: its place is found and its values are computed before the operation.
bool isAtomic(const ir::Region& region) { return kindOf(region) == omp::DirectiveKind::Atomic; }

/// Does nobody but the thread that meets the construct execute its block?
bool isForThisThread(omp::DirectiveKind kind) {
  return kind == omp::DirectiveKind::Critical || kind == omp::DirectiveKind::Masked ||
         kind == omp::DirectiveKind::Master || kind == omp::DirectiveKind::Ordered;
}

/// Its exceptions are kept until the task has run.
bool containsTask(const ir::Region& region) {
  bool found = false;
  ir::forEachStmt(*region.body, [&](const ir::Stmt& inner) {
    const auto* task = ir::as<ir::Region>(&inner);
    found |= task && omp::isTaskGenerating(kindOf(*task));
  });
  return found;
}

} // namespace

void RegionGuarding::run() {
  if (guardOrphaned(*function_.body)) return;
  OrphanTasks tasks = findOrphanTasks(function_);
  // Where the function is left by an exception, its tasks have to end before its variables do.
  if (tasks.raise || (tasks.share && raises(*function_.body) != Raises::Never)) tasks_raised_ = newRaised();
  tasks_repeat_ = tasks.repeat;
  guardOutside(*function_.body, false);
  if (tasks_raised_) declareTasksRaised();
}

// A function that every thread of a team calls: it runs to the end of its last construct whatever is raised, and
// raises there. Its tasks, which use what it declares, end before.
bool RegionGuarding::guardOrphaned(ir::Block& block) {
  std::optional<TeamBody> parts = function_.meets_team ? teamBody(function_) : std::nullopt;
  if (!parts) return false;
  auto at = [&](std::size_t place) { return block.stmts.begin() + static_cast<std::ptrdiff_t>(place); };
  ir::Block* middle = module_.makeBlock();
  middle->stmts.assign(at(parts->begin), at(parts->end));
  if (raises(*middle) == Raises::Never) return false;
  ir::Block* rest = module_.makeBlock();
  rest->stmts.assign(at(parts->end), block.stmts.end());
  // Tasks behind the last construct are waited for together with those before.
  if (makesTask(*rest)) {
    if (returnsEarly(*rest)) return false;
    ir::Stmt* last = rest->stmts.back()->kind == ir::StmtKind::Return ? rest->stmts.back() : nullptr;
    if (last) rest->stmts.pop_back();
    middle->stmts.insert(middle->stmts.end(), rest->stmts.begin(), rest->stmts.end());
    rest->stmts.clear();
    if (last) rest->stmts.push_back(last);
  }
  bool tasks = makesTask(*middle);
  Stmts out(block.stmts.begin(), at(parts->begin));
  ir::Var* raised = declareRaised(function_.loc, out);
  static_cast<ir::DeclareRaised*>(out.back())->in_team = true;
  std::vector<ir::Expr*> reduced;
  for (ir::Stmt* stmt : middle->stmts) {
    for (ir::Expr* original : takeReduced(*stmt)) reduced.push_back(original);
  }
  guardTeamBody(*middle, raised, false);
  out.insert(out.end(), middle->stmts.begin(), middle->stmts.end());
  if (tasks) out.push_back(taskwait(function_.loc));
  out.push_back(rethrow(raised, function_.loc, reduced));
  guardOutside(*rest, false);
  out.insert(out.end(), rest->stmts.begin(), rest->stmts.end());
  block.stmts = std::move(out);
  return true;
}

// Does control leave the function before the last statement?
bool RegionGuarding::returnsEarly(const ir::Block& block) {
  int returns = 0;
  ir::forEachStmt(block, [&](const ir::Stmt& stmt) { returns += stmt.kind == ir::StmtKind::Return ? 1 : 0; });
  return returns > (block.stmts.back()->kind == ir::StmtKind::Return ? 1 : 0);
}

// Code outside of any construct.
void RegionGuarding::guardOutside(ir::Block& block, bool in_hoisted) {
  Stmts out;
  for (ir::Stmt* stmt : block.stmts) {
    auto* region = ir::as<ir::Region>(stmt);
    if (region && isTask(*region)) {
      liftLoopBounds(*stmt, out);
      ir::Stmt* next = guardTask(*region, tasks_raised_, in_hoisted, nullptr);
      out.push_back(stmt);
      if (next) out.push_back(next);
      continue;
    }
    if (region && kindOf(*region) == omp::DirectiveKind::Taskwait && tasks_raised_) {
      liftClauses(*region, out);
      out.push_back(stmt);
      out.push_back(rethrow(tasks_raised_, stmt->loc));
      continue;
    }
    if (region && isAtomic(*region)) {
      out.push_back(stmt);
      continue;
    }
    bool construct = region || (stmt->kind == ir::StmtKind::Hoisted && isConstruct(*static_cast<ir::Hoisted*>(stmt)));
    if (!construct) {
      ir::forEachChildBlock(
          *stmt, [&](ir::Block& inner) { guardOutside(inner, in_hoisted || stmt->kind == ir::StmtKind::Hoisted); });
      out.push_back(stmt);
      continue;
    }
    liftLoopBounds(*stmt, out);
    if (raises(*stmt) == Raises::Never) {
      out.push_back(stmt);
      continue;
    }
    bool left_tasks = leavesTasksBehind(*constructOf(stmt));
    guardOutermost(*stmt, out, in_hoisted, left_tasks);
  }
  block.stmts = std::move(out);
}

// A variable for exceptions is declared where some part may raise, or where several reductions may overflow.
void RegionGuarding::guardOutermost(ir::Stmt& stmt, Stmts& out, bool in_hoisted, bool left_tasks) {
  std::vector<ir::Expr*> reduced = takeReduced(stmt);
  ir::Var* raised = nullptr;
  if (reduced.size() > 1 || raises(stmt) != Raises::Never) {
    raised = declareRaised(stmt.loc, out);
    guardConstruct(stmt, raised, in_hoisted);
  }
  out.push_back(&stmt);
  if (left_tasks) out.push_back(taskwait(stmt.loc));
  out.push_back(rethrow(raised, stmt.loc, reduced));
}

// The originals of int reductions of a construct and of the constructs of the team inside it: what they reduce is
// shared, so that it lives outside. Constructs with teams of their own are tested where they stand.
std::vector<ir::Expr*> RegionGuarding::takeReduced(ir::Stmt& stmt) {
  std::vector<ir::Expr*> reduced;
  collectReduced(stmt, reduced, 0);
  return reduced;
}

void RegionGuarding::collectReduced(ir::Stmt& stmt, std::vector<ir::Expr*>& reduced, int regions_around) {
  if (auto* region = ir::as<ir::Region>(&stmt)) {
    if (regions_around > 0 && !meetsTeam(*region)) return;
    ++regions_around;
    region->facts->reduced_tested = true;
    for (const ir::SharedVar& shared : region->facts->sharing) {
      bool known = std::ranges::any_of(
          reduced, [&](const ir::Expr* expr) { return static_cast<const ir::VarRef*>(expr)->var == shared.original; });
      ir::SharedVar combined = shared;
      // The parts of tasks are put together at the end of their group.
      if (kindOf(*region) == omp::DirectiveKind::Taskgroup) combined.sharing = ir::Sharing::Reduction;
      if (ir::mayFailCombined(combined) && !known) {
        reduced.push_back(ir::variable(module_, shared.original, stmt.loc));
      }
    }
  }
  ir::forEachChildBlock(stmt, [&](ir::Block& block) {
    for (ir::Stmt* inner : block.stmts) collectReduced(*inner, reduced, regions_around);
  });
}

const ir::Region* RegionGuarding::constructOf(const ir::Stmt* stmt) {
  const auto* hoisted = ir::as<ir::Hoisted>(stmt);
  return ir::as<ir::Region>(hoisted ? hoisted->body->stmts.front() : stmt);
}

bool RegionGuarding::isConstruct(const ir::Hoisted& hoisted) {
  return hoisted.body->stmts.size() == 1 && hoisted.body->stmts.front()->kind == ir::StmtKind::Region;
}

void RegionGuarding::guardConstruct(ir::Stmt& stmt, ir::Var* raised, bool in_hoisted) {
  if (auto* hoisted = ir::as<ir::Hoisted>(&stmt)) {
    for (ir::Stmt* inner : hoisted->body->stmts) guardConstruct(*inner, raised, true);
  } else if (auto* region = ir::as<ir::Region>(&stmt)) {
    guardRegion(*region, raised, in_hoisted);
  }
}

/// `order`: of a task.
void RegionGuarding::guardRegion(ir::Region& region, ir::Var* raised, bool in_hoisted, Before before, ir::Expr* order) {
  if (!region.body) return;
  bool can_raise = raises(*region.body) != Raises::Never;
  if (!can_raise && !before.may_fail && !region.facts->polled) return;
  region.facts->raised = raised;
  omp::Association association = omp::association(*region.facts->directive);
  if (association == omp::Association::Loop) {
    std::vector<ir::For*> loops = ir::loopNest(region);
    if (loops.empty()) return;
    if (can_raise) guardLoop(loops, raised, in_hoisted || region.body->stmts.front()->kind == ir::StmtKind::Hoisted);
    if (region.facts->polled) {
      skipRounds(*loops.back(), stopped(raised, loops.back()->loc));
    } else if (!can_raise && before.failed) {
      skipRounds(*loops.back(), ir::variable(module_, before.failed, loops.back()->loc));
    }
  } else if (omp::hasLeaf(kindOf(region), omp::DirectiveKind::Sections)) {
    guardSections(*region.body, raised, in_hoisted);
  } else if (omp::leafConstructs(kindOf(region)).back() == omp::DirectiveKind::Parallel) {
    guardTeamBody(*region.body, raised, in_hoisted);
  } else if (omp::leafConstructs(kindOf(region)).back() == omp::DirectiveKind::Teams) {
    // Each team's first thread runs it, and none waits for another.
    ir::Expr* team = ir::runtimeCall(module_, ir::RuntimeFunction::OmpGetTeamNum, types_.integer(), {}, function_.loc);
    guardWhole(*region.body, team, raised, in_hoisted);
  } else {
    guardWhole(*region.body, order, raised, in_hoisted);
  }
}

ir::Expr* RegionGuarding::stopped(ir::Var* raised, support::Loc loc) {
  auto* result = module_.make<ir::Stopped>(types_.boolean(), loc);
  result->raised = raised;
  result->part = part(loc);
  return result;
}

void RegionGuarding::skipRounds(ir::For& loop, ir::Expr* condition) {
  auto* skip = module_.make<ir::If>(loop.loc);
  skip->condition = condition;
  skip->then_block = module_.makeBlock();
  skip->then_block->stmts.push_back(module_.make<ir::Continue>(loop.loc));
  loop.body->stmts.insert(loop.body->stmts.begin(), skip);
}

// What threads know before a loop that cannot raise is asked once, so that its rounds stay as fast as they were.
ir::Var* RegionGuarding::askBefore(const ir::Stmt& stmt, ir::Var* raised, Stmts& out) {
  const auto* region = ir::as<ir::Region>(&stmt);
  bool loop = region && region->body && omp::association(*region->facts->directive) == omp::Association::Loop;
  if (!loop || region->facts->polled || raises(*region->body) != Raises::Never) return nullptr;
  ir::Var* failed = temporary("failed", types_.boolean(), stmt.loc);
  auto* assign = module_.make<ir::Assign>(stmt.loc);
  assign->target = failed;
  assign->value = stopped(raised, stmt.loc);
  out.push_back(assign);
  return failed;
}

// The iterations of associated loops, in the order of the loops.
void RegionGuarding::guardLoop(const std::vector<ir::For*>& loops, ir::Var* raised, bool in_hoisted) {
  std::vector<ir::Expr*> orders;
  for (const ir::For* loop : loops) {
    ir::Expr* order = ir::variable(module_, loop->index, loop->loc);
    const std::int64_t* step = ir::constantInt(loop->step);
    if (step && *step < 0) {
      auto* negative = module_.make<ir::Unary>(types_.integer(), loop->loc);
      negative->op = ir::UnaryOp::Negate;
      negative->operand = order;
      order = negative;
    }
    orders.push_back(order);
  }
  guardOrdered(*loops.back()->body, orders, raised, in_hoisted);
}

void RegionGuarding::guardOrdered(ir::Block& block, const std::vector<ir::Expr*>& orders, ir::Var* raised,
                                  bool in_hoisted) {
  ir::Guard* guard = guardWhole(block, orders.front(), raised, in_hoisted);
  guard->inner = module_.arena.copy(std::vector<ir::Expr*>(orders.begin() + 1, orders.end()));
}

// Each section, in the order of the text.
void RegionGuarding::guardSections(ir::Block& block, ir::Var* raised, bool in_hoisted) {
  std::int64_t number = 0;
  for (ir::Stmt* stmt : block.stmts) {
    auto* section = ir::as<ir::Region>(stmt);
    if (!section || !section->body) continue;
    section->facts->raised = raised;
    guardOrdered(*section->body, {ir::integer(module_, types_, number++, stmt->loc)}, raised, in_hoisted);
  }
}

// A block that is one critical section: what may raise is inside of it, and so can the guard be.
ir::Region* RegionGuarding::onlyCritical(const ir::Block& block) {
  auto* region = block.stmts.size() == 1 ? ir::as<ir::Region>(block.stmts.front()) : nullptr;
  bool critical = region && region->body && kindOf(*region) == omp::DirectiveKind::Critical;
  return critical && !region->body->stmts.empty() && !containsTask(*region) ? region : nullptr;
}

ir::Guard* RegionGuarding::guardWhole(ir::Block& block, ir::Expr* order, ir::Var* raised, bool in_hoisted) {
  // What the block declares has to last until its tasks have ended.
  ir::Stmt* wait = !block.stmts.empty() && awaitsAtEnd(*block.stmts.back()) ? block.stmts.back() : nullptr;
  if (wait) block.stmts.pop_back();
  if (ir::Region* critical = onlyCritical(block)) {
    critical->facts->raised = raised;
    return guardWhole(*critical->body, order, raised, in_hoisted);
  }
  Raises what = raises(block);
  ir::Var* made_around = std::exchange(made_, nullptr);
  guardInside(block, raised, in_hoisted, order);
  if (made_) block.stmts.insert(block.stmts.begin(), firstOf(made_, block.stmts.front()->loc));
  made_ = made_around;
  auto* guard = module_.make<ir::Guard>(block.stmts.empty() ? function_.loc : block.stmts.front()->loc);
  guard->raised = raised;
  guard->part = part(guard->loc);
  guard->order = order;
  guard->hoisted = in_hoisted && what == Raises::Exact;
  guard->body = module_.makeBlock();
  guard->body->stmts = std::move(block.stmts);
  block.stmts = {guard};
  if (wait) block.stmts.push_back(wait);
  return guard;
}

// Constructs inside a guarded body have bodies of their own that an exception may not leave; behind them it goes on
// its way to the guard.
void RegionGuarding::guardInside(ir::Block& block, ir::Var* raised, bool in_hoisted, ir::Expr* order) {
  Stmts out;
  for (ir::Stmt* stmt : block.stmts) {
    if (auto* region = ir::as<ir::Region>(stmt); region && !isAtomic(*region)) {
      liftLoopBounds(*region, out);
      bool own = raises(*region) != Raises::Never;
      std::vector<ir::Expr*> reduced;
      if (!isTask(*region)) reduced = takeReduced(*region);
      bool waits = kindOf(*region) == omp::DirectiveKind::Taskwait || kindOf(*region) == omp::DirectiveKind::Taskgroup;
      if (own && !isTask(*region) && !waits && !containsTask(*region)) {
        // Only what this construct raises goes on from here: that of another iteration has its own place.
        ir::Var* inner = declareRaised(stmt->loc, out);
        static_cast<ir::DeclareRaised*>(out.back())->alone = reduced.empty() && isForThisThread(kindOf(*region));
        ir::Var* part_around = std::exchange(part_, nullptr);
        guardRegion(*region, inner, in_hoisted);
        part_ = part_around;
        out.push_back(stmt);
        out.push_back(rethrow(inner, stmt->loc, reduced));
        continue;
      }
      ir::Stmt* next = nullptr;
      if (isTask(*region)) {
        next = guardTask(*region, raised, in_hoisted, order);
      } else {
        guardRegion(*region, raised, in_hoisted, {}, order);
      }
      out.push_back(stmt);
      if (next) out.push_back(next);
      if ((own && !isTask(*region)) || waits) {
        out.push_back(rethrow(raised, stmt->loc, reduced, order));
        static_cast<ir::Rethrow*>(out.back())->part = part(stmt->loc);
      }
      continue;
    }
    ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
      bool hoisted = in_hoisted || stmt->kind == ir::StmtKind::Hoisted;
      // What a handler takes is not kept for what is behind it.
      if (stmt->kind == ir::StmtKind::Try) {
        ir::Var* part_around = std::exchange(part_, nullptr);
        guardOutside(inner, hoisted);
        part_ = part_around;
      } else {
        guardInside(inner, raised, hoisted, order);
      }
    });
    out.push_back(stmt);
  }
  block.stmts = std::move(out);
}

ir::Var* RegionGuarding::temporary(std::string_view name, ir::Type type, support::Loc loc) {
  return ir::newVar(module_, function_, name, ir::VarKind::Temporary, type, loc);
}

ir::Var* RegionGuarding::newRaised() {
  return ir::newVar(module_, function_, "raised", ir::VarKind::Raised, types_.none(), function_.loc);
}

ir::Var* RegionGuarding::declareRaised(support::Loc loc, Stmts& out) {
  ir::Var* raised = newRaised();
  auto* declaration = module_.make<ir::DeclareRaised>(loc);
  declaration->raised = raised;
  out.push_back(declaration);
  return raised;
}

ir::Stmt* RegionGuarding::rethrow(ir::Var* raised, support::Loc loc, const std::vector<ir::Expr*>& reduced,
                                  ir::Expr* order) {
  auto* stmt = module_.make<ir::Rethrow>(loc);
  if (order) stmt->order = ir::clone(module_, order);
  stmt->raised = raised;
  stmt->reduced = module_.arena.copy(reduced);
  return stmt;
}

void guardRegions(ir::Module& module, sema::TypeTable& types) {
  markTeamFunctions(module);
  for (ir::Function* function : module.functions) RegionGuarding(module, *function, types).run();
}

} // namespace pyompcc::transform
