// lib/transform/guard_regions.cpp
//
// Wraps bodies in guards, from the outermost construct inwards.
#include "lib/transform/guard_regions.h"

#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/transform/await_tasks.h"
#include "lib/transform/find_team_functions.h"
#include "lib/transform/infer_raising.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <ranges>
#include <span>
#include <unordered_set>
#include <utility>

namespace pyompcc::transform {
namespace {

omp::DirectiveKind kindOf(const ir::Region& region) { return region.facts->directive->kind; }

/// Does it leave tasks behind?
bool isTask(const ir::Region& region) {
  bool nogroup = region.facts->directive->has(omp::ClauseKind::Nogroup) && !omp::isParallel(kindOf(region));
  return nogroup || omp::hasLeaf(kindOf(region), omp::DirectiveKind::Task);
}

/// What happened before a construct in the same region: whether it may have failed to make what the construct needs,
/// and a variable that says so, where the construct is a loop that cannot raise.
struct Before {
  bool may_fail = false;
  ir::Var* failed = nullptr;
};

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

bool anyRaises(std::span<ir::Stmt* const> stmts) {
  return std::ranges::any_of(stmts, [](const ir::Stmt* stmt) { return raises(*stmt) != Raises::Never; });
}

class RegionGuarding {
 public:
  RegionGuarding(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}

  void run() {
    if (guardOrphaned(*function_.body)) return;
    OrphanTasks tasks = findOrphanTasks(function_);
    // Where the function is left by an exception, its tasks have to end before its variables do.
    if (tasks.raise || (tasks.share && raises(*function_.body) != Raises::Never)) tasks_raised_ = newRaised();
    tasks_repeat_ = tasks.repeat;
    guardOutside(*function_.body, false);
    if (tasks_raised_) declareTasksRaised();
  }

 private:
  using Stmts = std::vector<ir::Stmt*>;

