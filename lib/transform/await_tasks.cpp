// lib/transform/await_tasks.cpp
//
// Follows the statements of a function and remembers whether tasks may be unfinished.
#include "lib/transform/await_tasks.h"

#include "lib/ir/loop_nest.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/transform/infer_raising.h"

#include <algorithm>

namespace pyompcc::transform {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

// Does the code behind it run while its tasks do?
bool leavesTasks(const ir::Region& region) {
  const omp::Directive& directive = *region.facts->directive;
  if (omp::startsThreads(directive.kind)) return false;
  return omp::hasLeaf(directive.kind, DirectiveKind::Task) || directive.has(ClauseKind::Nogroup);
}

// Of tasks that have to end before a region's block does.
const omp::Directive& waitAtEnd() {
  static const omp::Directive Taskwait = [] {
    omp::Directive directive;
    directive.kind = DirectiveKind::Taskwait;
    return directive;
  }();
  return Taskwait;
}

// Does its end wait for the tasks that were made in it?
bool waitsForTasks(const ir::Region& region) {
  const omp::Directive& directive = *region.facts->directive;
  return omp::startsThreads(directive.kind) || directive.kind == DirectiveKind::Taskgroup ||
         (omp::isWorksharing(directive.kind) && !directive.has(ClauseKind::Nowait));
}

// Is there a task that may run on behind the block, and shares a variable for which `lost` holds? A task that shares
// variables waits for those that it makes.
template <class Lost> bool hasSharingTask(const ir::Block& block, const Lost& lost) {
  for (const ir::Stmt* stmt : block.stmts) {
    const auto* region = ir::as<ir::Region>(stmt);
    if (region && leavesTasks(*region)) {
      for (const ir::SharedVar& shared : region->facts->sharing) {
        if (shared.sharing == ir::Sharing::Shared && lost(shared)) return true;
      }
      continue;
    }
    if (region && waitsForTasks(*region)) continue;
    bool found = false;
    ir::forEachChildBlock(*stmt, [&](const ir::Block& inner) { found |= hasSharingTask(inner, lost); });
    if (found) return true;
  }
  return false;
}

bool leavesTaskloop(const ir::Block& block) {
  bool found = false;
  ir::forEachStmt(block, [&](const ir::Stmt& stmt) {
    const auto* region = ir::as<ir::Region>(&stmt);
    found |= region && leavesTasks(*region) && region->facts->directive->has(ClauseKind::Nogroup);
  });
  return found;
}

bool sharesVariables(const ir::Region& region) {
  bool shares = std::ranges::any_of(region.facts->sharing,
                                    [](const ir::SharedVar& shared) { return shared.sharing == ir::Sharing::Shared; });
  ir::forEachStmt(*region.body, [&](const ir::Stmt& stmt) {
    const auto* inner = ir::as<ir::Region>(&stmt);
    shares |= inner && leavesTasks(*inner);
  });
  return shares;
}

template <class Visit> void forEachOrphan(const ir::Block& block, Visit&& visit) {
  for (const ir::Stmt* stmt : block.stmts) {
    const auto* region = ir::as<ir::Region>(stmt);
    if (region && leavesTasks(*region) && region->body) visit(*region);
    if (!region) ir::forEachChildBlock(*stmt, [&](const ir::Block& inner) { forEachOrphan(inner, visit); });
  }
}

class TaskWaiting {
 public:
  TaskWaiting(ir::Module& module, ir::Function& function) : module_(module), function_(function) {}

  void run() {
    ir::forEachStmt(*function_.body, [&](ir::Stmt& stmt) {
      if (auto* region = ir::as<ir::Region>(&stmt); region && region->body) awaitInside(*region);
    });
    OrphanTasks tasks = findOrphanTasks(function_);
    if (!tasks.raise && !tasks.share) return;
    visit(*function_.body);
    if (pending_) function_.body->stmts.push_back(taskwait(function_.loc));
  }

