// lib/transform/guard_regions.cpp
//
// Wraps bodies in guards, from the outermost construct inwards.
#include "lib/transform/guard_regions.h"

#include "lib/ir/builder.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/transform/infer_raising.h"

#include <algorithm>

namespace pyompcc::transform {
namespace {

omp::DirectiveKind kindOf(const ir::Region& region) { return region.facts->directive->kind; }

bool isTask(const ir::Region& region) { return omp::hasLeaf(kindOf(region), omp::DirectiveKind::Task); }

/// Does every thread of the team have to reach the construct?
bool meetsTeam(const ir::Region& region) {
  omp::DirectiveKind kind = kindOf(region);
  return !omp::isParallel(kind) && (omp::isWorksharing(kind) || kind == omp::DirectiveKind::Barrier);
}

bool containsTeamConstruct(const ir::Stmt& stmt) {
  bool found = false;
  ir::forEachStmt(stmt, [&](const ir::Stmt& inner) {
    const auto* region = ir::as<ir::Region>(&inner);
    found |= region && meetsTeam(*region);
  });
  return found;
}

/// What happened before a construct in the same region: whether it may have failed to make what the construct needs,
/// and a variable that says so, where the construct is a loop that cannot raise.
struct Before {
  bool may_fail = false;
  ir::Var* failed = nullptr;
};

class RegionGuarding {
 public:
  RegionGuarding(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}

  void run() { guardOutside(*function_.body, false); }

 private:
  using Stmts = std::vector<ir::Stmt*>;

  // Code outside of any construct.
  void guardOutside(ir::Block& block, bool in_hoisted) {
    Stmts out;
    ir::Var* tasks_raised = nullptr;
    bool waiting = false;
    for (ir::Stmt* stmt : block.stmts) {
      auto* region = ir::as<ir::Region>(stmt);
      if (region && isTask(*region)) {
        liftClauses(*region, out);
        if (region->body && raises(*region->body) != Raises::Never) {
          if (!tasks_raised) tasks_raised = declareRaised(stmt->loc, out);
          guardRegion(*region, tasks_raised, in_hoisted);
          waiting = true;
        }
        out.push_back(stmt);
        continue;
      }
      if (region && kindOf(*region) == omp::DirectiveKind::Taskwait && tasks_raised) {
        out.push_back(stmt);
        out.push_back(rethrow(tasks_raised, stmt->loc));
        waiting = false;
        continue;
      }
      bool construct = region || (stmt->kind == ir::StmtKind::Hoisted && isConstruct(*static_cast<ir::Hoisted*>(stmt)));
      if (!construct) {
        if (waiting && stmt->kind == ir::StmtKind::Return) waitFor(tasks_raised, stmt->loc, out, waiting);
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
      guardOutermost(*stmt, out, in_hoisted);
    }
    if (waiting) waitFor(tasks_raised, function_.loc, out, waiting);
    block.stmts = std::move(out);
  }

  // A variable for exceptions is declared where some part may raise, or where several reductions may overflow.
  void guardOutermost(ir::Stmt& stmt, Stmts& out, bool in_hoisted) {
    std::vector<ir::Expr*> reduced = takeReduced(stmt);
    ir::Var* raised = nullptr;
    if (reduced.size() > 1 || raises(stmt) != Raises::Never) {
      raised = declareRaised(stmt.loc, out);
      guardConstruct(stmt, raised, in_hoisted);
    }
    out.push_back(&stmt);
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
        if (ir::mayOverflowCombined(shared) && !known) {
          reduced.push_back(ir::variable(module_, shared.original, stmt.loc));
        }
      }
    }
    ir::forEachChildBlock(stmt, [&](ir::Block& block) {
      for (ir::Stmt* inner : block.stmts) collectReduced(*inner, reduced, regions_around);
    });
  }

