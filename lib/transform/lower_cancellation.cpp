// lib/transform/lower_cancellation.cpp
//
// Walks constructs outside in; the innermost of the named kind is the one that is cancelled.
#include "lib/transform/lower_cancellation.h"

#include "lib/ir/builder.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <map>
#include <vector>

namespace pyompcc::transform {
namespace {

using omp::DirectiveKind;

DirectiveKind kindOf(const ir::Region& region) { return region.facts->directive->kind; }

bool isCancel(const ir::Region& region) {
  return kindOf(region) == DirectiveKind::Cancel || kindOf(region) == DirectiveKind::CancellationPoint;
}

bool meetsTeam(const ir::Region& region) {
  return !omp::startsThreads(kindOf(region)) &&
         (omp::isWorksharing(kindOf(region)) || kindOf(region) == DirectiveKind::Barrier);
}

class CancellationLowering {
 public:
  CancellationLowering(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}

  void run() {
    visit(*function_.body);
    if (of_construct_.empty()) return;
    finish(*function_.body, false);
  }

 private:
  using Stmts = std::vector<ir::Stmt*>;

  // Replaces the directives by calls.
  void visit(ir::Block& block) {
    Stmts out;
    for (ir::Stmt* stmt : block.stmts) {
      auto* region = ir::as<ir::Region>(stmt);
      if (region && isCancel(*region)) {
        out.push_back(replaced(*region));
        continue;
      }
      if (region) around_.push_back(region);
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { visit(inner); });
      if (region) around_.pop_back();
      out.push_back(stmt);
    }
    block.stmts = std::move(out);
  }

  // cancel for if(c)    becomes    if (c) cancelled.cancel(); else cancelled.point();
  ir::Stmt* replaced(const ir::Region& region) {
    bool cancels = kindOf(region) == DirectiveKind::Cancel;
    ir::Stmt* point = call(region, false);
    if (!cancels) return point;
    ir::Expr* condition = nullptr;
    for (const ir::RegionClause& clause : region.facts->clauses) {
      if (clause.clause->kind == omp::ClauseKind::If && !clause.values.empty()) condition = clause.values[0];
    }
    ir::Stmt* cancel = call(region, true);
    if (!condition) return cancel;
    auto* choice = module_.make<ir::If>(region.loc);
    choice->condition = condition;
    choice->then_block = blockOf(cancel);
    choice->else_block = blockOf(point);
    return choice;
  }

  ir::Stmt* call(const ir::Region& region, bool cancels) {
    DirectiveKind wanted = *region.facts->directive->construct;
    if (wanted == DirectiveKind::Taskgroup) {
      return run(cancels ? ir::RuntimeFunction::CancelTaskgroup : ir::RuntimeFunction::TaskgroupPoint, nullptr,
                 region.loc);
    }
    auto construct = std::find_if(around_.rbegin(), around_.rend(),
                                  [&](const ir::Region* outer) { return omp::hasLeaf(kindOf(*outer), wanted); });
    ir::Var*& var = of_construct_[*construct];
    if (!var) var = newVar(region.loc);
    outermost_[around_.front()].push_back(var);
    return run(cancels ? ir::RuntimeFunction::Cancel : ir::RuntimeFunction::CancellationPoint, var, region.loc);
  }

  ir::Var* newVar(support::Loc loc) {
    return ir::newVar(module_, function_, "cancelled", ir::VarKind::Raised, types_.none(), loc);
  }

  // Declarations, and what is skipped. `in_parallel`: the block belongs to a parallel region that may be cancelled.
  void finish(ir::Block& block, bool in_parallel) {
    Stmts out;
    for (ir::Stmt* stmt : block.stmts) {
      auto* region = ir::as<ir::Region>(stmt);
      if (region) declareFor(*region, out);
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { finish(inner, false); });
      out.push_back(stmt);
      auto found = region ? of_construct_.find(region) : of_construct_.end();
      if (found == of_construct_.end()) continue;
      skipBehind(*region, found->second);
      bool inside = !omp::startsThreads(kindOf(*region));
      if (inside) out.push_back(resetByOne(found->second, region->loc));
    }
    block.stmts = std::move(out);
    static_cast<void>(in_parallel);
  }

  void declareFor(const ir::Region& region, Stmts& out) {
    auto found = outermost_.find(&region);
    if (found == outermost_.end()) return;
    std::vector<ir::Var*> done;
    for (ir::Var* var : found->second) {
      if (std::ranges::count(done, var) != 0) continue;
      done.push_back(var);
      auto* declaration = module_.make<ir::DeclareRaised>(region.loc);
      declaration->raised = var;
      declaration->cancels = true;
      out.push_back(declaration);
    }
  }

