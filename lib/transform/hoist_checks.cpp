// lib/transform/hoist_checks.cpp
//
// Chooses the loops, builds their conditions, marks the tests.
#include "lib/transform/hoist_checks.h"

#include "lib/ir/asked_methods.h"
#include "lib/ir/builder.h"
#include "lib/ir/changes.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/transform/affine_bounds.h"
#include "lib/transform/infer_ranges.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace pyompcc::transform {
namespace {

// Integers are assumed this small where that makes overflow tests unnecessary, the weaker assumption first.
constexpr int AssumedBits[] = {48, 31};

/// One index test: the array, the indices, and where to mark it.
struct Access {
  ir::Expr* array;
  std::span<ir::Expr*> indices;
  ir::Bounds* bounds;
};

/// The clauses of a construct and the bounds of its loops, which guard_regions computes before it where they can raise.
std::unordered_set<const ir::Expr*> computedBefore(ir::Stmt& scope) {
  std::unordered_set<const ir::Expr*> result;
  auto* region = ir::as<ir::Region>(&scope);
  if (!region) return result;
  auto add = [&](ir::Expr* value) {
    if (value) ir::forEachExpr(*value, [&](ir::Expr& expr) { result.insert(&expr); });
  };
  for (const ir::RegionClause& clause : region->facts->clauses) std::ranges::for_each(clause.values, add);
  if (!region->body || omp::association(*region->facts->directive) != omp::Association::Loop) return result;
  for (const ir::For* loop : ir::loopNest(*region)) {
    add(loop->start);
    add(loop->stop);
    add(loop->step);
  }
  return result;
}

std::vector<Access> checkedAccesses(ir::Stmt& scope) {
  std::vector<Access> result;
  std::unordered_set<const ir::Expr*> before = computedBefore(scope);
  auto consider = [&](ir::Expr* array, std::span<ir::Expr*> indices, ir::Bounds& bounds) {
    if (bounds == ir::Bounds::Checked) result.push_back({array, indices, &bounds});
  };
  ir::forEachStmt(scope, [&](ir::Stmt& stmt) {
    if (auto* store = ir::as<ir::Store>(&stmt)) consider(store->array, store->indices, store->bounds);
  });
  ir::forEachExpr(scope, [&](ir::Expr& expr) {
    if (before.contains(&expr)) return;
    if (auto* load = ir::as<ir::Load>(&expr)) consider(load->array, load->indices, load->bounds);
    if (auto* view = ir::as<ir::Subview>(&expr)) consider(view->array, view->indices, view->bounds);
  });
  return result;
}

bool yields(const ir::Stmt& scope) {
  bool found = false;
  ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
    const auto* assign = ir::as<ir::Assign>(&stmt);
    found |= stmt.kind == ir::StmtKind::Yield || (assign && assign->value->kind == ir::ExprKind::Sent);
  });
  return found;
}

bool contains(const ir::Stmt& scope, ir::StmtKind kind) {
  bool found = false;
  ir::forEachStmt(scope, [&](const ir::Stmt& stmt) { found |= stmt.kind == kind; });
  return found;
}

class CheckHoisting {
 public:
  CheckHoisting(ir::Module& module, ir::Function& function, sema::TypeTable& types)
      : module_(module), function_(function), types_(types) {}

  void run() { hoistIn(*function_.body, false); }

 private:
  /// What one axis of an array has to cover. Ranges stay as they are: a range that is empty is always covered, so that
  /// the lowest index of one with the highest of another would say nothing of either.
  using AxisBounds = std::vector<IndexBounds>;

