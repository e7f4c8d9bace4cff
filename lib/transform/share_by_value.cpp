// lib/transform/share_by_value.cpp
//
// Finds the variables that a region reads and does not write.
#include "lib/transform/share_by_value.h"

#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <unordered_set>

namespace pyompcc::transform {
namespace {

bool copies(const ir::Region& region) {
  omp::DirectiveKind kind = region.facts->directive->kind;
  bool takes = omp::allowed(kind, omp::ClauseKind::Firstprivate);
  return takes && (omp::isParallel(kind) || omp::isTaskGenerating(kind));
}

void shareRegion(ir::Region& region) {
  std::unordered_set<const ir::Var*> written;
  std::unordered_set<const ir::Var*> inside;
  std::vector<ir::Var*> read;
  ir::forEachStmt(*region.body, [&](ir::Stmt& stmt) {
    if (auto* loop = ir::as<ir::For>(&stmt)) inside.insert(loop->index);
    if (auto* inner = ir::as<ir::Region>(&stmt)) {
      for (const ir::SharedVar& shared : inner->facts->sharing) {
        if (shared.sharing == ir::Sharing::Shared) continue;
        if (shared.var != shared.original) inside.insert(shared.var);
        if (shared.original && shared.sharing != ir::Sharing::FirstPrivate) written.insert(shared.original);
      }
    }
  });
  ir::forEachVar(*region.body, [&](ir::Var& var, ir::Access access) {
    if (access != ir::Access::Read) written.insert(&var);
    if (var.kind == ir::VarKind::Constant || var.kind == ir::VarKind::Raised) return;
    if (std::ranges::find(read, &var) == read.end()) read.push_back(&var);
  });
  std::erase_if(region.facts->sharing, [&](const ir::SharedVar& shared) {
    bool movable = shared.sharing == ir::Sharing::Shared && shared.reason != ir::SharingReason::Clause;
    return movable && !written.contains(shared.var) && std::ranges::find(read, shared.var) != read.end();
  });
  for (ir::Var* var : read) {
    bool listed =
        std::ranges::any_of(region.facts->sharing, [&](const ir::SharedVar& shared) { return shared.var == var; });
    if (listed || written.contains(var) || inside.contains(var)) continue;
    region.facts->sharing.push_back({var, var, ir::Sharing::FirstPrivate, ir::SharingReason::ReadOnly, {}});
  }
}

} // namespace

void shareByValue(ir::Module& module) {
  for (ir::Function* function : module.functions) {
    ir::forEachStmt(*function->body, [&](ir::Stmt& stmt) {
      auto* region = ir::as<ir::Region>(&stmt);
      if (region && region->body && copies(*region)) shareRegion(*region);
    });
  }
}

} // namespace pyompcc::transform