 private:
  // Variables of a block end with it; those of a loop directive with each iteration.
  void awaitInside(ir::Region& region) {
    ir::Block* body = region.body;
    if (std::vector<ir::For*> loops = ir::loopNest(region); !loops.empty()) body = loops.back()->body;
    bool is_task = leavesTasks(region);
    auto lost = [&](const ir::SharedVar& shared) {
      return is_task || std::ranges::any_of(region.facts->sharing, [&](const ir::SharedVar& own) {
               return own.var == shared.var && own.sharing != ir::Sharing::Shared;
             });
    };
    // What a parallel region passes by value is shared by the tasks of a taskloop, which cannot copy it in clang 19.
    bool goes_on = omp::isParallel(region.facts->directive->kind) && leavesTaskloop(*body);
    if (!goes_on && !hasSharingTask(*body, lost)) return;
    auto* wait = module_.make<ir::Region>(region.loc);
    wait->facts = module_.makeRegionFacts();
    wait->facts->directive = &waitAtEnd();
    body->stmts.push_back(wait);
  }

  void visit(ir::Block& block) {
    std::vector<ir::Stmt*> out;
    for (ir::Stmt* stmt : block.stmts) {
      if (pending_ && stmt->kind == ir::StmtKind::Return) {
        out.push_back(taskwait(stmt->loc));
        pending_ = false;
      }
      visit(*stmt);
      out.push_back(stmt);
    }
    block.stmts = std::move(out);
  }

  void visit(ir::Stmt& stmt) {
    if (auto* region = ir::as<ir::Region>(&stmt)) {
      const omp::Directive& directive = *region->facts->directive;
      if (leavesTasks(*region)) pending_ = true;
      if (directive.kind == DirectiveKind::Taskwait && directive.clauses.empty()) pending_ = false;
      return;
    }
    bool before = pending_;
    if (auto* choice = ir::as<ir::If>(&stmt)) {
      visit(*choice->then_block);
      bool after_then = pending_;
      pending_ = before;
      if (choice->else_block) visit(*choice->else_block);
      pending_ = after_then || pending_;
      return;
    }
    // In a loop the tasks of one round are there in the next.
    bool has_tasks = false;
    ir::forEachChildBlock(
        stmt, [&](const ir::Block& inner) { forEachOrphan(inner, [&](const ir::Region&) { has_tasks = true; }); });
    pending_ = before || has_tasks;
    ir::forEachChildBlock(stmt, [&](ir::Block& inner) { visit(inner); });
    pending_ = pending_ || before || has_tasks;
  }

  ir::Stmt* taskwait(support::Loc loc) {
    static const omp::Directive Taskwait = [] {
      omp::Directive directive;
      directive.kind = DirectiveKind::Taskwait;
      return directive;
    }();
    auto* wait = module_.make<ir::Region>(loc);
    wait->facts = module_.makeRegionFacts();
    wait->facts->directive = &Taskwait;
    return wait;
  }

  ir::Module& module_;
  ir::Function& function_;
  bool pending_ = false; ///< tasks may be unfinished here
};

} // namespace

OrphanTasks findOrphanTasks(const ir::Function& function) {
  OrphanTasks tasks;
  forEachOrphan(*function.body, [&](const ir::Region& region) {
    tasks.any = true;
    tasks.raise |= raises(*region.body) != Raises::Never || region.facts->polled;
    tasks.share |= sharesVariables(region);
  });
  ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
    if (stmt.kind != ir::StmtKind::For && stmt.kind != ir::StmtKind::While) return;
    ir::forEachChildBlock(
        stmt, [&](const ir::Block& block) { forEachOrphan(block, [&](const ir::Region&) { tasks.repeat = true; }); });
  });
  return tasks;
}

bool awaitsAtEnd(const ir::Stmt& stmt) {
  const auto* region = ir::as<ir::Region>(&stmt);
  return region && region->facts->directive == &waitAtEnd();
}

void awaitTasks(ir::Module& module) {
  for (ir::Function* function : module.functions) TaskWaiting(module, *function).run();
}

} // namespace pyompcc::transform
