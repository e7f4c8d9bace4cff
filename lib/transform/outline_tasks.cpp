// lib/transform/outline_tasks.cpp
//
// Finds the last statement that may return before the first task.
#include "lib/transform/outline_tasks.h"

#include "lib/ir/walk.h"

#include <algorithm>

namespace pyompcc::transform {
namespace {

bool contains(const ir::Stmt& stmt, ir::StmtKind kind) {
  bool found = false;
  ir::forEachStmt(stmt, [&](const ir::Stmt& inner) { found |= inner.kind == kind; });
  return found;
}

void outline(ir::Module& module, ir::Function& function) {
  std::vector<ir::Stmt*>& stmts = function.body->stmts;
  auto construct =
      std::ranges::find_if(stmts, [](const ir::Stmt* stmt) { return contains(*stmt, ir::StmtKind::Region); });
  auto rest = construct;
  while (rest != stmts.begin() && !contains(**std::prev(rest), ir::StmtKind::Return)) --rest;
  if (construct == stmts.end() || rest == stmts.begin()) return;
  auto* out_of_line = module.make<ir::OutOfLine>((*rest)->loc);
  out_of_line->body = module.makeBlock();
  out_of_line->body->stmts.assign(rest, stmts.end());
  stmts.erase(rest, stmts.end());
  stmts.push_back(out_of_line);
}

} // namespace

void outlineTasks(ir::Module& module) {
  for (ir::Function* function : module.functions) {
    if (function->recursive) outline(module, *function);
  }
}

} // namespace pyompcc::transform
