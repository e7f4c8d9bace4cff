// lib/transform/guard_team.cpp
//
// Guards of what all threads of a team go through: pieces of code between constructs, and what the threads agree on.
#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/walk.h"
#include "lib/transform/await_tasks.h"
#include "lib/transform/find_team_functions.h"
#include "lib/transform/region_guarding.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <span>
#include <utility>

namespace pyompcc::transform {

// The body of a parallel region, or of a function that a team calls. Where several parts may raise, each thread
// counts the constructs that it has gone through: what was raised in an earlier part comes first.
void RegionGuarding::guardTeamBody(ir::Block& block, ir::Var* raised, bool in_hoisted) {
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
bool RegionGuarding::mayDisagree(const ir::Block& block) {
  Vars made;
  bool found = false;
  forEachOfTeam(block, [&](ir::Stmt& stmt) {
    if (!staysBare(stmt) && raises(stmt) != Raises::Never) addWritten(stmt, made);
  });
  forEachOfTeam(block, [&](ir::Stmt& stmt) { found |= staysBare(stmt) && headReads(stmt, made); });
  return found;
}

void RegionGuarding::addWritten(const ir::Stmt& stmt, Vars& made) {
  ir::forEachVar(stmt, [&](const ir::Var& var, ir::Access access) {
    if (access != ir::Access::Read) made.insert(&var);
  });
}

// What decides which way a thread takes, or how many rounds a team divides.
bool RegionGuarding::headReads(ir::Stmt& stmt, const Vars& made) {
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
bool RegionGuarding::jumps(const ir::Stmt& stmt) {
  if (stmt.kind == ir::StmtKind::Break || stmt.kind == ir::StmtKind::Continue) return true;
  if (stmt.kind == ir::StmtKind::For || stmt.kind == ir::StmtKind::While || stmt.kind == ir::StmtKind::ForEach ||
      stmt.kind == ir::StmtKind::Region || stmt.kind == ir::StmtKind::Try) {
    return false;
  }
  bool found = false;
  ir::forEachChildBlock(stmt, [&](const ir::Block& block) { found |= std::ranges::any_of(block.stmts, jumpsAt); });
  return found;
}

bool RegionGuarding::jumpsAt(const ir::Stmt* stmt) { return jumps(*stmt); }

// No lambda may hold it.
bool RegionGuarding::staysBare(ir::Stmt& stmt) { return containsTeamConstruct(stmt) || jumps(stmt); }

// Can a construct of the team, or what stands before it, raise, and something behind it too? `before`: whether code
// before the block can raise, afterwards whether the block can too; `behind`: whether code behind it can.
bool RegionGuarding::raisesInParts(const ir::Block& block, bool& before, bool behind) {
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

ir::Expr* RegionGuarding::part(support::Loc loc) { return part_ ? ir::variable(module_, part_, loc) : nullptr; }

ir::Stmt* RegionGuarding::nextPart(support::Loc loc) { return nextOf(part_, loc); }

// Runs of ordinary statements are guarded, constructs of the team stay bare.
void RegionGuarding::guardPieces(ir::Block& block, ir::Var* raised, bool in_hoisted, bool forced) {
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
RegionGuarding::Vars RegionGuarding::doubtfulWith(const Stmts& piece, bool forced) const {
  Vars made = doubtful_;
  if (forced || anyRaises(piece)) {
    for (const ir::Stmt* stmt : piece) addWritten(*stmt, made);
  }
  return made;
}

// Threads that failed to compute what a condition or a bound needs would go another way than others: all meet, and
// nobody goes there where one failed.
//     if (t < n) B    becomes    ++part; barrier; failed = ended; if (!failed) { if (t < n) B }
void RegionGuarding::guardAgreed(ir::Stmt* stmt, ir::Var* raised, bool in_hoisted, Stmts& out) {
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
bool RegionGuarding::endsByFailure(const ir::Stmt& stmt) {
  return (stmt.kind == ir::StmtKind::For || stmt.kind == ir::StmtKind::While) && raises(stmt) != Raises::Never;
}

const std::vector<ir::Stmt*>& RegionGuarding::roundOf(const ir::Stmt& loop) {
  const auto* counted = ir::as<ir::For>(&loop);
  return counted ? counted->body->stmts : ir::as<ir::While>(&loop)->body->stmts;
}

// Does nothing raise in a round behind the last construct at whose end the threads meet?
bool RegionGuarding::meetsAtEnd(const ir::Stmt& loop) {
  for (const ir::Stmt* stmt : roundOf(loop) | std::views::reverse) {
    const auto* region = ir::as<ir::Region>(stmt);
    if (region && meetsTeam(*region) && waits(*region)) return true;
    if (raises(*stmt) != Raises::Never) return false;
  }
  return false;
}

// The rounds end in all threads where one has failed; a loop that counts ends anyway, and no barrier is worth it.
void RegionGuarding::endTogether(ir::Stmt& loop, bool meets, ir::Var* raised) {
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

bool RegionGuarding::waits(const ir::Region& region) {
  return kindOf(region) == omp::DirectiveKind::Barrier || !region.facts->directive->has(omp::ClauseKind::Nowait);
}

ir::Expr* RegionGuarding::ended(ir::Var* raised, support::Loc loc) {
  ir::Expr* result = stopped(raised, loc);
  static_cast<ir::Stopped*>(result)->ended = true;
  return result;
}

bool RegionGuarding::raisesInHead(const ir::Stmt& stmt) {
  const auto* choice = ir::as<ir::If>(&stmt);
  const auto* loop = ir::as<ir::While>(&stmt);
  return (choice && raises(*choice->condition) != Raises::Never) || (loop && raises(*loop->condition) != Raises::Never);
}

// Constructs of the team stand under a condition that one thread may fail to compute: then no thread goes there. What
// was raised is looked at between two barriers, where nobody raises, so that all see the same.
ir::Var* RegionGuarding::agree(ir::Var* raised, support::Loc loc, Stmts& out) {
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
void RegionGuarding::agreeOnValues(const Stmts& values, ir::Var* raised, Stmts& out) {
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
void RegionGuarding::agreeOn(ir::If& choice, ir::Var* raised, Stmts& out) {
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
void RegionGuarding::agreeInRounds(ir::While& loop, ir::Var* raised, bool in_hoisted) {
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

ir::Stmt* RegionGuarding::barrier(support::Loc loc) {
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

ir::Stmt* RegionGuarding::guardAlways(ir::Stmt& stmt, const ir::Call& call, ir::Var* raised) {
  auto* guard = module_.make<ir::Guard>(call.loc);
  guard->raised = raised;
  guard->part = part(call.loc);
  guard->always = true;
  guard->body = module_.makeBlock();
  guard->body->stmts = {&stmt};
  return guard;
}

} // namespace pyompcc::transform
