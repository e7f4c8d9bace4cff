// lib/transform/jam_loops.cpp
//
// Finds the nests, proves that their rounds may be interleaved, and builds the jammed form.
#include "lib/transform/jam_loops.h"

#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

namespace pyompcc::transform {
namespace {

// A body is copied sixteen times: longer ones would spill what jamming keeps in registers.
constexpr std::size_t LongestBody = 2;

/// Two loops, the outer one with assignments before the inner, and what the innermost body works on.
struct Nest {
  ir::For* middle = nullptr;
  ir::For* inner = nullptr;
  std::vector<ir::Var*> updated; ///< arrays
  std::vector<ir::Var*> read;    ///< other arrays
};

using Vars = std::unordered_set<const ir::Var*>;

bool stepsByOne(const ir::For& loop) {
  const std::int64_t* step = ir::constantInt(loop.step);
  return step && *step == 1;
}

const ir::Var* arrayOf(const ir::Expr* expr) {
  const auto* reference = ir::as<ir::VarRef>(expr);
  return reference && sema::isArray(reference->var->type) ? reference->var : nullptr;
}

// Numbers, elements of arrays and plain arithmetic on them: nothing that raises where a Hoisted is proved.
bool isPlain(const ir::Expr& expr) {
  bool plain = true;
  ir::forEachExpr(expr, [&](const ir::Expr& part) {
    switch (part.kind) {
    case ir::ExprKind::VarRef:
    case ir::ExprKind::IntConst:
    case ir::ExprKind::FloatConst:
    case ir::ExprKind::ComplexConst:
    case ir::ExprKind::Dimension: break;
    case ir::ExprKind::Unary: plain &= static_cast<const ir::Unary&>(part).mode != ir::Arithmetic::Checked; break;
    case ir::ExprKind::Binary: plain &= static_cast<const ir::Binary&>(part).mode != ir::Arithmetic::Checked; break;
    case ir::ExprKind::Convert: plain &= static_cast<const ir::Convert&>(part).mode != ir::Arithmetic::Checked; break;
    case ir::ExprKind::Load: {
      const auto& load = static_cast<const ir::Load&>(part);
      plain &= arrayOf(load.array) && load.bounds != ir::Bounds::Checked;
      break;
    }
    default: plain = false; break;
    }
  });
  return plain;
}

// The same value in every round: of numbers that nothing in the nest assigns.
bool isInvariant(const ir::Expr& expr, const Vars& assigned) {
  if (!isPlain(expr)) return false;
  bool invariant = true;
  ir::forEachExpr(expr, [&](const ir::Expr& part) {
    const auto* reference = ir::as<ir::VarRef>(&part);
    invariant &= part.kind != ir::ExprKind::Load && !(reference && assigned.contains(reference->var));
  });
  return invariant;
}

bool isIndex(const ir::Expr* expr, const ir::Var& var) {
  const auto* reference = ir::as<ir::VarRef>(expr);
  return reference && reference->var == &var;
}

class LoopJamming {
 public:
  LoopJamming(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}

  void run() { jamIn(*function_.body, {}); }

 private:
  using Stmts = std::vector<ir::Stmt*>;

  /// What stands around a block.
  struct Around {
    ir::Hoisted* hoisted = nullptr;
    bool in_region = false;
    bool in_loop = false; ///< which looks for signals where a round is long
  };

  void jamIn(ir::Block& block, Around around) {
    Stmts rebuilt;
    for (ir::Stmt* stmt : block.stmts) {
      if (!jam(stmt, around, rebuilt)) {
        Around inside = around;
        if (auto* hoisted = ir::as<ir::Hoisted>(stmt)) inside.hoisted = hoisted;
        auto* region = ir::as<ir::Region>(stmt);
        inside.in_region |= region != nullptr;
        inside.in_loop |= stmt->kind == ir::StmtKind::For || stmt->kind == ir::StmtKind::While;
        if (region && region->body && omp::association(*region->facts->directive) == omp::Association::Loop) {
          inside.in_loop = true;
          jamIn(*ir::loopNest(*region).back()->body, inside);
        } else {
          ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { jamIn(inner, inside); });
        }
      }
      rebuilt.push_back(stmt);
    }
    block.stmts = std::move(rebuilt);
  }