  // Tasks must have ended before the variable that keeps their exceptions goes.
  void waitFor(ir::Var* raised, support::Loc loc, Stmts& out, bool& waiting) {
    auto* wait = module_.make<ir::Region>(loc);
    wait->facts = module_.makeRegionFacts();
    static const omp::Directive Taskwait = [] {
      omp::Directive directive;
      directive.kind = omp::DirectiveKind::Taskwait;
      return directive;
    }();
    wait->facts->directive = &Taskwait;
    out.push_back(wait);
    out.push_back(rethrow(raised, loc));
    waiting = false;
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

  void guardRegion(ir::Region& region, ir::Var* raised, bool in_hoisted, Before before = {}) {
    if (!region.body) return;
    bool can_raise = raises(*region.body) != Raises::Never;
    if (!can_raise && !before.may_fail && !region.facts->polled) return;
    region.facts->raised = raised;
    omp::Association association = omp::association(*region.facts->directive);
    if (association == omp::Association::Loop) {
      ir::For* loop = ir::associatedLoop(region);
      if (!loop) return;
      if (can_raise) guardLoop(*loop, raised, in_hoisted || region.body->stmts.front()->kind == ir::StmtKind::Hoisted);
      if (region.facts->polled) {
        skipRounds(*loop, stopped(raised, loop->loc));
      } else if (!can_raise && before.failed) {
        skipRounds(*loop, ir::variable(module_, before.failed, loop->loc));
      }
    } else if (omp::isParallel(kindOf(region)) || kindOf(region) == omp::DirectiveKind::Sections) {
      guardPieces(*region.body, raised, in_hoisted);
    } else {
      guardWhole(*region.body, nullptr, raised, in_hoisted);
    }
  }

  ir::Expr* stopped(ir::Var* raised, support::Loc loc) {
    auto* result = module_.make<ir::Stopped>(types_.boolean(), loc);
    result->raised = raised;
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

  // The iterations of an associated loop, in the order of the loop.
  void guardLoop(ir::For& loop, ir::Var* raised, bool in_hoisted) {
    ir::Expr* order = ir::variable(module_, loop.index, loop.loc);
    const std::int64_t* step = ir::constantInt(loop.step);
    if (step && *step < 0) {
      auto* negative = module_.make<ir::Unary>(types_.integer(), loop.loc);
      negative->op = ir::UnaryOp::Negate;
      negative->operand = order;
      order = negative;
    }
    guardWhole(*loop.body, order, raised, in_hoisted);
  }

  void guardWhole(ir::Block& block, ir::Expr* order, ir::Var* raised, bool in_hoisted) {
    Raises what = raises(block);
    guardInside(block, raised, in_hoisted);
    auto* guard = module_.make<ir::Guard>(block.stmts.empty() ? function_.loc : block.stmts.front()->loc);
    guard->raised = raised;
    guard->order = order;
    guard->hoisted = in_hoisted && what == Raises::Exact;
    guard->body = module_.makeBlock();
    guard->body->stmts = std::move(block.stmts);
    block.stmts = {guard};
  }

  // Constructs inside a guarded body have bodies of their own that an exception may not leave; behind them it goes on
  // its way to the guard.
  void guardInside(ir::Block& block, ir::Var* raised, bool in_hoisted) {
    Stmts out;
    for (ir::Stmt* stmt : block.stmts) {
      if (auto* region = ir::as<ir::Region>(stmt)) {
        liftClauses(*region, out);
        bool own = raises(*region) != Raises::Never;
        std::vector<ir::Expr*> reduced = takeReduced(*region);
        guardRegion(*region, raised, in_hoisted);
        out.push_back(stmt);
        bool waits =
            kindOf(*region) == omp::DirectiveKind::Taskwait || kindOf(*region) == omp::DirectiveKind::Taskgroup;
        if ((own && !isTask(*region)) || waits) out.push_back(rethrow(raised, stmt->loc, reduced));
        continue;
      }
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
        guardInside(inner, raised, in_hoisted || stmt->kind == ir::StmtKind::Hoisted);
      });
      out.push_back(stmt);
    }
    block.stmts = std::move(out);
  }

