// lib/transform/find_team_functions.cpp
//
// Goes round the calls until nothing changes, then looks where each function returns.
#include "lib/transform/find_team_functions.h"

#include "lib/diag/rows/lower.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/transform/infer_raising.h"

#include <unordered_set>
#include <vector>

namespace pyompcc::transform {
namespace {

omp::DirectiveKind kindOf(const ir::Region& region) { return region.facts->directive->kind; }

const ir::Return* returnIn(const ir::Stmt& stmt) {
  const ir::Return* found = nullptr;
  ir::forEachStmt(stmt, [&](const ir::Stmt& inner) {
    if (const auto* result = ir::as<ir::Return>(&inner)) found = result;
  });
  return found;
}

// A construct of the team, or a call of a function that meets one, outside of any parallel region and task.
bool meetsTeamIn(const ir::Block& body) {
  std::vector<const ir::Block*> blocks{&body};
  while (!blocks.empty()) {
    const ir::Block* block = blocks.back();
    blocks.pop_back();
    for (ir::Stmt* stmt : block->stmts) {
      const auto* region = ir::as<ir::Region>(stmt);
      if (region && (omp::startsThreads(kindOf(*region)) || omp::isTaskGenerating(kindOf(*region)))) continue;
      bool meets = region && meetsTeam(*region);
      ir::forEachChild(*stmt, [&](ir::Expr*& child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          const auto* call = ir::as<ir::Call>(&expr);
          meets |= call && call->callee->meets_team;
        });
      });
      if (meets) return true;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { blocks.push_back(&inner); });
    }
  }
  return false;
}

const ir::Return* lastReturn(const ir::Function& function, std::size_t& place, std::size_t end) {
  const ir::Return* found = nullptr;
  for (std::size_t i = 0; i < end; ++i) {
    const ir::Return* result = returnIn(*function.body->stmts[i]);
    if (!result) continue;
    found = result;
    place = i;
  }
  return found;
}

// Conditions that one thread may fail to compute, where the others go on to a construct of the team.
void checkConditions(ir::Function& function, diag::Emitter& emitter) {
  ir::forEachStmt(*function.body, [&](ir::Stmt& stmt) {
    auto* choice = ir::as<ir::If>(&stmt);
    auto* loop = ir::as<ir::While>(&stmt);
    const ir::Expr* condition = choice ? choice->condition : loop ? loop->condition : nullptr;
    if (!condition || raises(*condition) == Raises::Never) return;
    bool meets = false;
    ir::forEachChildBlock(stmt, [&](ir::Block& inner) { meets |= meetsTeamIn(inner); });
    if (meets) emitter.report(condition->loc, diag::ConditionBeforeTeam, function.python_name);
  });
}

std::size_t endOfTeam(ir::Function& function) {
  std::vector<ir::Stmt*>& stmts = function.body->stmts;
  std::size_t end = stmts.size();
  while (end > 0 && !containsTeamConstruct(*stmts[end - 1])) --end;
  return end;
}

} // namespace

bool meetsTeam(const ir::Region& region) {
  omp::DirectiveKind kind = kindOf(region);
  return !omp::startsThreads(kind) && (omp::isWorksharing(kind) || kind == omp::DirectiveKind::Barrier);
}

ir::Call* teamCall(ir::Stmt& stmt) {
  ir::Call* found = nullptr;
  ir::forEachExpr(stmt, [&](ir::Expr& expr) {
    auto* call = ir::as<ir::Call>(&expr);
    if (call && call->callee->meets_team) found = call;
  });
  return found;
}

bool containsTeamConstruct(ir::Stmt& stmt) {
  bool found = teamCall(stmt) != nullptr;
  ir::forEachStmt(stmt, [&](const ir::Stmt& inner) {
    const auto* region = ir::as<ir::Region>(&inner);
    found |= region && meetsTeam(*region);
  });
  return found;
}

std::optional<TeamBody> teamBody(ir::Function& function) {
  TeamBody body;
  body.end = endOfTeam(function);
  std::size_t place = 0;
  if (!lastReturn(function, place, body.end)) return body;
  for (std::size_t i = 0; i <= place; ++i) {
    if (raises(*function.body->stmts[i]) != Raises::Never) return std::nullopt;
  }
  body.begin = place + 1;
  return body;
}

void markTeamFunctions(ir::Module& module) {
  for (bool changed = true; changed;) {
    changed = false;
    for (ir::Function* function : module.functions) {
      bool meets = function->meets_team || meetsTeamIn(*function->body);
      changed |= meets != function->meets_team;
      function->meets_team = meets;
    }
  }
}

void findTeamFunctions(ir::Module& module, diag::Emitter& emitter) {
  markTeamFunctions(module);
  // What only Python calls has a team of one thread.
  std::unordered_set<const ir::Function*> called;
  for (ir::Function* function : module.functions) {
    ir::forEachExpr(*function->body, [&](const ir::Expr& expr) {
      if (const auto* call = ir::as<ir::Call>(&expr)) called.insert(call->callee);
    });
  }
  for (ir::Function* function : module.functions) {
    if (!function->meets_team || !called.contains(function)) continue;
    checkConditions(*function, emitter);
    if (teamBody(*function)) continue;
    std::size_t place = 0;
    const ir::Return* result = lastReturn(*function, place, endOfTeam(*function));
    emitter.report(result->loc, diag::ReturnBeforeTeam, function->python_name);
  }
}

} // namespace pyompcc::transform
