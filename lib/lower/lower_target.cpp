// lib/lower/lower_target.cpp
//
// Constructs for devices and leagues of teams, which the host executes: what is left of a directive without `target`
// and, where there is one team, without `teams` and `distribute`; and checks that a device could do the same.
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"
#include "lib/omp/tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::lower {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

bool isKept(const omp::Clause& clause, DirectiveKind host) {
  if (clause.kind == ClauseKind::If && clause.directive_name && !omp::hasLeaf(host, *clause.directive_name))
    return false;
  // Of the host's thread that waits for the device; the other constructs of a combined one end with their threads.
  if (clause.kind == ClauseKind::Nowait || clause.kind == ClauseKind::Depend) return false;
  // A loop of the only team is one of its threads.
  if (clause.kind == ClauseKind::Bind) return false;
  return omp::allowed(host, clause.kind);
}

// Text, containers and what is made of them.
bool isForHostOnly(ir::Type type) {
  bool of_those = sema::isContainer(type) || sema::isView(type) || sema::isText(type) ||
                  type->kind == sema::TypeKind::Bytes || type->kind == sema::TypeKind::Iterator;
  return of_those || (sema::isTuple(type) && std::ranges::any_of(type->elements, isForHostOnly));
}

} // namespace

// Without `num_teams` a host makes one team (OpenMP 5.2 section 10.2 leaves it to us). Then `teams` and `distribute` do
// nothing, and their constructs may run inside of parallel regions too, which LLVM's runtime does not bear.
bool FunctionLowering::isOneTeam(const sema::Region& region) const {
  const sema::Region* teams = &region;
  while (!omp::hasLeaf(teams->directive->kind, DirectiveKind::Teams)) {
    if (teams->parent < 0) return false;
    teams = &info_.regions[static_cast<std::size_t>(teams->parent)];
  }
  return !teams->directive->has(ClauseKind::NumTeams);
}

// The construct that the host executes; none where only the block is left.
std::optional<DirectiveKind> FunctionLowering::hostKind(const sema::Region& region) const {
  DirectiveKind kind = region.directive->kind;
  std::vector<DirectiveKind> in_order = leavesInOrder(region);
  if (in_order.size() != omp::leafConstructs(kind).size()) return omp::combined(in_order);
  std::optional<DirectiveKind> host = omp::withoutTarget(kind);
  if (!host || !isOneTeam(region)) return host;
  std::vector<DirectiveKind> leaves;
  const sema::Region* around = region.parent < 0 ? nullptr : &info_.regions[static_cast<std::size_t>(region.parent)];
  bool in_teams = around && omp::leafConstructs(around->directive->kind).back() == DirectiveKind::Teams;
  for (DirectiveKind leaf : omp::leafConstructs(*host)) {
    if (leaf == DirectiveKind::Teams || leaf == DirectiveKind::Distribute) continue;
    bool of_teams = leaf == DirectiveKind::Loop &&
                    (in_teams || kind == DirectiveKind::TeamsLoop || kind == DirectiveKind::TargetTeamsLoop);
    // The iterations of `loop` may run side by side, so the team's threads share them.
    if (of_teams) leaves.push_back(DirectiveKind::Parallel);
    leaves.push_back(leaf);
  }
  return omp::combined(leaves);
}

// The directive without what the host has no use for; as it was written where it needs all.
const omp::Directive* FunctionLowering::hostDirective(const sema::Region& region) {
  std::optional<DirectiveKind> host = hostKind(region);
  bool in_order = host && (runsInOrder(region) ||
                           leavesInOrder(region).size() != omp::leafConstructs(region.directive->kind).size());
  if (in_order || (host == DirectiveKind::Ordered && !region.directive->clauses.empty())) {
    return directiveInOrder(region, *host);
  }
  if (!host || host == region.directive->kind) return region.directive;
  omp::Directive directive = *region.directive;
  directive.kind = *host;
  std::erase_if(directive.clauses, [&](const omp::Clause& clause) { return !isKept(clause, *host); });
  return ir_.keepDirective(std::move(directive));
}

//     with openmp("target map(tofrom: a)"): B                        B
//     with openmp("target parallel for depend(in: x)"): L            #pragma omp taskwait depend(in : x)
//                                                                    #pragma omp parallel for
void FunctionLowering::lowerOnHost(const sema::Region& region, std::span<ast::Stmt* const> body) {
  evaluateDropped(region);
  awaitDependences(region);
  std::size_t first = block_->stmts.size();
  if (hostKind(region)) {
    lowerConstruct(region, body);
  } else if (hasCopies(region)) {
    // In a block of its own, where the copies are variables of their own.
    auto* scope = ir_.make<ir::Scope>(loc(*region.stmt));
    scope->body = blockOf([&] {
      copyIn(region);
      lowerInto(block_, body);
      copyOut(region);
    });
    append(scope);
  } else {
    lowerInto(block_, body);
  }
  if (!omp::hasLeaf(region.directive->kind, DirectiveKind::Target)) return;
  ir::Block made;
  made.stmts.assign(block_->stmts.begin() + static_cast<std::ptrdiff_t>(first), block_->stmts.end());
  checkDeviceCode(region, made);
}

bool FunctionLowering::hasCopies(const sema::Region& region) const {
  return std::ranges::any_of(region.sharing, [](const sema::SharingEntry& entry) {
    return entry.sharing != sema::Sharing::Shared && entry.inside && entry.inside != entry.outside;
  });
}