  // The body of a parallel region: runs of ordinary statements are guarded, constructs of the team stay bare.
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
    };
    for (ir::Stmt* stmt : block.stmts) {
      if (!containsTeamConstruct(*stmt)) {
        piece.push_back(stmt);
        continue;
      }
      liftHead(*stmt, piece);
      flush();
      if (auto* region = ir::as<ir::Region>(stmt)) {
        Before before{forced, forced ? askBefore(*stmt, raised, out) : nullptr};
        guardRegion(*region, raised, in_hoisted, before);
      } else {
        ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
          guardPieces(inner, raised, in_hoisted || stmt->kind == ir::StmtKind::Hoisted, forced);
        });
      }
      out.push_back(stmt);
    }
    flush();
    block.stmts = std::move(out);
  }

  // What can raise in the head of a statement that has to stay bare is computed before it, in a guard.
  void liftHead(ir::Stmt& stmt, Stmts& before) {
    if (auto* choice = ir::as<ir::If>(&stmt)) lift(choice->condition, "condition", before);
    if (auto* loop = ir::as<ir::For>(&stmt)) liftBounds(*loop, before);
    liftLoopBounds(stmt, before);
  }

  void liftLoopBounds(ir::Stmt& stmt, Stmts& before) {
    ir::Stmt* inner = &stmt;
    if (auto* hoisted = ir::as<ir::Hoisted>(inner); hoisted && isConstruct(*hoisted))
      inner = hoisted->body->stmts.front();
    auto* region = ir::as<ir::Region>(inner);
    if (!region) return;
    liftClauses(*region, before);
    if (!region->body || omp::association(*region->facts->directive) != omp::Association::Loop) return;
    for (ir::Stmt* loop : region->body->stmts) {
      if (auto* bounds = ir::as<ir::For>(loop)) liftBounds(*bounds, before);
    }
  }

  void liftBounds(ir::For& loop, Stmts& before) {
    std::string name(loop.index->cpp_name);
    lift(loop.start, name + "_start", before);
    lift(loop.stop, name + "_stop", before);
    lift(loop.step, name + "_step", before);
  }

  void liftClauses(ir::Region& region, Stmts& before) {
    for (ir::RegionClause& clause : region.facts->clauses) {
      for (ir::Expr*& value : clause.values) lift(value, "clause_value", before);
    }
  }

  void lift(ir::Expr*& value, std::string_view name, Stmts& before) {
    if (raises(*value) == Raises::Never) return;
    ir::Var* var = temporary(name, value->type, value->loc);
    auto* assign = module_.make<ir::Assign>(value->loc);
    assign->target = var;
    assign->value = value;
    before.push_back(assign);
    value = ir::variable(module_, var, value->loc);
  }

  ir::Var* temporary(std::string_view name, ir::Type type, support::Loc loc) {
    ir::Var* var = module_.makeVar();
    var->cpp_name = module_.text(name);
    var->kind = ir::VarKind::Temporary;
    var->type = type;
    var->loc = loc;
    var->number = static_cast<std::uint32_t>(function_.vars.size());
    function_.vars.push_back(var);
    return var;
  }

  ir::Var* declareRaised(support::Loc loc, Stmts& out) {
    ir::Var* raised = module_.makeVar();
    raised->cpp_name = "raised";
    raised->kind = ir::VarKind::Raised;
    raised->type = types_.none();
    raised->loc = loc;
    raised->number = static_cast<std::uint32_t>(function_.vars.size());
    function_.vars.push_back(raised);
    auto* declaration = module_.make<ir::DeclareRaised>(loc);
    declaration->raised = raised;
    out.push_back(declaration);
    return raised;
  }

  ir::Stmt* rethrow(ir::Var* raised, support::Loc loc, const std::vector<ir::Expr*>& reduced = {}) {
    auto* stmt = module_.make<ir::Rethrow>(loc);
    stmt->raised = raised;
    stmt->reduced = module_.arena.copy(reduced);
    return stmt;
  }

  ir::Module& module_;
  ir::Function& function_;
  sema::TypeTable& types_;
};

} // namespace

void guardRegions(ir::Module& module, sema::TypeTable& types) {
  for (ir::Function* function : module.functions) RegionGuarding(module, *function, types).run();
}

} // namespace pyompcc::transform
