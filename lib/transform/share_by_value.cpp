// lib/transform/share_by_value.cpp
//
// Finds the variables that a region reads and does not write.
#include "lib/transform/share_by_value.h"

#include "lib/ir/builder.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <unordered_set>

namespace pyompcc::transform {
namespace {

bool copies(const ir::Region& region) {
  omp::DirectiveKind kind = region.facts->directive->kind;
  bool takes = omp::allowed(kind, omp::ClauseKind::Firstprivate);
  // What the teams have by value is no variable that all of them share, as `distribute` asks of what it copies.
  bool within_teams = omp::leafConstructs(kind).front() == omp::DirectiveKind::Distribute;
  return takes && !within_teams && (omp::startsThreads(kind) || omp::isTaskGenerating(kind));
}

/// `changing`: variables that other code may write between the making of a task and its running.
void shareRegion(ir::Region& region, const std::unordered_set<const ir::Var*>& changing) {
  omp::DirectiveKind kind = region.facts->directive->kind;
  bool is_task = omp::isTaskGenerating(kind) && !omp::isParallel(kind);
  std::unordered_set<const ir::Var*> written;
  std::unordered_set<const ir::Var*> inside;
  std::vector<ir::Var*> read;
  ir::forEachStmt(*region.body, [&](ir::Stmt& stmt) {
    if (auto* loop = ir::as<ir::For>(&stmt)) inside.insert(loop->index);
    if (auto* handler = ir::as<ir::Handler>(&stmt)) inside.insert(handler->caught);
    if (auto* inner = ir::as<ir::Region>(&stmt)) {
      for (const ir::SharedVar& shared : inner->facts->sharing) {
        if (shared.sharing == ir::Sharing::Shared) continue;
        if (shared.var != shared.original) inside.insert(shared.var);
        // What a work-sharing construct copies in must be shared around it (OpenMP 5.2 section 5.4.4).
        bool copied_in =
            shared.sharing == ir::Sharing::FirstPrivate && !omp::isWorksharing(inner->facts->directive->kind);
        if (shared.original && !copied_in) written.insert(shared.original);
      }
    }
  });
  ir::forEachVar(*region.body, [&](ir::Var& var, ir::Access access) {
    if (access != ir::Access::Read) written.insert(&var);
    if (var.kind == ir::VarKind::Constant || var.kind == ir::VarKind::Raised) return;
    if (std::ranges::find(read, &var) == read.end()) read.push_back(&var);
  });
  std::erase_if(region.facts->sharing, [&](const ir::SharedVar& shared) {
    bool movable = shared.sharing == ir::Sharing::Shared && shared.reason != ir::SharingReason::Clause &&
                   !(is_task && changing.contains(shared.var));
    return movable && !written.contains(shared.var) && std::ranges::find(read, shared.var) != read.end();
  });
  for (ir::Var* var : read) {
    bool listed =
        std::ranges::any_of(region.facts->sharing, [&](const ir::SharedVar& shared) { return shared.var == var; });
    if (listed || written.contains(var) || inside.contains(var)) continue;
    region.facts->sharing.push_back({var, var, ir::Sharing::FirstPrivate, ir::SharingReason::ReadOnly, {}});
  }
}

/// What the bodies of a function's regions write.
std::unordered_set<const ir::Var*> writtenInRegions(const ir::Function& function) {
  std::unordered_set<const ir::Var*> written;
  ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
    const auto* region = ir::as<ir::Region>(&stmt);
    if (!region) return;
    for (const ir::SharedVar& shared : region->facts->sharing) {
      bool copied_out = shared.sharing != ir::Sharing::Shared && shared.sharing != ir::Sharing::Private &&
                        shared.sharing != ir::Sharing::FirstPrivate;
      if (copied_out && shared.original) written.insert(shared.original);
    }
    if (!region->body) return;
    ir::forEachVar(*region->body, [&](const ir::Var& var, ir::Access access) {
      if (access != ir::Access::Read) written.insert(&var);
    });
  });
  return written;
}