  // A function that every thread of a team calls: it runs to the end of its last construct whatever is raised, and
  // raises there. Its tasks, which use what it declares, end before.
  bool guardOrphaned(ir::Block& block) {
    std::optional<TeamBody> parts = function_.meets_team ? teamBody(function_) : std::nullopt;
    if (!parts) return false;
    auto at = [&](std::size_t place) { return block.stmts.begin() + static_cast<std::ptrdiff_t>(place); };
    ir::Block* middle = module_.makeBlock();
    middle->stmts.assign(at(parts->begin), at(parts->end));
    if (raises(*middle) == Raises::Never) return false;
    ir::Block* rest = module_.makeBlock();
    rest->stmts.assign(at(parts->end), block.stmts.end());
    // Tasks behind the last construct are waited for together with those before.
    if (makes_task(*rest)) {
      if (returnsEarly(*rest)) return false;
      ir::Stmt* last = rest->stmts.back()->kind == ir::StmtKind::Return ? rest->stmts.back() : nullptr;
      if (last) rest->stmts.pop_back();
      middle->stmts.insert(middle->stmts.end(), rest->stmts.begin(), rest->stmts.end());
      rest->stmts.clear();
      if (last) rest->stmts.push_back(last);
    }
    bool tasks = makes_task(*middle);
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
  static bool returnsEarly(const ir::Block& block) {
    int returns = 0;
    ir::forEachStmt(block, [&](const ir::Stmt& stmt) { returns += stmt.kind == ir::StmtKind::Return ? 1 : 0; });
    return returns > (block.stmts.back()->kind == ir::StmtKind::Return ? 1 : 0);
  }

  // A task that may run on behind the construct which it is made in.
  static bool makes_task(const ir::Block& block) {
    bool found = false;
    ir::forEachStmt(block, [&](const ir::Stmt& stmt) {
      const auto* region = ir::as<ir::Region>(&stmt);
      found |= region && isTask(*region);
    });
    return found;
  }

  // Code outside of any construct.
  void guardOutside(ir::Block& block, bool in_hoisted) {
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
  void guardOutermost(ir::Stmt& stmt, Stmts& out, bool in_hoisted, bool left_tasks) {
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
  std::vector<ir::Expr*> takeReduced(ir::Stmt& stmt) {
    std::vector<ir::Expr*> reduced;
    collectReduced(stmt, reduced, 0);
    return reduced;
  }

  void collectReduced(ir::Stmt& stmt, std::vector<ir::Expr*>& reduced, int regions_around) {
    if (auto* region = ir::as<ir::Region>(&stmt)) {
      if (regions_around > 0 && !meetsTeam(*region)) return;
      ++regions_around;
      region->facts->reduced_tested = true;
      for (const ir::SharedVar& shared : region->facts->sharing) {
        bool known = std::ranges::any_of(reduced, [&](const ir::Expr* expr) {
          return static_cast<const ir::VarRef*>(expr)->var == shared.original;
        });
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

  // A task's place among the exceptions is that of the iteration that makes it, or its number: in the text where each
  // is made once at most.
  // Gives what counts on behind it, or null.
  ir::Stmt* guardTask(ir::Region& region, ir::Var* raised, bool in_hoisted, ir::Expr* order) {
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
  static bool callsRecursion(const ir::Block& block) {
    bool found = false;
    ir::forEachExpr(block, [&](const ir::Expr& expr) {
      const auto* call = ir::as<ir::Call>(&expr);
      found |= call && call->callee->recursive;
    });
    return found;
  }

  ir::Stmt* firstOf(ir::Var* counter, support::Loc loc) {
    auto* assign = module_.make<ir::Assign>(loc);
    assign->target = counter;
    assign->value = ir::integer(module_, types_, 0, loc);
    return assign;
  }

  ir::Stmt* nextOf(ir::Var* counter, support::Loc loc) {
    auto* update = module_.make<ir::Update>(loc);
    update->target = ir::variable(module_, counter, loc);
    update->op = ir::BinaryOp::Add;
    update->mode = ir::Arithmetic::Plain;
    update->value = ir::integer(module_, types_, 1, loc);
    return update;
  }

  // Waiting for a task is not waiting for the tasks that it makes.
  void awaitInner(ir::Region& region) {
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
  static bool leavesTasksBehind(const ir::Region& region) {
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

  ir::Stmt* taskwait(support::Loc loc) {
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
  void declareTasksRaised() {
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

  static const ir::Region* constructOf(const ir::Stmt* stmt) {
    const auto* hoisted = ir::as<ir::Hoisted>(stmt);
    return ir::as<ir::Region>(hoisted ? hoisted->body->stmts.front() : stmt);
  }
  static bool isConstruct(const ir::Hoisted& hoisted) {
    return hoisted.body->stmts.size() == 1 && hoisted.body->stmts.front()->kind == ir::StmtKind::Region;
  }

  void guardConstruct(ir::Stmt& stmt, ir::Var* raised, bool in_hoisted) {
    if (auto* hoisted = ir::as<ir::Hoisted>(&stmt)) {
      for (ir::Stmt* inner : hoisted->body->stmts) guardConstruct(*inner, raised, true);
    } else if (auto* region = ir::as<ir::Region>(&stmt)) {
      guardRegion(*region, raised, in_hoisted);
    }
  }

  /// `order`: of a task.
  void guardRegion(ir::Region& region, ir::Var* raised, bool in_hoisted, Before before = {},
                   ir::Expr* order = nullptr) {
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
      ir::Expr* team =
          ir::runtimeCall(module_, ir::RuntimeFunction::OmpGetTeamNum, types_.integer(), {}, function_.loc);
      guardWhole(*region.body, team, raised, in_hoisted);
    } else {
      guardWhole(*region.body, order, raised, in_hoisted);
    }
  }

  ir::Expr* stopped(ir::Var* raised, support::Loc loc) {
    auto* result = module_.make<ir::Stopped>(types_.boolean(), loc);
    result->raised = raised;
    result->part = part(loc);
    return result;
  }

  void skipRounds(ir::For& loop, ir::Expr* condition) {
    auto* skip = module_.make<ir::If>(loop.loc);
    skip->condition = condition;
    skip->then_block = module_.makeBlock();
    skip->then_block->stmts.push_back(module_.make<ir::Continue>(loop.loc));
    loop.body->stmts.insert(loop.body->stmts.begin(), skip);
  }

  // What threads know before a loop that cannot raise is asked once, so that its rounds stay as fast as they were.
  ir::Var* askBefore(const ir::Stmt& stmt, ir::Var* raised, Stmts& out) {
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
  void guardLoop(const std::vector<ir::For*>& loops, ir::Var* raised, bool in_hoisted) {
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
    guardOrdered(*loops.back()->body, std::move(orders), raised, in_hoisted);
  }

  void guardOrdered(ir::Block& block, const std::vector<ir::Expr*>& orders, ir::Var* raised, bool in_hoisted) {
    ir::Guard* guard = guardWhole(block, orders.front(), raised, in_hoisted);
    guard->inner = module_.arena.copy(std::vector<ir::Expr*>(orders.begin() + 1, orders.end()));
  }

  // Each section, in the order of the text.
  void guardSections(ir::Block& block, ir::Var* raised, bool in_hoisted) {
    std::int64_t number = 0;
    for (ir::Stmt* stmt : block.stmts) {
      auto* section = ir::as<ir::Region>(stmt);
      if (!section || !section->body) continue;
      section->facts->raised = raised;
      guardOrdered(*section->body, {ir::integer(module_, types_, number++, stmt->loc)}, raised, in_hoisted);
    }
  }

  // A block that is one critical section: what may raise is inside of it, and so can the guard be.
  static ir::Region* onlyCritical(const ir::Block& block) {
    auto* region = block.stmts.size() == 1 ? ir::as<ir::Region>(block.stmts.front()) : nullptr;
    bool critical = region && region->body && kindOf(*region) == omp::DirectiveKind::Critical;
    return critical && !region->body->stmts.empty() && !containsTask(*region) ? region : nullptr;
  }

  ir::Guard* guardWhole(ir::Block& block, ir::Expr* order, ir::Var* raised, bool in_hoisted) {
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
  void guardInside(ir::Block& block, ir::Var* raised, bool in_hoisted, ir::Expr* order) {
    Stmts out;
    for (ir::Stmt* stmt : block.stmts) {
      if (auto* region = ir::as<ir::Region>(stmt); region && !isAtomic(*region)) {
        liftLoopBounds(*region, out);
        bool own = raises(*region) != Raises::Never;
        std::vector<ir::Expr*> reduced;
        if (!isTask(*region)) reduced = takeReduced(*region);
        bool waits =
            kindOf(*region) == omp::DirectiveKind::Taskwait || kindOf(*region) == omp::DirectiveKind::Taskgroup;
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

  // The body of a parallel region, or of a function that a team calls. Where several parts may raise, each thread
  // counts the constructs that it has gone through: what was raised in an earlier part comes first.
  void guardTeamBody(ir::Block& block, ir::Var* raised, bool in_hoisted) {
    bool raised_before = false;
    ir::Var* part_around = std::exchange(part_, nullptr);
    auto doubtful_around = std::exchange(doubtful_, {});
    ir::Var* agreed_around = std::exchange(agreed_, nullptr);
    if (raisesInParts(block, raised_before, false) || mayDisagree(block)) {
      part_ = temporary("part", types_.integer(), function_.loc);
    }
    guardPieces(block, raised, in_hoisted);
    if (part_) {
      block.stmts.insert(block.stmts.begin(), firstOf(part_, block.stmts.front()->loc));
      const auto* last = ir::as<ir::Update>(block.stmts.back());
      const auto* counted = last ? ir::as<ir::VarRef>(last->target) : nullptr;
      if (counted && counted->var == part_) block.stmts.pop_back();
    }
    part_ = part_around;
    doubtful_ = std::move(doubtful_around);
    agreed_ = agreed_around;
  }

  // May the head of a statement with constructs of the team need what a piece of code failed to make?
  static bool mayDisagree(const ir::Block& block) {
    Vars made;
    bool found = false;
    forEachOfTeam(block, [&](ir::Stmt& stmt) {
      if (!staysBare(stmt) && raises(stmt) != Raises::Never) addWritten(stmt, made);
    });
    forEachOfTeam(block, [&](ir::Stmt& stmt) { found |= staysBare(stmt) && headReads(stmt, made); });
    return found;
  }

  // What is in no construct.
  template <class Visit> static void forEachOfTeam(const ir::Block& block, const Visit& visit) {
    for (ir::Stmt* stmt : block.stmts) {
      visit(*stmt);
      if (stmt->kind == ir::StmtKind::Region) continue;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { forEachOfTeam(inner, visit); });
    }
  }

  using Vars = std::unordered_set<const ir::Var*>;

  static void addWritten(const ir::Stmt& stmt, Vars& made) {
    ir::forEachVar(stmt, [&](const ir::Var& var, ir::Access access) {
      if (access != ir::Access::Read) made.insert(&var);
    });
  }

  // What decides which way a thread takes, or how many rounds a team divides.
  static bool headReads(ir::Stmt& stmt, const Vars& made) {
    bool found = false;
    auto look = [&](const ir::Expr* expr) {
      ir::forEachExpr(*expr, [&](const ir::Expr& part) {
        const auto* reference = ir::as<ir::VarRef>(&part);
        found |= reference && made.contains(reference->var);
      });
    };
    ir::forEachChild(stmt, look);
    auto* region = ir::as<ir::Region>(&stmt);
    if (!region || !region->body || omp::association(*region->facts->directive) != omp::Association::Loop) return found;
    for (const ir::For* loop : ir::loopNest(*region)) {
      for (const ir::Expr* bound : {loop->start, loop->stop, loop->step}) look(bound);
    }
    return found;
  }

  // `break` or `continue` of a loop around it, which holds constructs of the team.
  static bool jumps(const ir::Stmt& stmt) {
    if (stmt.kind == ir::StmtKind::Break || stmt.kind == ir::StmtKind::Continue) return true;
    if (stmt.kind == ir::StmtKind::For || stmt.kind == ir::StmtKind::While || stmt.kind == ir::StmtKind::ForEach ||
        stmt.kind == ir::StmtKind::Region || stmt.kind == ir::StmtKind::Try) {
      return false;
    }
    bool found = false;
    ir::forEachChildBlock(stmt, [&](const ir::Block& block) { found |= std::ranges::any_of(block.stmts, jumpsAt); });
    return found;
  }
  static bool jumpsAt(const ir::Stmt* stmt) { return jumps(*stmt); }

  // No lambda may hold it.
  static bool staysBare(ir::Stmt& stmt) { return containsTeamConstruct(stmt) || jumps(stmt); }

  // Can a construct of the team, or what stands before it, raise, and something behind it too? `before`: whether code
  // before the block can raise, afterwards whether the block can too; `behind`: whether code behind it can.
  static bool raisesInParts(const ir::Block& block, bool& before, bool behind) {
    for (std::size_t i = 0; i < block.stmts.size(); ++i) {
      ir::Stmt* stmt = block.stmts[i];
      bool piece_before = before;
      before |= raises(*stmt) != Raises::Never && stmt->kind != ir::StmtKind::Poll;
      if (!containsTeamConstruct(*stmt)) continue;
      bool last = i + 1 == block.stmts.size();
      bool followed = behind || anyRaises(std::span(block.stmts).subspan(i + 1));
      if (before && followed) return true;
      // What follows a failed piece of code is not run, whatever thread failed.
      if (piece_before && !last) return true;
      bool again = stmt->kind == ir::StmtKind::For || stmt->kind == ir::StmtKind::While;
      if (again && raises(*stmt) != Raises::Never) return true;
      if (stmt->kind == ir::StmtKind::Region) continue;
      bool found = false;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
        bool inner_before = piece_before || raisesInHead(*stmt);
        found |= raisesInParts(inner, inner_before, followed);
      });
      if (found) return true;
    }
    return false;
  }

  ir::Expr* part(support::Loc loc) { return part_ ? ir::variable(module_, part_, loc) : nullptr; }

  ir::Stmt* nextPart(support::Loc loc) { return nextOf(part_, loc); }

  // Runs of ordinary statements are guarded, constructs of the team stay bare.
  void guardPieces(ir::Block& block, ir::Var* raised, bool in_hoisted, bool forced = false) {
    Stmts out;
    Stmts piece;
    auto flush = [&] {
      if (piece.empty()) return;
      ir::Block* body = module_.makeBlock();
      body->stmts = std::move(piece);
      piece.clear();
      if (!forced && raises(*body) == Raises::Never) {
        out.insert(out.end(), body->stmts.begin(), body->stmts.end());
        return;
      }
      guardWhole(*body, nullptr, raised, in_hoisted);
      out.insert(out.end(), body->stmts.begin(), body->stmts.end());
      // What comes after it may need what it was to make.
      forced = true;
      agreed_ = nullptr;
      for (const ir::Stmt* stmt : body->stmts) addWritten(*stmt, doubtful_);
    };
    for (std::size_t i = 0; i < block.stmts.size(); ++i) {
      ir::Stmt* stmt = block.stmts[i];
      if (awaitsAtEnd(*stmt)) {
        flush();
        out.push_back(stmt);
        continue;
      }
      if (stmt->kind == ir::StmtKind::Poll) {
        flush();
        ir::Block* poll = module_.makeBlock();
        poll->stmts = {stmt};
        guardWhole(*poll, nullptr, raised, false);
        out.push_back(poll->stmts.front());
        continue;
      }
      if (!staysBare(*stmt)) {
        piece.push_back(stmt);
        continue;
      }
      if (stmt->kind == ir::StmtKind::Break || stmt->kind == ir::StmtKind::Continue) {
        flush();
        out.push_back(stmt);
        continue;
      }
      if (part_ && headReads(*stmt, doubtfulWith(piece, forced))) {
        flush();
        guardAgreed(stmt, raised, in_hoisted, out);
        continue;
      }
      bool decides = raisesInHead(*stmt);
      // A thread whose guard is left out goes on with these: through no round.
      Stmts values;
      if (stmt->kind != ir::StmtKind::While) liftHead(*stmt, {piece, &values});
      out.insert(out.end(), values.begin(), values.end());
      flush();
      if (!values.empty()) agreeOnValues(values, raised, out);
      if (decides && stmt->kind == ir::StmtKind::If) agreeOn(*static_cast<ir::If*>(stmt), raised, out);
      if (auto* region = ir::as<ir::Region>(stmt)) {
        Before before{forced, forced ? askBefore(*stmt, raised, out) : nullptr};
        guardRegion(*region, raised, in_hoisted, before);
        out.push_back(stmt);
        if (part_) out.push_back(nextPart(stmt->loc));
        continue;
      }
      if (ir::Call* call = ownTeamCall(*stmt)) {
        out.push_back(raises(*stmt) == Raises::Never ? stmt : guardAlways(*stmt, *call, raised));
        if (part_) out.push_back(nextPart(stmt->loc));
        continue;
      }
      bool repeats = endsByFailure(*stmt) && !decides;
      bool meets = repeats && meetsAtEnd(*stmt);
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
        bool hoisted = in_hoisted || stmt->kind == ir::StmtKind::Hoisted;
        guardPieces(inner, raised, hoisted, forced || decides);
      });
      if (repeats) endTogether(*stmt, meets, raised);
      if (decides && stmt->kind == ir::StmtKind::While) {
        agreeInRounds(*static_cast<ir::While*>(stmt), raised, in_hoisted);
        forced = true;
      }
      out.push_back(stmt);
    }
    flush();
    block.stmts = std::move(out);
  }

  // What pieces that some thread may skip make; the last one is not in its guard yet.
  Vars doubtfulWith(const Stmts& piece, bool forced) const {
    Vars made = doubtful_;
    if (forced || anyRaises(piece)) {
      for (const ir::Stmt* stmt : piece) addWritten(*stmt, made);
    }
    return made;
  }

  // Threads that failed to compute what a condition or a bound needs would go another way than others: all meet, and
  // nobody goes there where one failed.
  //     if (t < n) B    becomes    ++part; barrier; failed = ended; if (!failed) { if (t < n) B }
  void guardAgreed(ir::Stmt* stmt, ir::Var* raised, bool in_hoisted, Stmts& out) {
    support::Loc loc = stmt->loc;
    if (!agreed_) {
      out.push_back(nextPart(loc));
      out.push_back(barrier(loc));
      agreed_ = temporary("failed", types_.boolean(), loc);
      auto* assign = module_.make<ir::Assign>(loc);
      assign->target = agreed_;
      assign->value = ended(raised, loc);
      out.push_back(assign);
    }
    auto* choice = module_.make<ir::If>(loc);
    choice->condition = ir::negated(module_, types_, ir::variable(module_, agreed_, loc));
    choice->then_block = module_.makeBlock();
    choice->then_block->stmts = {stmt};
    Vars doubtful = std::exchange(doubtful_, {});
    ir::Var* agreed = agreed_;
    guardPieces(*choice->then_block, raised, in_hoisted, true);
    if (doubtful_.empty()) agreed_ = agreed;
    doubtful_.insert(doubtful.begin(), doubtful.end());
    out.push_back(choice);
  }

  // A region's own loop whose rounds may raise.
  static bool endsByFailure(const ir::Stmt& stmt) {
    return (stmt.kind == ir::StmtKind::For || stmt.kind == ir::StmtKind::While) && raises(stmt) != Raises::Never;
  }

  static const std::vector<ir::Stmt*>& roundOf(const ir::Stmt& loop) {
    const auto* counted = ir::as<ir::For>(&loop);
    return counted ? counted->body->stmts : ir::as<ir::While>(&loop)->body->stmts;
  }

  // Does nothing raise in a round behind the last construct at whose end the threads meet?
  static bool meetsAtEnd(const ir::Stmt& loop) {
    for (const ir::Stmt* stmt : roundOf(loop) | std::views::reverse) {
      const auto* region = ir::as<ir::Region>(stmt);
      if (region && meetsTeam(*region) && waits(*region)) return true;
      if (raises(*stmt) != Raises::Never) return false;
    }
    return false;
  }

  // The rounds end in all threads where one has failed; a loop that counts ends anyway, and no barrier is worth it.
  void endTogether(ir::Stmt& loop, bool meets, ir::Var* raised) {
    bool counts = loop.kind == ir::StmtKind::For;
    if (!meets && counts) return;
    Stmts& stmts = counts ? ir::as<ir::For>(&loop)->body->stmts : ir::as<ir::While>(&loop)->body->stmts;
    if (!meets) {
      stmts.push_back(nextPart(loop.loc));
      stmts.push_back(barrier(loop.loc));
    }
    auto* leave = module_.make<ir::If>(loop.loc);
    leave->condition = ended(raised, loop.loc);
    leave->then_block = module_.makeBlock();
    leave->then_block->stmts = {module_.make<ir::Break>(loop.loc)};
    stmts.push_back(leave);
  }

  static bool waits(const ir::Region& region) {
    return kindOf(region) == omp::DirectiveKind::Barrier || !region.facts->directive->has(omp::ClauseKind::Nowait);
  }

  ir::Expr* ended(ir::Var* raised, support::Loc loc) {
    ir::Expr* result = stopped(raised, loc);
    static_cast<ir::Stopped*>(result)->ended = true;
    return result;
  }

  static bool raisesInHead(const ir::Stmt& stmt) {
    const auto* choice = ir::as<ir::If>(&stmt);
    const auto* loop = ir::as<ir::While>(&stmt);
    return (choice && raises(*choice->condition) != Raises::Never) ||
           (loop && raises(*loop->condition) != Raises::Never);
  }

  // Constructs of the team stand under a condition that one thread may fail to compute: then no thread goes there. What
  // was raised is looked at between two barriers, where nobody raises, so that all see the same.
  ir::Var* agree(ir::Var* raised, support::Loc loc, Stmts& out) {
    out.push_back(barrier(loc));
    ir::Var* failed = temporary("failed", types_.boolean(), loc);
    auto* assign = module_.make<ir::Assign>(loc);
    assign->target = failed;
    assign->value = stopped(raised, loc);
    out.push_back(assign);
    out.push_back(barrier(loc));
    return failed;
  }

  // The threads of a team divide as many rounds as each of them counts, and so meet; where one could not compute the
  // bounds, or did not since another one raised, none has a round.
  //     guard: i_stop = f(n);    becomes    Int i_stop = 0; guard: i_stop = f(n); failed = ...; if (failed) i_stop = 0;
  void agreeOnValues(const Stmts& values, ir::Var* raised, Stmts& out) {
    support::Loc loc = values.front()->loc;
    auto* reset = module_.make<ir::If>(loc);
    reset->condition = ir::variable(module_, agree(raised, loc, out), loc);
    reset->then_block = module_.makeBlock();
    for (const ir::Stmt* value : values) {
      const auto& before = *static_cast<const ir::Assign*>(value);
      auto* assign = module_.make<ir::Assign>(loc);
      assign->target = before.target;
      assign->value = ir::clone(module_, before.value);
      reset->then_block->stmts.push_back(assign);
    }
    out.push_back(reset);
  }

  // if (c) B    becomes    guard: condition = c; failed = ...; if (!failed && condition) B
  void agreeOn(ir::If& choice, ir::Var* raised, Stmts& out) {
    ir::Var* failed = agree(raised, choice.loc, out);
    ir::Expr* holds = ir::negated(module_, types_, ir::variable(module_, failed, choice.loc));
    ir::Expr* condition = choice.condition;
    if (choice.else_block) {
      // Neither block.
      auto* inner = module_.make<ir::If>(choice.loc);
      inner->condition = condition;
      inner->then_block = choice.then_block;
      inner->else_block = choice.else_block;
      choice.then_block = module_.makeBlock();
      choice.then_block->stmts = {inner};
      choice.else_block = nullptr;
      choice.condition = holds;
      return;
    }
    choice.condition = ir::logical(module_, types_, ir::LogicalOp::And, holds, condition);
  }

  // while (c) B    becomes    while (true) { guard: condition = c; failed = ...; if (failed || !condition) break; B }
  void agreeInRounds(ir::While& loop, ir::Var* raised, bool in_hoisted) {
    ir::Block* head = module_.makeBlock();
    lift(loop.condition, "condition", head->stmts);
    ir::Expr* ends = ir::negated(module_, types_, loop.condition);
    guardWhole(*head, nullptr, raised, in_hoisted);
    ir::Var* failed = agree(raised, loop.loc, head->stmts);
    auto* leave = module_.make<ir::If>(loop.loc);
    leave->condition = ir::logical(module_, types_, ir::LogicalOp::Or, ir::variable(module_, failed, loop.loc), ends);
    leave->then_block = module_.makeBlock();
    leave->then_block->stmts = {module_.make<ir::Break>(loop.loc)};
    head->stmts.push_back(leave);
    loop.body->stmts.insert(loop.body->stmts.begin(), head->stmts.begin(), head->stmts.end());
    loop.condition = ir::boolean(module_, types_, true, loop.loc);
  }

  ir::Stmt* barrier(support::Loc loc) {
    static const omp::Directive Barrier = [] {
      omp::Directive directive;
      directive.kind = omp::DirectiveKind::Barrier;
      return directive;
    }();
    auto* meeting = module_.make<ir::Region>(loc);
    meeting->facts = module_.makeRegionFacts();
    meeting->facts->directive = &Barrier;
    return meeting;
  }

  // Where what is lifted goes.
  struct Lifted {
    Lifted(Stmts& before_it) : before(before_it) {} // NOLINT: most have no guard
    Lifted(Stmts& before_it, Stmts* unguarded_ones) : before(before_it), unguarded(unguarded_ones) {}
    Stmts& before;
    Stmts* unguarded =
        nullptr; ///< before the guard that `before` will be in: values for those whose guard does nothing
  };

  // What can raise in the head of a statement that has to stay bare is computed before it, in a guard.
  void liftHead(ir::Stmt& stmt, Lifted before) {
    if (auto* choice = ir::as<ir::If>(&stmt)) lift(choice->condition, "condition", before);
    if (auto* loop = ir::as<ir::For>(&stmt)) liftBounds(*loop, before);
    if (ir::Call* call = ownTeamCall(stmt)) {
      for (ir::Expr*& arg : call->args) lift(arg, "argument", before);
    }
    liftLoopBounds(stmt, before);
  }

  // Of a statement without blocks.
  static ir::Call* ownTeamCall(ir::Stmt& stmt) {
    bool has_block = false;
    ir::forEachChildBlock(stmt, [&](ir::Block&) { has_block = true; });
    return has_block ? nullptr : teamCall(stmt);
  }

  ir::Stmt* guardAlways(ir::Stmt& stmt, const ir::Call& call, ir::Var* raised) {
    auto* guard = module_.make<ir::Guard>(call.loc);
    guard->raised = raised;
    guard->part = part(call.loc);
    guard->always = true;
    guard->body = module_.makeBlock();
    guard->body->stmts = {&stmt};
    return guard;
  }

  void liftLoopBounds(ir::Stmt& stmt, Lifted before) {
    ir::Stmt* inner = &stmt;
    auto* hoisted = ir::as<ir::Hoisted>(inner);
    if (hoisted && isConstruct(*hoisted)) inner = hoisted->body->stmts.front();
    auto* region = ir::as<ir::Region>(inner);
    if (!region) return;
    liftClauses(*region, before, hoisted);
    if (!region->body || omp::association(*region->facts->directive) != omp::Association::Loop) return;
    for (ir::For* loop : ir::loopNest(*region)) liftBounds(*loop, before, hoisted);
  }

  void liftBounds(ir::For& loop, Lifted before, bool out_of_hoisted = false) {
    std::string name(loop.index->cpp_name);
    lift(loop.start, name + "_start", before, out_of_hoisted);
    lift(loop.stop, name + "_stop", before, out_of_hoisted);
    lift(loop.step, name + "_step", before, out_of_hoisted, 1);
  }

  void liftClauses(ir::Region& region, Lifted before, bool out_of_hoisted = false) {
    for (ir::RegionClause& clause : region.facts->clauses) {
      bool is_place =
          clause.clause->kind == omp::ClauseKind::Depend || clause.clause->kind == omp::ClauseKind::Affinity;
      for (ir::Expr*& value : clause.values) {
        if (is_place) {
          liftPlace(*value, before);
        } else {
          lift(value, omp::spelling(clause.clause->kind), before, out_of_hoisted);
        }
      }
    }
  }

  // a.at(i) in `depend`    becomes    Int place = py::place(i, a.shape(0), 0); and a(place)
  void liftPlace(ir::Expr& value, Lifted before) {
    auto* load = ir::as<ir::Load>(&value);
    if (!load) return;
    lift(load->array, "array", before);
    for (std::size_t axis = 0; axis < load->indices.size(); ++axis) {
      ir::Expr*& index = load->indices[axis];
      if (load->bounds != ir::Bounds::Proved) {
        std::vector<ir::Expr*> args{
            index, ir::dimension(module_, types_, ir::clone(module_, load->array), static_cast<int>(axis)),
            ir::integer(module_, types_, static_cast<std::int64_t>(axis), index->loc)};
        index = ir::runtimeCall(module_, ir::RuntimeFunction::Place, types_.integer(), args, index->loc);
      }
      lift(index, "place", before);
    }
    load->bounds = ir::Bounds::Proved;
  }

  void lift(ir::Expr*& value, std::string_view name, Lifted before, bool out_of_hoisted = false,
            std::int64_t otherwise = 0) {
    if (raises(*value) == Raises::Never) return;
    if (out_of_hoisted) ir::forEachExpr(*value, makeChecked);
    support::Loc loc = value->loc;
    ir::Var* var = temporary(name, value->type, loc);
    auto assign = [&](ir::Expr* assigned, Stmts& to) {
      auto* stmt = module_.make<ir::Assign>(loc);
      stmt->target = var;
      stmt->value = assigned;
      to.push_back(stmt);
    };
    if (before.unguarded && var->type->kind == sema::TypeKind::Int) {
      assign(ir::integer(module_, types_, otherwise, loc), *before.unguarded);
    }
    if (before.unguarded && var->type->kind == sema::TypeKind::Bool) {
      assign(ir::boolean(module_, types_, false, loc), *before.unguarded);
    }
    assign(value, before.before);
    value = ir::variable(module_, var, loc);
  }

  ir::Var* temporary(std::string_view name, ir::Type type, support::Loc loc) {
    return ir::newVar(module_, function_, name, ir::VarKind::Temporary, type, loc);
  }

  // What is computed before a Hoisted is in neither of its instances.
  static void makeChecked(ir::Expr& expr) {
    auto check = [](auto& mode, auto hoisted, auto checked) {
      if (mode == hoisted) mode = checked;
    };
    auto arithmetic = [&](ir::Arithmetic& mode) { check(mode, ir::Arithmetic::Hoisted, ir::Arithmetic::Checked); };
    auto bounds = [&](ir::Bounds& mode) { check(mode, ir::Bounds::Hoisted, ir::Bounds::Checked); };
    if (auto* unary = ir::as<ir::Unary>(&expr)) arithmetic(unary->mode);
    if (auto* binary = ir::as<ir::Binary>(&expr)) arithmetic(binary->mode);
    if (auto* conversion = ir::as<ir::Convert>(&expr)) arithmetic(conversion->mode);
    if (auto* call = ir::as<ir::RuntimeCall>(&expr)) arithmetic(call->mode);
    if (auto* load = ir::as<ir::Load>(&expr)) bounds(load->bounds);
    if (auto* view = ir::as<ir::Subview>(&expr)) bounds(view->bounds);
  }

  ir::Var* newRaised() {
    return ir::newVar(module_, function_, "raised", ir::VarKind::Raised, types_.none(), function_.loc);
  }

  ir::Var* declareRaised(support::Loc loc, Stmts& out) {
    ir::Var* raised = newRaised();
    auto* declaration = module_.make<ir::DeclareRaised>(loc);
    declaration->raised = raised;
    out.push_back(declaration);
    return raised;
  }

  ir::Stmt* rethrow(ir::Var* raised, support::Loc loc, const std::vector<ir::Expr*>& reduced = {},
                    ir::Expr* order = nullptr) {
    auto* stmt = module_.make<ir::Rethrow>(loc);
    if (order) stmt->order = ir::clone(module_, order);
    stmt->raised = raised;
    stmt->reduced = module_.arena.copy(reduced);
    return stmt;
  }

  ir::Module& module_;
  ir::Function& function_;
  sema::TypeTable& types_;
  ir::Var* tasks_raised_ = nullptr; ///< of the tasks outside of any region
  bool tasks_repeat_ = false;       ///< some of those stand in a loop
  std::int64_t task_number_ = 0;
  ir::Var* made_ = nullptr;   ///< counts the tasks that the guarded piece of code around makes
  Vars doubtful_;             ///< what guarded pieces of the region around make
  ir::Var* agreed_ = nullptr; ///< says whether one of those failed
  ir::Var* part_ = nullptr;   ///< how many constructs of the region around a thread has gone through
};

} // namespace

void guardRegions(ir::Module& module, sema::TypeTable& types) {
  markTeamFunctions(module);
  for (ir::Function* function : module.functions) RegionGuarding(module, *function, types).run();
}

} // namespace pyompcc::transform