  // Jams the nest that `stmt` is, if it is one; `stmt` becomes what stands for it, `before` gets what has to come
  // first.
  bool jam(ir::Stmt*& stmt, const Around& around, Stmts& before) {
    if (auto* hoisted = ir::as<ir::Hoisted>(stmt); hoisted && hoisted->body->stmts.size() == 1) {
      Around inside = around;
      inside.hoisted = hoisted;
      return jam(hoisted->body->stmts.front(), inside, before);
    }
    if (auto* region = ir::as<ir::Region>(stmt)) {
      if (around.in_region || !sharesPlainly(*region)) return false;
      auto* rows = ir::as<ir::For>(region->body->stmts.front());
      return rows && jamRows(*rows, region, stmt, around, before);
    }
    auto* loop = ir::as<ir::For>(stmt);
    if (!loop) return false;
    return (!around.in_region && jamRows(*loop, nullptr, stmt, around, before)) ||
           (around.in_loop && jamMiddle(*loop, stmt, around));
  }

  // A loop whose rounds the threads of a team share in any way they like.
  static bool sharesPlainly(const ir::Region& region) {
    const ir::RegionFacts& facts = *region.facts;
    if (!region.body || facts.depth != 1 || facts.directive->kind != omp::DirectiveKind::ParallelFor) return false;
    bool plain_clauses = std::ranges::all_of(facts.clauses, [](const ir::RegionClause& clause) {
      switch (clause.clause->kind) {
      case omp::ClauseKind::Schedule:
        return clause.values.empty() && clause.clause->modifiers.size() == 1 &&
               clause.clause->has(omp::ScheduleKind::Static);
      case omp::ClauseKind::NumThreads:
      case omp::ClauseKind::If:
      case omp::ClauseKind::ProcBind: return true;
      default: return false;
      }
    });
    return plain_clauses && std::ranges::all_of(facts.sharing, [](const ir::SharedVar& shared) {
             return shared.sharing == ir::Sharing::Shared || shared.sharing == ir::Sharing::Private;
           });
  }

  // A condition before the Hoisted speaks of the arrays as they are there.
  static bool staysApart(const Nest& nest, const Around& around) {
    bool stays = true;
    if (!around.hoisted) return stays;
    ir::forEachVar(*around.hoisted->body, [&](const ir::Var& var, ir::Access access) {
      bool of_nest = std::ranges::find(nest.updated, &var) != nest.updated.end() ||
                     std::ranges::find(nest.read, &var) != nest.read.end();
      stays &= !of_nest || access == ir::Access::Read;
    });
    return stays;
  }

  // Can the bounds be computed before the Hoisted and the construct too?
  static bool isKnownBefore(const ir::For& rows, const ir::Region* region) {
    bool known = true;
    for (const ir::Expr* bound : {rows.start, rows.stop}) {
      ir::forEachExpr(*bound, [&](const ir::Expr& expr) {
        const auto* binary = ir::as<ir::Binary>(&expr);
        const auto* unary = ir::as<ir::Unary>(&expr);
        known &=
            !(binary && binary->mode == ir::Arithmetic::Hoisted) && !(unary && unary->mode == ir::Arithmetic::Hoisted);
        const auto* reference = ir::as<ir::VarRef>(&expr);
        if (!reference || !region) return;
        for (const ir::SharedVar& shared : region->facts->sharing) {
          known &= shared.var != reference->var || shared.sharing == ir::Sharing::Shared;
        }
      });
    }
    return known;
  }