bool isTaskloop(const ir::Region& region) {
  omp::DirectiveKind kind = region.facts->directive->kind;
  return omp::hasLeaf(kind, omp::DirectiveKind::Taskloop) && !omp::isParallel(kind);
}

/// clang 19 cannot copy what a lambda captured into the tasks of a taskloop. So these share what they only read (the
/// construct waits for them), and copy copies that stand before it; what the bounds of several loops need is copied
/// too, since clang does not find what a lambda captured where one bound depends on another loop.
class TaskloopCopies {
 public:
  TaskloopCopies(ir::Module& module, ir::Function& function) : module_(module), function_(function) {}

  void run() {
    ir::rewriteStmts(*function_.body, [&](ir::Stmt* stmt, std::vector<ir::Stmt*>& out) {
      auto* region = ir::as<ir::Region>(stmt);
      if (region && region->body && isTaskloop(*region)) copy(*region, out);
      out.push_back(stmt);
    });
  }

 private:
  void copy(ir::Region& region, std::vector<ir::Stmt*>& out) {
    bool waits = !region.facts->directive->has(omp::ClauseKind::Nogroup);
    std::unordered_set<const ir::Var*> bounds = boundsOfNest(region);
    for (ir::SharedVar& shared : region.facts->sharing) {
      if (shared.sharing != ir::Sharing::FirstPrivate || !shared.original) continue;
      if (waits && shared.reason == ir::SharingReason::ReadOnly && !bounds.contains(shared.var)) {
        shared.sharing = ir::Sharing::Shared;
        continue;
      }
      ir::Var* copy = copyBefore(*shared.original, region.loc, out);
      if (shared.var == shared.original) replace(region, shared.var, copy);
      if (shared.var == shared.original) shared.var = copy;
      shared.original = copy;
    }
  }

  /// What the headers of several loops read.
  static std::unordered_set<const ir::Var*> boundsOfNest(const ir::Region& region) {
    std::unordered_set<const ir::Var*> read;
    std::vector<ir::For*> loops = ir::loopNest(region);
    if (loops.size() < 2) return read;
    for (const ir::For* loop : loops) {
      for (ir::Expr* bound : {loop->start, loop->stop}) {
        ir::forEachExpr(*bound, [&](const ir::Expr& expr) {
          if (const auto* reference = ir::as<ir::VarRef>(&expr)) read.insert(reference->var);
        });
      }
    }
    return read;
  }

  ir::Var* copyBefore(ir::Var& original, support::Loc loc, std::vector<ir::Stmt*>& out) {
    ir::Var* copy = ir::newVar(module_, function_, original.cpp_name, ir::VarKind::Local, original.type, loc);
    copy->python_name = original.python_name;
    auto* assign = module_.make<ir::Assign>(loc);
    assign->target = copy;
    assign->value = ir::variable(module_, &original, loc);
    out.push_back(assign);
    return copy;
  }

  static void replace(ir::Region& region, const ir::Var* var, ir::Var* copy) {
    ir::forEachExpr(*region.body, [&](ir::Expr& expr) {
      if (auto* reference = ir::as<ir::VarRef>(&expr); reference && reference->var == var) reference->var = copy;
    });
    ir::forEachStmt(*region.body, [&](ir::Stmt& stmt) {
      auto* inner = ir::as<ir::Region>(&stmt);
      if (!inner) return;
      for (ir::SharedVar& shared : inner->facts->sharing) {
        if (shared.original == var) shared.original = copy;
        if (shared.var == var) shared.var = copy;
      }
    });
  }

  ir::Module& module_;
  ir::Function& function_;
};

} // namespace

void shareByValue(ir::Module& module) {
  for (ir::Function* function : module.functions) {
    std::unordered_set<const ir::Var*> changing = writtenInRegions(*function);
    ir::forEachStmt(*function->body, [&](ir::Stmt& stmt) {
      auto* region = ir::as<ir::Region>(&stmt);
      if (region && region->body && copies(*region)) shareRegion(*region, changing);
    });
    TaskloopCopies(module, *function).run();
  }
}

} // namespace pyompcc::transform