  void skipBehind(ir::Region& region, ir::Var* var) {
    if (std::vector<ir::For*> loops = ir::loopNest(region); !loops.empty()) {
      skipRounds(*loops.back(), var);
    } else if (omp::hasLeaf(kindOf(region), DirectiveKind::Sections)) {
      for (ir::Stmt* section : region.body->stmts) {
        if (auto* inner = ir::as<ir::Region>(section)) wrap(*inner->body, var);
      }
    } else {
      skipPieces(*region.body, var);
    }
  }

  void skipRounds(ir::For& loop, ir::Var* var) {
    auto* skip = module_.make<ir::If>(loop.loc);
    skip->condition = left(var, loop.loc);
    skip->then_block = blockOf(module_.make<ir::Continue>(loop.loc));
    loop.body->stmts.insert(loop.body->stmts.begin(), skip);
  }

  // if (!cancelled.left()) { ... }
  void wrap(ir::Block& block, ir::Var* var) {
    auto* choice = module_.make<ir::If>(block.stmts.empty() ? function_.loc : block.stmts.front()->loc);
    choice->condition = ir::negated(module_, types_, left(var, choice->loc));
    choice->then_block = module_.makeBlock();
    choice->then_block->stmts = std::move(block.stmts);
    block.stmts = {choice};
  }

  // The body of a parallel region: a thread that has left it goes on from barrier to barrier.
  void skipPieces(ir::Block& block, ir::Var* var) {
    Stmts out;
    Stmts piece;
    auto flush = [&] {
      if (piece.empty()) return;
      ir::Block* body = module_.makeBlock();
      body->stmts = std::move(piece);
      piece.clear();
      if (!out.empty()) wrap(*body, var);
      out.insert(out.end(), body->stmts.begin(), body->stmts.end());
    };
    for (ir::Stmt* stmt : block.stmts) {
      auto* region = ir::as<ir::Region>(stmt);
      if (!region || !meetsTeam(*region)) {
        piece.push_back(stmt);
        continue;
      }
      flush();
      if (region->body) {
        std::vector<ir::For*> loops = ir::loopNest(*region);
        if (!loops.empty()) {
          skipRounds(*loops.back(), var);
        } else if (omp::hasLeaf(kindOf(*region), DirectiveKind::Sections)) {
          for (ir::Stmt* section : region->body->stmts) wrap(*ir::as<ir::Region>(section)->body, var);
        } else {
          wrap(*region->body, var);
        }
      }
      out.push_back(stmt);
      bool waits = !region->facts->directive->has(omp::ClauseKind::Nowait);
      if (waits) out.push_back(run(ir::RuntimeFunction::CancelMet, var, stmt->loc));
    }
    flush();
    block.stmts = std::move(out);
  }

  // The threads have met behind the construct, and meet again before the next.
  ir::Stmt* resetByOne(ir::Var* var, support::Loc loc) {
    static const omp::Directive Single = [] {
      omp::Directive directive;
      directive.kind = DirectiveKind::Single;
      return directive;
    }();
    auto* single = module_.make<ir::Region>(loc);
    single->facts = module_.makeRegionFacts();
    single->facts->directive = &Single;
    single->body = blockOf(run(ir::RuntimeFunction::CancelReset, var, loc));
    return single;
  }

  ir::Expr* left(ir::Var* var, support::Loc loc) {
    std::vector<ir::Expr*> args{ir::variable(module_, var, loc)};
    return ir::runtimeCall(module_, ir::RuntimeFunction::CancelLeft, types_.boolean(), args, loc);
  }

  ir::Stmt* run(ir::RuntimeFunction function, ir::Var* var, support::Loc loc) {
    std::vector<ir::Expr*> args;
    if (var) args.push_back(ir::variable(module_, var, loc));
    auto* stmt = module_.make<ir::ExprStmt>(loc);
    stmt->value = ir::runtimeCall(module_, function, types_.none(), args, loc);
    return stmt;
  }

  ir::Block* blockOf(ir::Stmt* only) {
    ir::Block* block = module_.makeBlock();
    block->stmts = {only};
    return block;
  }

  ir::Module& module_;
  ir::Function& function_;
  sema::TypeTable& types_;
  std::vector<ir::Region*> around_;
  std::map<const ir::Region*, ir::Var*> of_construct_;
  std::map<const ir::Region*, std::vector<ir::Var*>> outermost_; ///< declared before these
};

} // namespace

void lowerCancellation(ir::Module& module, sema::TypeTable& types) {
  for (ir::Function* function : module.functions) CancellationLowering(module, *function, types).run();
}

} // namespace pyompcc::transform
