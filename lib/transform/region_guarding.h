// lib/transform/region_guarding.h
//
// The guards of one function.
#pragma once

#include "lib/ir/ir.h"
#include "lib/omp/tables.h"
#include "lib/sema/type.h"
#include "lib/transform/infer_raising.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace pyompcc::transform {

inline omp::DirectiveKind kindOf(const ir::Region& region) { return region.facts->directive->kind; }

/// Does it leave tasks behind?
inline bool isTask(const ir::Region& region) {
  bool nogroup = region.facts->directive->has(omp::ClauseKind::Nogroup) && !omp::isParallel(kindOf(region));
  return nogroup || omp::hasLeaf(kindOf(region), omp::DirectiveKind::Task);
}

inline bool anyRaises(std::span<ir::Stmt* const> stmts) {
  return std::ranges::any_of(stmts, [](const ir::Stmt* stmt) { return raises(*stmt) != Raises::Never; });
}

/// What happened before a construct in the same region: whether it may have failed to make what the construct needs,
/// and a variable that says so, where the construct is a loop that cannot raise.
struct Before {
  bool may_fail = false;
  ir::Var* failed = nullptr;
};

/// Wraps what may raise inside constructs in guards (guard_regions.h). Used once.
class RegionGuarding {
 public:
  RegionGuarding(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}
  void run();

 private:
  using Stmts = std::vector<ir::Stmt*>;
  using Vars = std::unordered_set<const ir::Var*>;

  // Where what is lifted goes.
  struct Lifted {
    Lifted(Stmts& before_it) : before(before_it) {} // NOLINT: most have no guard
    Lifted(Stmts& before_it, Stmts* unguarded_ones) : before(before_it), unguarded(unguarded_ones) {}
    Stmts& before;
    /// Before the guard that `before` will be in: values for those whose guard does nothing.
    Stmts* unguarded = nullptr;
  };

  // guard_regions.cpp: constructs, from the outermost inwards
  bool guardOrphaned(ir::Block& block);
  static bool returnsEarly(const ir::Block& block);
  void guardOutside(ir::Block& block, bool in_hoisted);
  void guardOutermost(ir::Stmt& stmt, Stmts& out, bool in_hoisted, bool left_tasks);
  std::vector<ir::Expr*> takeReduced(ir::Stmt& stmt);
  void collectReduced(ir::Stmt& stmt, std::vector<ir::Expr*>& reduced, int regions_around);
  static const ir::Region* constructOf(const ir::Stmt* stmt);
  static bool isConstruct(const ir::Hoisted& hoisted);
  void guardConstruct(ir::Stmt& stmt, ir::Var* raised, bool in_hoisted);
  void guardRegion(ir::Region& region, ir::Var* raised, bool in_hoisted, Before before = {}, ir::Expr* order = nullptr);
  ir::Expr* stopped(ir::Var* raised, support::Loc loc);
  void skipRounds(ir::For& loop, ir::Expr* condition);
  ir::Var* askBefore(const ir::Stmt& stmt, ir::Var* raised, Stmts& out);
  void guardLoop(const std::vector<ir::For*>& loops, ir::Var* raised, bool in_hoisted);
  void guardOrdered(ir::Block& block, const std::vector<ir::Expr*>& orders, ir::Var* raised, bool in_hoisted);
  void guardSections(ir::Block& block, ir::Var* raised, bool in_hoisted);
  static ir::Region* onlyCritical(const ir::Block& block);
  ir::Guard* guardWhole(ir::Block& block, ir::Expr* order, ir::Var* raised, bool in_hoisted);
  void guardInside(ir::Block& block, ir::Var* raised, bool in_hoisted, ir::Expr* order);
  ir::Var* temporary(std::string_view name, ir::Type type, support::Loc loc);
  ir::Var* newRaised();
  ir::Var* declareRaised(support::Loc loc, Stmts& out);
  ir::Stmt* rethrow(ir::Var* raised, support::Loc loc, const std::vector<ir::Expr*>& reduced = {},
                    ir::Expr* order = nullptr);

  // guard_tasks.cpp
  static bool makesTask(const ir::Block& block);
  ir::Stmt* guardTask(ir::Region& region, ir::Var* raised, bool in_hoisted, ir::Expr* order);
  static bool callsRecursion(const ir::Block& block);
  ir::Stmt* firstOf(ir::Var* counter, support::Loc loc);
  ir::Stmt* nextOf(ir::Var* counter, support::Loc loc);
  void awaitInner(ir::Region& region);
  static bool leavesTasksBehind(const ir::Region& region);
  ir::Stmt* taskwait(support::Loc loc);
  void declareTasksRaised();

  // guard_team.cpp: the body of a region, which all threads go through
  // What is in no construct.
  template <class Visit> static void forEachOfTeam(const ir::Block& block, const Visit& visit) {
    for (ir::Stmt* stmt : block.stmts) {
      visit(*stmt);
      if (stmt->kind == ir::StmtKind::Region) continue;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { forEachOfTeam(inner, visit); });
    }
  }
  void guardTeamBody(ir::Block& block, ir::Var* raised, bool in_hoisted);
  static bool mayDisagree(const ir::Block& block);
  static void addWritten(const ir::Stmt& stmt, Vars& made);
  static bool headReads(ir::Stmt& stmt, const Vars& made);
  static bool jumps(const ir::Stmt& stmt);
  static bool jumpsAt(const ir::Stmt* stmt);
  static bool staysBare(ir::Stmt& stmt);
  static bool raisesInParts(const ir::Block& block, bool& before, bool behind);
  ir::Expr* part(support::Loc loc);
  ir::Stmt* nextPart(support::Loc loc);
  void guardPieces(ir::Block& block, ir::Var* raised, bool in_hoisted, bool forced = false);
  Vars doubtfulWith(const Stmts& piece, bool forced) const;
  void guardAgreed(ir::Stmt* stmt, ir::Var* raised, bool in_hoisted, Stmts& out);
  static bool endsByFailure(const ir::Stmt& stmt);
  static const std::vector<ir::Stmt*>& roundOf(const ir::Stmt& loop);
  static bool meetsAtEnd(const ir::Stmt& loop);
  void endTogether(ir::Stmt& loop, bool meets, ir::Var* raised);
  static bool waits(const ir::Region& region);
  ir::Expr* ended(ir::Var* raised, support::Loc loc);
  static bool raisesInHead(const ir::Stmt& stmt);
  ir::Var* agree(ir::Var* raised, support::Loc loc, Stmts& out);
  void agreeOnValues(const Stmts& values, ir::Var* raised, Stmts& out);
  void agreeOn(ir::If& choice, ir::Var* raised, Stmts& out);
  void agreeInRounds(ir::While& loop, ir::Var* raised, bool in_hoisted);
  ir::Stmt* barrier(support::Loc loc);
  ir::Stmt* guardAlways(ir::Stmt& stmt, const ir::Call& call, ir::Var* raised);

  // lift_heads.cpp: what is computed before a construct
  void liftHead(ir::Stmt& stmt, Lifted before);
  static ir::Call* ownTeamCall(ir::Stmt& stmt);
  void liftLoopBounds(ir::Stmt& stmt, Lifted before);
  void liftBounds(ir::For& loop, Lifted before, bool out_of_hoisted = false);
  void liftClauses(ir::Region& region, Lifted before, bool out_of_hoisted = false);
  void liftPlace(ir::Expr& value, Lifted before);
  void lift(ir::Expr*& value, std::string_view name, Lifted before, bool out_of_hoisted = false,
            std::int64_t otherwise = 0);
  static void makeChecked(ir::Expr& expr);

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

} // namespace pyompcc::transform