  bool jamRows(ir::For& rows, ir::Region* region, ir::Stmt*& stmt, const Around& around, Stmts& before) {
    if (!stepsByOne(rows) || rows.body->stmts.size() != 1) return false;
    auto* middle = ir::as<ir::For>(rows.body->stmts.front());
    std::optional<Nest> nest = middle ? nestOf(*middle, &rows, region) : std::nullopt;
    if (!nest || !staysApart(*nest, around) || !isKnownBefore(rows, region)) return false;
    ir::Var* blocks = temporary("blocks", rows.loc);
    ir::Var* block = temporary("block", rows.loc);
    block->kind = ir::VarKind::Index;
    std::vector<ir::Expr*> bounds{rows.start, rows.stop};
    auto* count = module_.make<ir::Assign>(rows.loc);
    count->target = blocks;
    auto cut = region ? ir::RuntimeFunction::SharedBlocks : ir::RuntimeFunction::Blocks;
    count->value = ir::runtimeCall(module_, cut, types_.integer(), bounds, rows.loc);
    before.push_back(count);
    auto* jammed = jammedNest(*nest, &rows);
    jammed->block = ir::variable(module_, block, rows.loc);
    jammed->blocks = ir::variable(module_, blocks, rows.loc);
    if (region) {
      for (ir::SharedVar& shared : region->facts->sharing) {
        if (shared.var == rows.index) shared.reason = ir::SharingReason::InsideOnly;
      }
      region->facts->sharing.push_back({block, nullptr, ir::Sharing::Private, ir::SharingReason::LoopVariable});
      region->facts->sharing.push_back({blocks, blocks, ir::Sharing::Shared, ir::SharingReason::OutsideToo});
    }
    auto* over_blocks = module_.make<ir::For>(rows.loc);
    over_blocks->comments = rows.comments;
    over_blocks->index = block;
    over_blocks->start = ir::integer(module_, types_, 0, rows.loc);
    over_blocks->stop = ir::variable(module_, blocks, rows.loc);
    over_blocks->step = ir::integer(module_, types_, 1, rows.loc);
    over_blocks->body = module_.makeBlock();
    over_blocks->body->stmts.push_back(jammed);
    if (region)
      region->body->stmts.front() = over_blocks;
    else
      stmt = over_blocks;
    requireApart(*jammed, stmt, around);
    return true;
  }

  bool jamMiddle(ir::For& middle, ir::Stmt*& stmt, const Around& around) {
    std::optional<Nest> nest = nestOf(middle, nullptr, nullptr);
    if (!nest || !staysApart(*nest, around)) return false;
    auto* jammed = jammedNest(*nest, nullptr);
    jammed->comments = middle.comments;
    stmt = jammed;
    requireApart(*jammed, stmt, around);
    return true;
  }

  ir::Jam* jammedNest(const Nest& nest, const ir::For* rows) {
    auto* jammed = module_.make<ir::Jam>(nest.middle->loc);
    std::vector<ir::Var*> indices;
    std::vector<ir::Expr*> bounds;
    for (const ir::For* loop :
         {rows, static_cast<const ir::For*>(nest.middle), static_cast<const ir::For*>(nest.inner)}) {
      if (!loop) continue;
      indices.push_back(loop->index);
      bounds.push_back(ir::clone(module_, loop->start));
      bounds.push_back(ir::clone(module_, loop->stop));
    }
    std::vector<ir::Expr*> arrays;
    for (ir::Var* var : nest.updated) arrays.push_back(ir::variable(module_, var, jammed->loc));
    for (ir::Var* var : nest.read) arrays.push_back(ir::variable(module_, var, jammed->loc));
    jammed->indices = module_.arena.copy(indices);
    jammed->bounds = module_.arena.copy(bounds);
    jammed->arrays = module_.arena.copy(arrays);
    jammed->body = module_.makeBlock();
    Stmts& stmts = jammed->body->stmts;
    // What was computed once for all rounds of the innermost loop is computed in each, and moved out again by clang.
    for (ir::Stmt* stmt : nest.middle->body->stmts) {
      if (stmt != nest.inner) stmts.push_back(stmt);
    }
    stmts.insert(stmts.end(), nest.inner->body->stmts.begin(), nest.inner->body->stmts.end());
    return jammed;
  }

  // The updated array, which is the first, overlaps no other.
  void requireApart(const ir::Jam& jammed, ir::Stmt*& stmt, const Around& around) {
    if (jammed.arrays.size() > 1) {
      std::vector<ir::Expr*> arrays;
      for (const ir::Expr* array : jammed.arrays) arrays.push_back(ir::clone(module_, array));
      ir::Expr* apart = ir::runtimeCall(module_, ir::RuntimeFunction::Apart, types_.boolean(), arrays, jammed.loc);
      if (around.hoisted) {
        std::vector<ir::Expr*> conditions(around.hoisted->conditions.begin(), around.hoisted->conditions.end());
        conditions.push_back(apart);
        around.hoisted->conditions = module_.arena.copy(conditions);
        return;
      }
      wrap(stmt, {&apart, 1});
    } else if (!around.hoisted) {
      wrap(stmt, {});
    }
  }