// A team has as many threads as the processors allow to each.
ir::Expr* FunctionLowering::limitOfTeams(const sema::Region& region, ir::Expr* limit) {
  for (std::size_t i = 0; i < region.directive->clauses.size(); ++i) {
    if (region.directive->clauses[i].kind != ClauseKind::NumTeams || region.clause_exprs[i].empty()) continue;
    ir::Type int_type = context_.types.integer();
    ir::Expr* teams = lowerAs(*region.clause_exprs[i].back(), int_type);
    return runtimeCall(ir::RuntimeFunction::ThreadLimit, int_type, {limit, teams}, limit->loc);
  }
  return limit;
}

// The copies of a region that is no construct of the host. A reduction goes on with the original's value; a last value
// does so too, which stays where there are no iterations.
void FunctionLowering::copyIn(const sema::Region& region) {
  for (const sema::SharingEntry& entry : region.sharing) {
    bool copied = entry.inside && entry.outside && entry.sharing != sema::Sharing::Private;
    if (!copied || entry.inside == entry.outside) continue;
    assign(var(entry.inside), reference(var(entry.outside), entry.loc), entry.loc);
    ir::Var* inside = boundFlag(entry.inside);
    ir::Var* outside = boundFlag(entry.outside);
    if (inside && outside) assign(inside, reference(outside, entry.loc), entry.loc);
  }
}

void FunctionLowering::copyOut(const sema::Region& region) {
  for (const sema::SharingEntry& entry : region.sharing) {
    bool copied = entry.sharing == sema::Sharing::Reduction || entry.sharing == sema::Sharing::LastPrivate ||
                  entry.sharing == sema::Sharing::FirstLastPrivate;
    if (!copied || !entry.inside || !entry.outside || entry.inside == entry.outside) continue;
    assign(var(entry.outside), reference(var(entry.inside), entry.loc), entry.loc);
    ir::Var* inside = boundFlag(entry.inside);
    ir::Var* outside = boundFlag(entry.outside);
    if (inside && outside) assign(outside, reference(inside, entry.loc), entry.loc);
  }
}

// Which device it is does not matter, but the value may raise.
void FunctionLowering::evaluateDropped(const sema::Region& region) {
  std::optional<DirectiveKind> host = hostKind(region);
  for (std::size_t i = 0; i < region.directive->clauses.size() && i < region.clause_exprs.size(); ++i) {
    const omp::Clause& clause = region.directive->clauses[i];
    bool has_value = clause.kind == ClauseKind::If || clause.kind == ClauseKind::Device ||
                     clause.kind == ClauseKind::DistSchedule || clause.kind == ClauseKind::ThreadLimit;
    if (!has_value || (host && isKept(clause, *host))) continue;
    for (const ast::Expr* expr : region.clause_exprs[i]) {
      ir::Expr* value = expr ? lowerClauseValue(clause.kind, *expr) : nullptr;
      bool simple = !value || value->kind == ir::ExprKind::VarRef || ir::constantInt(value) ||
                    value->kind == ir::ExprKind::BoolConst;
      if (!simple) evaluate(value);
    }
  }
}

// The construct runs at once, so what it depends on has to be finished; what depends on it comes behind.
void FunctionLowering::awaitDependences(const sema::Region& region) {
  omp::Directive wait;
  wait.kind = DirectiveKind::Taskwait;
  wait.loc = region.directive->loc;
  std::vector<std::size_t> from;
  for (std::size_t i = 0; i < region.directive->clauses.size(); ++i) {
    if (region.directive->clauses[i].kind != ClauseKind::Depend) continue;
    wait.clauses.push_back(region.directive->clauses[i]);
    from.push_back(i);
  }
  if (from.empty()) return;
  auto* stmt = ir_.make<ir::Region>(loc(*region.stmt));
  stmt->facts = ir_.makeRegionFacts();
  stmt->facts->directive = ir_.keepDirective(std::move(wait));
  for (std::size_t k = 0; k < from.size(); ++k) {
    ir::RegionClause clause{&stmt->facts->directive->clauses[k], {}};
    for (const ast::Expr* expr : region.clause_exprs[from[k]]) {
      if (expr) clause.values.push_back(lowerClauseValue(ClauseKind::Depend, *expr));
    }
    stmt->facts->clauses.push_back(std::move(clause));
  }
  append(stmt);
}

// A device has numbers, arrays and tuples of numbers; texts, containers and Python's output are the host's. The text of
// an exception is made where it is raised, which is on the host.
void FunctionLowering::checkDeviceCode(const sema::Region& region, const ir::Block& body) {
  bool found = false;
  auto report = [&](support::Loc place, std::string_view what) {
    if (!std::exchange(found, true)) {
      context_.emitter.report(place, diag::HostOnly, what, omp::spelling(region.directive->kind));
    }
  };
  ir::forEachStmt(body, [&](const ir::Stmt& stmt) {
    if (stmt.kind == ir::StmtKind::Raise) return;
    const auto* assign = ir::as<ir::Assign>(&stmt);
    if (assign && isForHostOnly(assign->target->type)) {
      report(stmt.loc, fmt::format("a value of type `{}`", typeName(assign->target->type)));
    }
    ir::forEachChild(stmt, [&](const ir::Expr* child) {
      ir::forEachExpr(*child, [&](const ir::Expr& expr) {
        const auto* call = ir::as<ir::RuntimeCall>(&expr);
        if (call && call->callee == ir::RuntimeFunction::Print) report(expr.loc, "`print`");
        if (isForHostOnly(expr.type) && expr.kind != ir::ExprKind::StrConst)
          report(expr.loc, fmt::format("a value of type `{}`", typeName(expr.type)));
      });
    });
  });
}

} // namespace pyompcc::lower