  // Inside a construct only plain loops are moved: clang loses a construct's private variables in a guard of a
  // construct in a generic lambda in a construct.
  void hoistIn(ir::Block& block, bool in_region) {
    for (ir::Stmt*& stmt : block.stmts) {
      bool candidate =
          stmt->kind == ir::StmtKind::For || stmt->kind == ir::StmtKind::Region || stmt->kind == ir::StmtKind::While;
      if (candidate && !(in_region && contains(*stmt, ir::StmtKind::Region)) && hoist(stmt)) continue;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) {
        // The loops of a construct stay each the only statement around the next.
        auto* region = ir::as<ir::Region>(stmt);
        if (region && omp::association(*region->facts->directive) == omp::Association::Loop) {
          hoistIn(*ir::loopNest(*region).back()->body, true);
        } else {
          hoistIn(inner, in_region || region);
        }
      });
    }
  }

  bool hoist(ir::Stmt*& stmt) {
    // A return would leave the lambda of the emitted code instead of the function. Work-sharing constructs and barriers
    // may stand inside: all threads of a team find the same conditions.
    // A construct inside a construct would have its body in a lambda in a lambda, where clang loses the variables of
    // the clauses around.
    if (contains(*stmt, ir::StmtKind::Return) || yields(*stmt) || !hasLoop(*stmt) || nestsRegions(*stmt)) return false;
    std::vector<Access> accesses = checkedAccesses(*stmt);
    RangeTable ranges = inferRanges(function_);
    AffineBounds bounds(function_, ranges);
    std::vector<Access> hoistable;
    for (const Access& access : accesses) {
      if (isHoistable(*stmt, access, bounds)) hoistable.push_back(access);
    }
    if (!coversInnerLoops(*stmt, bounds, hoistable)) return false;
    std::vector<ir::Expr*> conditions;
    if (!hoistable.empty()) conditions = coverConditions(*stmt, hoistable, bounds);
    bool arithmetic = hoistArithmetic(*stmt, ranges, conditions);
    if (hoistable.empty() && !arithmetic) return false;
    for (const Access& access : hoistable) *access.bounds = ir::Bounds::Hoisted;
    auto* hoisted = module_.make<ir::Hoisted>(stmt->loc);
    hoisted->comments = stmt->comments;
    stmt->comments = {};
    hoisted->conditions = module_.arena.copy(conditions);
    hoisted->body = module_.makeBlock();
    hoisted->body->stmts.push_back(stmt);
    stmt = hoisted;
    return true;
  }

  // Constructs whose clauses cannot name the variables of the function (`simd`, `for`, ...) lose them too.
  static bool nestsRegions(const ir::Stmt& scope) {
    bool nested = false;
    ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
      const auto* region = ir::as<ir::Region>(&stmt);
      if (!region || !region->body) return;
      omp::DirectiveKind kind = region->facts->directive->kind;
      nested |= !omp::startsThreads(kind) && !omp::isTaskGenerating(kind);
      ir::forEachStmt(*region->body, [&](const ir::Stmt& inner) { nested |= inner.kind == ir::StmtKind::Region; });
    });
    return nested;
  }

  static bool hasLoop(const ir::Stmt& stmt) {
    return contains(stmt, ir::StmtKind::For) || stmt.kind == ir::StmtKind::For;
  }

  bool isHoistable(const ir::Stmt& scope, const Access& access, const AffineBounds& bounds) {
    const auto* array = ir::as<ir::VarRef>(access.array);
    if (!array || (!sema::isArray(array->var->type) && !keepsLength(scope, array->var->type))) return false;
    bool assigned = false;
    ir::forEachVar(scope, [&](const ir::Var& var, ir::Access kind) {
      assigned |= &var == array->var && kind != ir::Access::Read;
    });
    if (assigned || isPrivateIn(scope, *array->var)) return false;
    return std::ranges::all_of(access.indices,
                               [&](const ir::Expr* index) { return bounds.within(scope, *index).has_value(); });
  }

  // Is it a list, and does nothing in the scope make lists of its type longer or shorter?
  bool keepsLength(const ir::Stmt& scope, ir::Type type) {
    if (type->kind != sema::TypeKind::List) return false;
    if (changed_.empty()) changed_ = ir::changedTypes(module_);
    bool keeps = true;
    ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
      ir::forEachChild(stmt, [&](const ir::Expr* child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          const auto* library = ir::as<ir::LibraryCall>(&expr);
          bool mutates = library && sema::facts(library->callee).effect == sema::Effect::Mutates;
          keeps &= !(mutates && library->args[0]->type == type);
          ir::forEachCallee(module_, expr,
                            [&](const ir::Function& callee) { keeps &= !changed_[&callee].contains(type); });
        });
      });
    });
    return keeps;
  }

  // A variable that exists only inside cannot stand in a condition outside.
  static bool isPrivateIn(const ir::Stmt& scope, const ir::Var& var) {
    bool found = false;
    ir::forEachStmt(scope, [&](const ir::Stmt& stmt) {
      const auto* region = ir::as<ir::Region>(&stmt);
      if (!region) return;
      for (const ir::SharedVar& shared : region->facts->sharing) {
        found |= shared.var == &var && shared.sharing != ir::Sharing::Shared;
      }
    });
    return found;
  }

  // Would inner loops, taken alone, get rid of more tests?
  bool coversInnerLoops(const ir::Stmt& scope, const AffineBounds& bounds, const std::vector<Access>& hoistable) {
    std::unordered_set<const ir::Bounds*> taken;
    for (const Access& access : hoistable) taken.insert(access.bounds);
    bool all = true;
    ir::forEachStmt(scope, [&](const ir::Stmt& inner) {
      if (&inner == &scope || inner.kind != ir::StmtKind::For) return;
      for (const Access& access : checkedAccesses(const_cast<ir::Stmt&>(inner))) {
        if (!taken.contains(access.bounds) && isHoistable(inner, access, bounds)) all = false;
      }
    });
    return all;
  }

  // covers(a, lowest row, highest row + 1, lowest column, ...) for each array.
  std::vector<ir::Expr*> coverConditions(const ir::Stmt& scope, const std::vector<Access>& accesses,
                                         const AffineBounds& bounds) {
    std::vector<std::pair<ir::Var*, std::vector<AxisBounds>>> arrays;
    for (const Access& access : accesses) {
      ir::Var* var = static_cast<ir::VarRef*>(access.array)->var;
      auto found = std::ranges::find(arrays, var, &std::pair<ir::Var*, std::vector<AxisBounds>>::first);
      if (found == arrays.end()) {
        arrays.emplace_back(var, std::vector<AxisBounds>(std::max<std::size_t>(var->type->ndim, 1)));
        found = std::prev(arrays.end());
      }
      for (std::size_t axis = 0; axis < access.indices.size(); ++axis) {
        merge(found->second[axis], *bounds.within(scope, *access.indices[axis]));
      }
    }
    std::vector<ir::Expr*> conditions;
    for (auto& [var, axes] : arrays) {
      std::size_t used = axes.size();
      while (used > 0 && axes[used - 1].empty()) --used;
      std::size_t rows = 1;
      for (const AxisBounds& axis : axes) rows = std::max(rows, axis.size());
      for (std::size_t row = 0; row < rows; ++row) {
        std::vector<ir::Expr*> args{ir::variable(module_, var, scope.loc)};
        for (std::size_t axis = 0; axis < used; ++axis) {
          const IndexBounds& range = axes[axis][std::min(row, axes[axis].size() - 1)];
          Linear high = range.highest;
          high.constant += 1;
          args.push_back(expression(range.lowest, scope.loc));
          args.push_back(expression(high, scope.loc));
        }
        conditions.push_back(ir::runtimeCall(module_, ir::RuntimeFunction::Covers, types_.boolean(), args, scope.loc));
      }
    }
    return conditions;
  }

  static void merge(AxisBounds& ranges, const IndexBounds& index) {
    for (IndexBounds& range : ranges) {
      if (range.lowest.terms != index.lowest.terms || range.highest.terms != index.highest.terms) continue;
      range.lowest.constant = std::min(range.lowest.constant, index.lowest.constant);
      range.highest.constant = std::max(range.highest.constant, index.highest.constant);
      return;
    }
    ranges.push_back(index);
  }

  ir::Expr* symbol(const Symbol& symbol, support::Loc loc) {
    if (symbol.last_of) {
      std::vector<ir::Expr*> args{ir::clone(module_, symbol.last_of->start), ir::clone(module_, symbol.last_of->stop),
                                  ir::clone(module_, symbol.last_of->step)};
      return ir::runtimeCall(module_, ir::RuntimeFunction::RangeLast, types_.integer(), args, loc);
    }
    auto* var = const_cast<ir::Var*>(symbol.var);
    if (symbol.axis < 0) return ir::variable(module_, var, loc);
    if (ir::Var* name = nameOfExtent(*var, symbol.axis)) return ir::variable(module_, name, loc);
    return ir::dimension(module_, types_, ir::variable(module_, var, loc), symbol.axis);
  }

  // n where the function begins with n = a.shape[0]: a reader knows it by that name.
  ir::Var* nameOfExtent(const ir::Var& array, int axis) const {
    for (const ir::Stmt* stmt : function_.body->stmts) {
      const auto* assign = ir::as<ir::Assign>(stmt);
      if (!assign) break;
      const auto* dimension = ir::as<ir::Dimension>(assign->value);
      const auto* reference = dimension ? ir::as<ir::VarRef>(dimension->array) : nullptr;
      if (reference && reference->var == &array && dimension->axis == axis && assignedOnce(*assign->target)) {
        return assign->target;
      }
    }
    return nullptr;
  }

  bool assignedOnce(const ir::Var& var) const {
    int count = 0;
    ir::forEachVar(*function_.body, [&](const ir::Var& used, ir::Access access) {
      count += &used == &var && access != ir::Access::Read ? 1 : 0;
    });
    return count == 1;
  }

  // n + m - 1 written as a person would: positive terms first, then negative ones, the constant last.
  ir::Expr* expression(const Linear& form, support::Loc loc) {
    ir::Expr* result = nullptr;
    auto plain = [&](ir::BinaryOp op, ir::Expr* left, ir::Expr* right) {
      return ir::binary(module_, op, ir::Arithmetic::Plain, left, right, loc);
    };
    auto constant = [&](std::int64_t value) { return ir::integer(module_, types_, value, loc); };
    for (bool positive : {true, false}) {
      for (const auto& [name, coefficient] : form.terms) {
        if ((coefficient > 0) != positive) continue;
        std::int64_t magnitude = coefficient > 0 ? coefficient : -coefficient;
        ir::Expr* term = symbol(name, loc);
        if (magnitude != 1) term = plain(ir::BinaryOp::Mul, constant(magnitude), term);
        if (!result && !positive) result = constant(form.constant);
        result = !result ? term : plain(positive ? ir::BinaryOp::Add : ir::BinaryOp::Sub, result, term);
      }
    }
    bool starts_with_constant =
        !form.terms.empty() && std::ranges::all_of(form.terms, [](const auto& term) { return term.second < 0; });
    if (!result) return constant(form.constant);
    if (form.constant == 0 || starts_with_constant) return result;
    return form.constant > 0 ? plain(ir::BinaryOp::Add, result, constant(form.constant))
                             : plain(ir::BinaryOp::Sub, result, constant(-form.constant));
  }

  // Marks checked int operations that fit when the integers from outside are small, and adds fits(n, bits) for those.
  bool hoistArithmetic(ir::Stmt& scope, const RangeTable& before, std::vector<ir::Expr*>& conditions) {
    std::unordered_set<const ir::Expr*> computed_before = computedBefore(scope);
    for (int bits : AssumedBits) {
      RangeTable assumed = inferRanges(function_, {&scope, std::int64_t{1} << bits});
      std::vector<ir::Arithmetic*> modes;
      std::size_t checked = 0;
      auto consider = [&](ir::Arithmetic& mode, bool fits) {
        if (mode != ir::Arithmetic::Checked) return;
        ++checked;
        if (fits) modes.push_back(&mode);
      };
      auto fits = [&](const ir::Expr& expr) {
        auto found = assumed.cannot_overflow.find(&expr);
        return found != assumed.cannot_overflow.end() && found->second;
      };
      ir::forEachExpr(scope, [&](ir::Expr& expr) {
        if (expr.type->kind != sema::TypeKind::Int || computed_before.contains(&expr)) return;
        if (auto* binary = ir::as<ir::Binary>(&expr); binary && isSum(binary->op)) consider(binary->mode, fits(expr));
        if (auto* unary = ir::as<ir::Unary>(&expr)) consider(unary->mode, fits(expr));
        if (auto* call = ir::as<ir::RuntimeCall>(&expr); call && call->callee == ir::RuntimeFunction::Square) {
          consider(call->mode, fits(expr));
        }
      });
      ir::forEachStmt(scope, [&](ir::Stmt& stmt) {
        auto* update = ir::as<ir::Update>(&stmt);
        if (!update || update->target->type->kind != sema::TypeKind::Int || !isSum(update->op)) return;
        auto found = assumed.update_fits.find(update);
        consider(update->mode, found != assumed.update_fits.end() && found->second);
      });
      if (modes.empty() || (modes.size() < checked && bits != AssumedBits[1])) continue;
      std::vector<ir::Expr*> small = fitConditions(scope, before, bits);
      if (small.empty()) return false;
      conditions.insert(conditions.end(), small.begin(), small.end());
      for (ir::Arithmetic* mode : modes) *mode = ir::Arithmetic::Hoisted;
      return true;
    }
    return false;
  }

  static bool isSum(ir::BinaryOp op) {
    return op == ir::BinaryOp::Add || op == ir::BinaryOp::Sub || op == ir::BinaryOp::Mul;
  }

  std::vector<ir::Expr*> fitConditions(const ir::Stmt& scope, const RangeTable& before, int bits) {
    std::unordered_set<const ir::Var*> assigned;
    ir::forEachVar(scope, [&](const ir::Var& var, ir::Access access) {
      if (access != ir::Access::Read) assigned.insert(&var);
    });
    std::vector<ir::Var*> small;
    std::set<std::pair<ir::Var*, int>> extents;
    std::vector<std::pair<ir::Var*, int>> extent_order;
    ir::forEachExpr(scope, [&](const ir::Expr& expr) {
      if (const auto* dimension = ir::as<ir::Dimension>(&expr); dimension && bits < 48) {
        const auto* array = ir::as<ir::VarRef>(dimension->array);
        if (array && !assigned.contains(array->var) && extents.emplace(array->var, dimension->axis).second) {
          extent_order.emplace_back(array->var, dimension->axis);
        }
      }
      const auto* reference = ir::as<ir::VarRef>(&expr);
      if (!reference || reference->var->type->kind != sema::TypeKind::Int) return;
      ir::Var* var = reference->var;
      bool outside = var->kind != ir::VarKind::Constant && !assigned.contains(var) && !isPrivateIn(scope, *var);
      Range range = before(expr);
      bool known = range.lo >= -(std::int64_t{1} << bits) && range.hi <= (std::int64_t{1} << bits);
      if (outside && !known && std::ranges::find(small, var) == small.end()) small.push_back(var);
    });
    std::vector<ir::Expr*> conditions;
    auto fits = [&](ir::Expr* value) {
      std::vector<ir::Expr*> args{value, ir::integer(module_, types_, bits, scope.loc)};
      conditions.push_back(ir::runtimeCall(module_, ir::RuntimeFunction::Fits, types_.boolean(), args, scope.loc));
    };
    for (ir::Var* var : small) fits(ir::variable(module_, var, scope.loc));
    for (auto [var, axis] : extent_order) {
      fits(ir::dimension(module_, types_, ir::variable(module_, var, scope.loc), axis));
    }
    return conditions;
  }

  ir::Module& module_;
  ir::Function& function_;
  sema::TypeTable& types_;
  ir::ChangedTypes changed_;
};

} // namespace

void hoistChecks(ir::Module& module, sema::TypeTable& types) {
  for (ir::Function* function : module.functions) CheckHoisting(module, *function, types).run();
}

} // namespace pyompcc::transform