  void wrap(ir::Stmt*& stmt, std::span<ir::Expr* const> conditions) {
    auto* hoisted = module_.make<ir::Hoisted>(stmt->loc);
    hoisted->comments = stmt->comments;
    stmt->comments = {};
    hoisted->conditions = module_.arena.copy(std::vector<ir::Expr*>(conditions.begin(), conditions.end()));
    hoisted->body = module_.makeBlock();
    hoisted->body->stmts.push_back(stmt);
    stmt = hoisted;
  }

  // The loops below `middle` when all rules hold; `rows` is the loop around that is jammed too.
  std::optional<Nest> nestOf(ir::For& middle, const ir::For* rows, const ir::Region* region) {
    if (!stepsByOne(middle) || middle.body->stmts.empty()) return std::nullopt;
    Nest nest{&middle, ir::as<ir::For>(middle.body->stmts.back()), {}, {}};
    if (!nest.inner || !stepsByOne(*nest.inner)) return std::nullopt;
    Vars indices{middle.index, nest.inner->index};
    if (rows) indices.insert(rows->index);
    Stmts body(middle.body->stmts.begin(), middle.body->stmts.end() - 1);
    if (std::ranges::any_of(body, [](const ir::Stmt* stmt) { return stmt->kind != ir::StmtKind::Assign; }))
      return std::nullopt;
    body.insert(body.end(), nest.inner->body->stmts.begin(), nest.inner->body->stmts.end());
    std::optional<Vars> locals = localsOf(body, middle);
    if (!locals || !collectArrays(body, nest)) return std::nullopt;
    Vars assigned = *locals;
    assigned.insert(indices.begin(), indices.end());
    for (const ir::For* loop : {rows, static_cast<const ir::For*>(&middle), static_cast<const ir::For*>(nest.inner)}) {
      if (loop && !(isInvariant(*loop->start, assigned) && isInvariant(*loop->stop, assigned))) return std::nullopt;
    }
    bool each_once = std::ranges::all_of(
        nest.updated, [&](const ir::Var* array) { return isElementOfRound(body, *array, nest, rows, assigned); });
    if (!each_once || (region && arePrivate(nest, *region))) return std::nullopt;
    return nest;
  }

  // The variables that the body assigns, when each is assigned first, and mentioned nowhere but in the nest.
  std::optional<Vars> localsOf(const Stmts& body, const ir::For& middle) {
    Vars locals;
    std::size_t updates = 0;
    for (const ir::Stmt* stmt : body) {
      bool plain = true;
      ir::forEachChild(*stmt, [&](const ir::Expr* child) { plain &= isPlain(*child); });
      if (!plain) return std::nullopt;
      if (const auto* assign = ir::as<ir::Assign>(stmt)) {
        if (!sema::isNumber(assign->target->type) || !locals.insert(assign->target).second) return std::nullopt;
      } else if (const auto* update = ir::as<ir::Update>(stmt)) {
        if (!ir::as<ir::Load>(update->target) || update->mode == ir::Arithmetic::Checked) return std::nullopt;
        ++updates;
      } else if (const auto* store = ir::as<ir::Store>(stmt)) {
        if (!arrayOf(store->array) || store->bounds == ir::Bounds::Checked) return std::nullopt;
        ++updates;
      } else {
        return std::nullopt;
      }
    }
    if (updates == 0 || updates > LongestBody || !areAssignedFirst(body, locals)) return std::nullopt;
    return usesOutside(locals, middle) || leaveRegion(locals) ? std::nullopt : std::optional(std::move(locals));
  }

