// lib/transform/loop_followers.cpp
//
// Looks for the pattern of a filter in place.
#include "lib/transform/loop_followers.h"

#include "lib/ir/builder.h"
#include "lib/ir/walk.h"

#include <unordered_set>

namespace pyompcc::transform {
namespace {

// The variable that a block increases by 1 as its last action, looking into the last `if`.
const ir::Var* increasedLast(const ir::Block& block, const ir::Stmt** where) {
  if (block.stmts.empty()) return nullptr;
  const ir::Stmt* last = block.stmts.back();
  if (const auto* choice = ir::as<ir::If>(last); choice && !choice->else_block) {
    return increasedLast(*choice->then_block, where);
  }
  const auto* update = ir::as<ir::Update>(last);
  const auto* target = update ? ir::as<ir::VarRef>(update->target) : nullptr;
  const std::int64_t* step = update ? ir::constantInt(update->value) : nullptr;
  if (!target || !step || *step != 1 || update->op != ir::BinaryOp::Add) return nullptr;
  *where = last;
  return target->var;
}

struct Writes {
  const ir::Assign* assignment = nullptr;
  int count = 0;
};

} // namespace

LoopFollowers findLoopFollowers(const ir::Function& function) {
  std::unordered_map<const ir::Var*, Writes> writes;
  std::unordered_set<const ir::Var*> copied;
  ir::forEachVar(*function.body, [&](const ir::Var& var, ir::Access access) {
    if (access != ir::Access::Read) ++writes[&var].count;
  });
  ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
    if (const auto* assign = ir::as<ir::Assign>(&stmt)) writes[assign->target].assignment = assign;
    if (const auto* region = ir::as<ir::Region>(&stmt)) {
      for (const ir::SharedVar& shared : region->facts->sharing) {
        copied.insert(shared.var);
        if (shared.original) copied.insert(shared.original);
      }
    }
  });
  LoopFollowers result;
  ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
    const auto* loop = ir::as<ir::For>(&stmt);
    const std::int64_t* step = loop ? ir::constantInt(loop->step) : nullptr;
    if (!step || *step != 1) return;
    const ir::Stmt* update = nullptr;
    const ir::Var* var = increasedLast(*loop->body, &update);
    if (!var || copied.contains(var)) return;
    const Writes& facts = writes[var];
    if (facts.count != 2 || !facts.assignment || !ir::sameExpr(facts.assignment->value, loop->start)) return;
    // The start must still have the value that the counter got, and the loop must run once for each assignment.
    const auto* start = ir::as<ir::VarRef>(loop->start);
    bool parameter = start && start->var->kind == ir::VarKind::Parameter && !writes.contains(start->var);
    bool once = start && writes.contains(start->var) && writes[start->var].count == 1;
    if (!parameter && !once && !ir::constantInt(loop->start)) return;
    result.emplace(var, loop);
  });
  // A loop inside another would go on counting where it stopped, unless the assignment stands before it in its block.
  ir::forEachBlock(*function.body, [&](const ir::Block& block) {
    std::unordered_set<const ir::Var*> assigned;
    for (const ir::Stmt* stmt : block.stmts) {
      if (const auto* assign = ir::as<ir::Assign>(stmt)) assigned.insert(assign->target);
      std::erase_if(result, [&](const auto& entry) { return entry.second == stmt && !assigned.contains(entry.first); });
    }
  });
  return result;
}

} // namespace pyompcc::transform
