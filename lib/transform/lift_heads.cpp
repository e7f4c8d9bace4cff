// lib/transform/lift_heads.cpp
//
// Computes what may raise in the head of a construct before it.
#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/transform/find_team_functions.h"
#include "lib/transform/region_guarding.h"

#include <string>

namespace pyompcc::transform {

// What can raise in the head of a statement that has to stay bare is computed before it, in a guard.
void RegionGuarding::liftHead(ir::Stmt& stmt, Lifted before) {
  if (auto* choice = ir::as<ir::If>(&stmt)) lift(choice->condition, "condition", before);
  if (auto* loop = ir::as<ir::For>(&stmt)) liftBounds(*loop, before);
  if (ir::Call* call = ownTeamCall(stmt)) {
    for (ir::Expr*& arg : call->args) lift(arg, "argument", before);
  }
  liftLoopBounds(stmt, before);
}

// Of a statement without blocks.
ir::Call* RegionGuarding::ownTeamCall(ir::Stmt& stmt) {
  bool has_block = false;
  ir::forEachChildBlock(stmt, [&](ir::Block&) { has_block = true; });
  return has_block ? nullptr : teamCall(stmt);
}

void RegionGuarding::liftLoopBounds(ir::Stmt& stmt, Lifted before) {
  ir::Stmt* inner = &stmt;
  auto* hoisted = ir::as<ir::Hoisted>(inner);
  if (hoisted && isConstruct(*hoisted)) inner = hoisted->body->stmts.front();
  auto* region = ir::as<ir::Region>(inner);
  if (!region) return;
  liftClauses(*region, before, hoisted);
  if (!region->body || omp::association(*region->facts->directive) != omp::Association::Loop) return;
  for (ir::For* loop : ir::loopNest(*region)) liftBounds(*loop, before, hoisted);
}

void RegionGuarding::liftBounds(ir::For& loop, Lifted before, bool out_of_hoisted) {
  std::string name(loop.index->cpp_name);
  lift(loop.start, name + "_start", before, out_of_hoisted);
  lift(loop.stop, name + "_stop", before, out_of_hoisted);
  lift(loop.step, name + "_step", before, out_of_hoisted, 1);
}

void RegionGuarding::liftClauses(ir::Region& region, Lifted before, bool out_of_hoisted) {
  for (ir::RegionClause& clause : region.facts->clauses) {
    bool is_place = clause.clause->kind == omp::ClauseKind::Depend || clause.clause->kind == omp::ClauseKind::Affinity;
    for (ir::Expr*& value : clause.values) {
      if (is_place) {
        liftPlace(*value, before);
      } else {
        lift(value, omp::spelling(clause.clause->kind), before, out_of_hoisted);
      }
    }
  }
}

// a.at(i) in `depend`    becomes    Int place = py::place(i, a.shape(0), 0); and a(place)
void RegionGuarding::liftPlace(ir::Expr& value, Lifted before) {
  auto* load = ir::as<ir::Load>(&value);
  if (!load) return;
  lift(load->array, "array", before);
  for (std::size_t axis = 0; axis < load->indices.size(); ++axis) {
    ir::Expr*& index = load->indices[axis];
    if (load->bounds != ir::Bounds::Proved) {
      std::vector<ir::Expr*> args{
          index, ir::dimension(module_, types_, ir::clone(module_, load->array), static_cast<int>(axis)),
          ir::integer(module_, types_, static_cast<std::int64_t>(axis), index->loc)};
      index = ir::runtimeCall(module_, ir::RuntimeFunction::Place, types_.integer(), args, index->loc);
    }
    lift(index, "place", before);
  }
  load->bounds = ir::Bounds::Proved;
}

void RegionGuarding::lift(ir::Expr*& value, std::string_view name, Lifted before, bool out_of_hoisted,
                          std::int64_t otherwise) {
  if (raises(*value) == Raises::Never) return;
  if (out_of_hoisted) ir::forEachExpr(*value, makeChecked);
  support::Loc loc = value->loc;
  ir::Var* var = temporary(name, value->type, loc);
  auto assign = [&](ir::Expr* assigned, Stmts& to) {
    auto* stmt = module_.make<ir::Assign>(loc);
    stmt->target = var;
    stmt->value = assigned;
    to.push_back(stmt);
  };
  if (before.unguarded && var->type->kind == sema::TypeKind::Int) {
    assign(ir::integer(module_, types_, otherwise, loc), *before.unguarded);
  }
  if (before.unguarded && var->type->kind == sema::TypeKind::Bool) {
    assign(ir::boolean(module_, types_, false, loc), *before.unguarded);
  }
  assign(value, before.before);
  value = ir::variable(module_, var, loc);
}

// What is computed before a Hoisted is in neither of its instances.
void RegionGuarding::makeChecked(ir::Expr& expr) {
  auto check = [](auto& mode, auto hoisted, auto checked) {
    if (mode == hoisted) mode = checked;
  };
  auto arithmetic = [&](ir::Arithmetic& mode) { check(mode, ir::Arithmetic::Hoisted, ir::Arithmetic::Checked); };
  auto bounds = [&](ir::Bounds& mode) { check(mode, ir::Bounds::Hoisted, ir::Bounds::Checked); };
  if (auto* unary = ir::as<ir::Unary>(&expr)) arithmetic(unary->mode);
  if (auto* binary = ir::as<ir::Binary>(&expr)) arithmetic(binary->mode);
  if (auto* conversion = ir::as<ir::Convert>(&expr)) arithmetic(conversion->mode);
  if (auto* call = ir::as<ir::RuntimeCall>(&expr)) arithmetic(call->mode);
  if (auto* load = ir::as<ir::Load>(&expr)) bounds(load->bounds);
  if (auto* view = ir::as<ir::Subview>(&expr)) bounds(view->bounds);
}

} // namespace pyompcc::transform