  static bool areAssignedFirst(const Stmts& body, const Vars& locals) {
    Vars known;
    bool in_order = true;
    for (const ir::Stmt* stmt : body) {
      ir::forEachChild(*stmt, [&](const ir::Expr* child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          const auto* reference = ir::as<ir::VarRef>(&expr);
          in_order &= !reference || !locals.contains(reference->var) || known.contains(reference->var);
        });
      });
      if (const auto* assign = ir::as<ir::Assign>(stmt)) known.insert(assign->target);
    }
    return in_order;
  }

  bool usesOutside(const Vars& locals, const ir::For& middle) {
    auto count = [&](const auto& root) {
      std::size_t uses = 0;
      ir::forEachVar(root, [&](const ir::Var& var, ir::Access) { uses += locals.contains(&var) ? 1 : 0; });
      return uses;
    };
    return count(*function_.body) != count(static_cast<const ir::Stmt&>(middle));
  }

  // Does a clause carry one of the variables into a construct or out of it?
  bool leaveRegion(const Vars& locals) {
    bool leaves = false;
    ir::forEachStmt(*function_.body, [&](const ir::Stmt& stmt) {
      const auto* region = ir::as<ir::Region>(&stmt);
      if (!region) return;
      for (const ir::SharedVar& shared : region->facts->sharing) {
        leaves |= locals.contains(shared.var) && shared.sharing != ir::Sharing::Private;
      }
    });
    return leaves;
  }

  static bool collectArrays(const Stmts& body, Nest& nest) {
    auto add = [](std::vector<ir::Var*>& vars, const ir::Expr* array) {
      auto* var = static_cast<const ir::VarRef*>(array)->var;
      if (std::ranges::find(vars, var) == vars.end()) vars.push_back(var);
    };
    bool accumulates = false;
    for (const ir::Stmt* stmt : body) {
      if (const auto* update = ir::as<ir::Update>(stmt)) {
        add(nest.updated, ir::as<ir::Load>(update->target)->array);
        accumulates = true;
      }
      if (const auto* store = ir::as<ir::Store>(stmt)) add(nest.updated, store->array);
    }
    // Loads of the updated array are of the element of the round, which isElementOfRound tests.
    for (const ir::Stmt* stmt : body) {
      ir::forEachChild(*stmt, [&](const ir::Expr* child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          const auto* load = ir::as<ir::Load>(&expr);
          if (load && std::ranges::find(nest.updated, arrayOf(load->array)) == nest.updated.end()) {
            add(nest.read, load->array);
          }
        });
      });
    }
    return accumulates && nest.updated.size() == 1;
  }

  // Do all accesses to `array` name one element, another for each round of the innermost loop and of `rows`, and the
  // same for each of the middle one?
  static bool isElementOfRound(const Stmts& body, const ir::Var& array, const Nest& nest, const ir::For* rows,
                               const Vars& assigned) {
    std::optional<std::span<ir::Expr* const>> element;
    bool same = true;
    auto consider = [&](const ir::Expr* accessed, std::span<ir::Expr* const> indices) {
      if (arrayOf(accessed) != &array) return;
      if (!element) element = indices;
      same &= std::ranges::equal(*element, indices, ir::sameExpr);
    };
    for (const ir::Stmt* stmt : body) {
      if (const auto* store = ir::as<ir::Store>(stmt)) consider(store->array, store->indices);
      ir::forEachChild(*stmt, [&](const ir::Expr* child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          if (const auto* load = ir::as<ir::Load>(&expr)) consider(load->array, load->indices);
        });
      });
    }
    if (!element || !same) return false;
    bool by_inner = false;
    bool by_rows = rows == nullptr;
    for (const ir::Expr* index : *element) {
      bool inner = isIndex(index, *nest.inner->index);
      bool row = rows && isIndex(index, *rows->index);
      by_inner |= inner;
      by_rows |= row;
      if (!inner && !row && !isInvariant(*index, assigned)) return false;
    }
    return by_inner && by_rows;
  }

  // The arrays stand in a condition before the construct.
  static bool arePrivate(const Nest& nest, const ir::Region& region) {
    return std::ranges::any_of(region.facts->sharing, [&](const ir::SharedVar& shared) {
      bool of_nest = std::ranges::find(nest.updated, shared.var) != nest.updated.end() ||
                     std::ranges::find(nest.read, shared.var) != nest.read.end();
      return of_nest && shared.sharing != ir::Sharing::Shared;
    });
  }

  ir::Var* temporary(std::string_view name, support::Loc loc) {
    return ir::newVar(module_, function_, name, ir::VarKind::Temporary, types_.integer(), loc);
  }

  ir::Module& module_;
  ir::Function& function_;
  sema::TypeTable& types_;
};

} // namespace

void jamLoops(ir::Module& module, sema::TypeTable& types) {
  for (ir::Function* function : module.functions) LoopJamming(module, *function, types).run();
}

} // namespace pyompcc::transform
