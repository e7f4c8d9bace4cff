// lib/lower/lower_region.cpp
//
// OpenMP constructs: their data sharing, the values of their clauses, their bodies.
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/omp/tables.h"

#include <algorithm>

namespace pyompcc::lower {

void FunctionLowering::lowerRegion(const sema::Region& region, std::span<ast::Stmt* const> body) {
  if (!omp::isExecuted(region.directive->kind) || isOrderOnly(*region.directive)) return lowerInto(block_, body);
  if (region.directive->kind == omp::DirectiveKind::Error) {
    lowerError(region);
    return lowerInto(block_, body);
  }
  if (hostKind(region) == region.directive->kind) return lowerConstruct(region, body);
  lowerOnHost(region, body);
}

void FunctionLowering::lowerConstruct(const sema::Region& region, std::span<ast::Stmt* const> body) {
  makeParts(region);
  auto* result = ir_.make<ir::Region>(loc(*region.stmt));
  std::vector<std::string_view> comments;
  comments.swap(pending_comments_);
  result->facts = lowerFacts(region);
  pending_comments_.swap(comments);
  omp::Association association = omp::association(*region.directive);
  if (association == omp::Association::None) {
    // A directive that stands alone comes before the block that it was written on.
    append(result);
    lowerInto(block_, body);
    return;
  }
  if (region.directive->kind == omp::DirectiveKind::Atomic) {
    lowerAtomic(region, *result, body);
    return;
  }
  if (association != omp::Association::Loop) {
    append(result);
    result->body = lowerBlock(body);
    copyBoundFlags(region, *result->facts);
    return;
  }
  result->facts->depth = static_cast<int>(region.loops.size());
  if (region.loops.size() > 1) {
    ir::Block* nest = ir_.makeBlock();
    lowerLoopNest(region, *nest);
    result->body = nest;
    append(result);
  } else {
    // Statements that the loop needs before it (bounds that are computed once) go before the directive.
    taken_loop_ = region.loop;
    ir::Block* loop_block = blockOf([&] { lowerInto(block_, body); });
    result->body = ir_.makeBlock();
    for (ir::Stmt* stmt : loop_block->stmts) {
      if (auto* loop = ir::as<ir::For>(stmt)) {
        if (omp::hasLeaf(region.directive->kind, omp::DirectiveKind::Taskloop)) keepBounds(*loop);
        result->body->stmts.push_back(stmt);
        result->facts->depth = indexLoops(*region.loop);
      } else {
        append(stmt);
      }
    }
    append(result);
    if (result->body->stmts.size() != 1) {
      context_.emitter.report(
          loc(*region.loop->iter), diag::NotLowered,
          fmt::format("a loop over `{}` that a directive takes", typeName(type(*region.loop->iter))));
    }
  }
  copyBoundFlags(region, *result->facts);
}

// `error at(execution)` raises or warns (OpenMP 5.2 section 8.5).
void FunctionLowering::lowerError(const sema::Region& region) {
  const omp::Directive& directive = *region.directive;
  bool warns = false;
  ir::Expr* message = nullptr;
  for (std::size_t i = 0; i < directive.clauses.size(); ++i) {
    const omp::Clause& clause = directive.clauses[i];
    warns |= clause.has(omp::SeverityKind::Warning);
    if (clause.kind == omp::ClauseKind::Message)
      message = lowerAs(*region.clause_exprs[i].front(), context_.types.str());
  }
  support::Loc place = loc(*region.stmt);
  if (!message) message = textConstant("an `error` directive", place);
  auto* stmt = ir_.make<ir::ExprStmt>(place);
  stmt->value = runtimeCall(warns ? ir::RuntimeFunction::ProgramWarns : ir::RuntimeFunction::ProgramFails,
                            context_.types.none(), {message}, place);
  append(stmt);
}

// Whether a private variable has a value is private too; that of one which is copied out is copied out.
void FunctionLowering::copyBoundFlags(const sema::Region& region, ir::RegionFacts& facts) {
  // clang 19 loses the last value where a taskloop copies in and out; the last iteration assigns it in any case.
  bool is_taskloop = omp::hasLeaf(region.directive->kind, omp::DirectiveKind::Taskloop);
  sema::Sharing comes_out = is_taskloop ? sema::Sharing::LastPrivate : sema::Sharing::FirstLastPrivate;
  for (const sema::SharingEntry& entry : region.sharing) {
    ir::Var* inside = entry.inside ? boundFlag(entry.inside) : nullptr;
    if (!inside) continue;
    if (entry.sharing == sema::Sharing::Private || entry.sharing == sema::Sharing::FirstPrivate) {
      facts.sharing.push_back({inside, inside, sema::Sharing::FirstPrivate, sema::SharingReason::BoundFlag, {}});
    } else if (entry.sharing == sema::Sharing::LastPrivate || entry.sharing == sema::Sharing::FirstLastPrivate) {
      ir::Var* outside = entry.outside ? boundFlag(entry.outside) : nullptr;
      facts.sharing.push_back({inside, outside ? outside : inside, comes_out, sema::SharingReason::BoundFlag, {}});
    }
  }
}

/// How many loops stand for the one: `np.ndindex` gives as many as it has extents.
int FunctionLowering::indexLoops(const ast::For& loop) const {
  const auto* call = ast::as<ast::Call>(loop.iter);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  bool counts =
      callee.kind == sema::Callee::Kind::Library && sema::facts(callee.library).dotted_name == "numpy.ndindex";
  return counts ? static_cast<int>(type(*call)->elements[0]->elements.size()) : 1;
}

void FunctionLowering::keepBounds(ir::For& loop) {
  std::string name(loop.index->cpp_name);
  if (!ir::constantInt(loop.start)) loop.start = keep(loop.start, name + "_start");
  if (!ir::constantInt(loop.stop)) loop.stop = keep(loop.stop, name + "_stop");
}

ir::RegionFacts* FunctionLowering::lowerFacts(const sema::Region& region) {
  ir::RegionFacts* facts = ir_.makeRegionFacts();
  facts->directive = hostDirective(region);
  facts->in_order = runsInOrder(region);
  support::Loc place = loc(*region.stmt);
  facts->line = context_.sources[place.file].lineColumn(place.begin).line;
  // clang 19 cannot have the bounds and values of a taskloop in variables that a lambda captures.
  bool is_taskloop = omp::hasLeaf(region.directive->kind, omp::DirectiveKind::Taskloop);
  for (const sema::SharingEntry& entry : region.sharing) {
    if (!entry.inside) continue;
    if (instance_.web_types[entry.inside.index]->kind == sema::TypeKind::Exception) {
      // The handler declares it, which has to stand inside too.
      if (entry.sharing != sema::Sharing::Private) {
        context_.emitter.report(entry.loc, diag::NotLowered, "the name of a handler around an OpenMP construct");
      }
      continue;
    }
    ir::Var* inside = var(entry.inside);
    ir::Var* outside = entry.outside ? var(entry.outside) : nullptr;
    if (ir::Var* part = partOf(region, entry).second) outside = part;
    facts->sharing.push_back(
        {inside, outside, entry.sharing, entry.reason, entry.reduction, declaredReduction(entry, outside)});
  }
  sharePart(region, *facts);
  std::size_t next = 0;
  for (std::size_t i = 0; i < region.directive->clauses.size(); ++i) {
    // The clauses of the host's directive stand in the same order.
    const auto& kept = facts->directive->clauses;
    if (next == kept.size() || kept[next].range.begin != region.directive->clauses[i].range.begin) continue;
    ir::RegionClause clause{&kept[next++], {}};
    if (i < region.clause_exprs.size()) {
      for (const ast::Expr* expr : region.clause_exprs[i]) {
        if (!expr || omp::isReduction(clause.clause->kind)) continue;
        if (std::optional<std::int64_t> constant = region.clause_constants[i]) {
          clause.values.push_back(integer(*constant, loc(*expr)));
          continue;
        }
        ir::Expr* value = lowerClauseValue(clause.clause->kind, *expr);
        if (clause.clause->kind == omp::ClauseKind::ThreadLimit) value = limitOfTeams(region, value);
        if (is_taskloop && !ir::constantInt(value)) value = keep(value, omp::spelling(clause.clause->kind));
        clause.values.push_back(value);
      }
    }
    facts->clauses.push_back(std::move(clause));
  }
  return facts;
}

ir::Expr* FunctionLowering::lowerClauseValue(omp::ClauseKind kind, const ast::Expr& expr) {
  ir::Type int_type = context_.types.integer();
  switch (kind) {
  case omp::ClauseKind::If:
  case omp::ClauseKind::Final: return lowerCondition(expr);
  case omp::ClauseKind::Affinity:
  case omp::ClauseKind::Depend: return lowerLocation(expr);
  case omp::ClauseKind::DistSchedule:
  case omp::ClauseKind::Grainsize:
  case omp::ClauseKind::NumTasks: {
    ir::Expr* value = lowerAs(expr, int_type);
    const std::int64_t* constant = ir::constantInt(value);
    if (constant && *constant > 0) return value;
    return runtimeCall(ir::RuntimeFunction::Positive, int_type, {value}, loc(expr));
  }
  case omp::ClauseKind::NumTeams:
    return runtimeCall(ir::RuntimeFunction::NumTeams, int_type, {lowerAs(expr, int_type)}, loc(expr));
  case omp::ClauseKind::ThreadLimit:
    return runtimeCall(ir::RuntimeFunction::Positive, int_type, {lowerAs(expr, int_type)}, loc(expr));
  default: return lowerExpr(expr);
  }
}

// x, a[i], a[lo:hi]: what a task depends on is found by where it begins; an array by its first element.
ir::Expr* FunctionLowering::lowerLocation(const ast::Expr& expr) {
  const auto* subscript = ast::as<ast::Subscript>(&expr);
  ir::Expr* value = lowerExpr(subscript ? *subscript->value : expr);
  if (!sema::isArray(value->type)) return value;
  value = once(value, "array");
  std::span<ast::Expr* const> written;
  if (subscript) written = {&subscript->slice, 1};
  if (const auto* several = subscript ? ast::as<ast::Tuple>(subscript->slice) : nullptr) written = several->elts;
  bool is_element = written.size() == value->type->ndim &&
                    std::ranges::none_of(written, [](const ast::Expr* index) { return ast::as<ast::Slice>(index); });
  std::vector<ir::Expr*> indices;
  for (const ast::Expr* index : written) {
    const auto* slice = ast::as<ast::Slice>(index);
    const ast::Expr* start = slice ? slice->lower : index;
    ir::Expr* place = start ? lowerAs(*start, context_.types.integer()) : integer(0, loc(*index));
    if (start && !is_element) place = placeOnAxis(value, place, indices.size(), slice != nullptr);
    indices.push_back(place);
  }
  while (indices.size() < value->type->ndim) indices.push_back(integer(0, loc(expr)));
  ir::Bounds bounds = is_element ? ir::Bounds::Checked : ir::Bounds::Proved;
  return ir::element(ir_, context_.types, again(value), indices, bounds, loc(expr));
}

// A slice may begin anywhere; an index must be inside.
ir::Expr* FunctionLowering::placeOnAxis(ir::Expr* array, ir::Expr* place, std::size_t axis, bool in_slice) {
  ir::Type int_type = context_.types.integer();
  ir::Expr* size = ir::dimension(ir_, context_.types, again(array), static_cast<int>(axis));
  if (in_slice) return runtimeCall(ir::RuntimeFunction::SliceStart, int_type, {place, size}, place->loc);
  ir::Expr* number = integer(static_cast<std::int64_t>(axis), place->loc);
  return runtimeCall(ir::RuntimeFunction::Place, int_type, {place, size, number}, place->loc);
}

} // namespace pyompcc::lower
