// lib/lower/lower_region.cpp
//
// OpenMP constructs: their data sharing, the values of their clauses, their bodies.
#include "lib/lower/function_lowering.h"
#include "lib/omp/tables.h"

namespace pyompcc::lower {

void FunctionLowering::lowerRegion(const sema::Region& region, std::span<ast::Stmt* const> body) {
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
    ir::Block* loop_block = blockOf([&] { lowerInto(block_, body); });
    result->body = ir_.makeBlock();
    for (ir::Stmt* stmt : loop_block->stmts) {
      if (stmt->kind == ir::StmtKind::For) {
        result->body->stmts.push_back(stmt);
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

// Whether a private variable has a value is private too; that of one which is copied out is copied out.
void FunctionLowering::copyBoundFlags(const sema::Region& region, ir::RegionFacts& facts) {
  for (const sema::SharingEntry& entry : region.sharing) {
    ir::Var* inside = entry.inside ? boundFlag(entry.inside) : nullptr;
    if (!inside) continue;
    if (entry.sharing == sema::Sharing::Private || entry.sharing == sema::Sharing::FirstPrivate) {
      facts.sharing.push_back({inside, inside, sema::Sharing::FirstPrivate, sema::SharingReason::BoundFlag, {}});
    } else if (entry.sharing == sema::Sharing::LastPrivate || entry.sharing == sema::Sharing::FirstLastPrivate) {
      ir::Var* outside = entry.outside ? boundFlag(entry.outside) : nullptr;
      facts.sharing.push_back(
          {inside, outside ? outside : inside, sema::Sharing::FirstLastPrivate, sema::SharingReason::BoundFlag, {}});
    }
  }
}

ir::RegionFacts* FunctionLowering::lowerFacts(const sema::Region& region) {
  ir::RegionFacts* facts = ir_.makeRegionFacts();
  facts->directive = region.directive;
  support::Loc place = loc(*region.stmt);
  facts->line = context_.sources[place.file].lineColumn(place.begin).line;
  for (const sema::SharingEntry& entry : region.sharing) {
    if (!entry.inside) continue;
    ir::Var* inside = var(entry.inside);
    ir::Var* outside = entry.outside ? var(entry.outside) : nullptr;
    facts->sharing.push_back({inside, outside, entry.sharing, entry.reason, entry.reduction});
  }
  for (std::size_t i = 0; i < region.directive->clauses.size(); ++i) {
    ir::RegionClause clause{&region.directive->clauses[i], {}};
    if (i < region.clause_exprs.size()) {
      for (const ast::Expr* expr : region.clause_exprs[i]) {
        if (!expr) continue;
        if (std::optional<std::int64_t> constant = region.clause_constants[i]) {
          clause.values.push_back(integer(*constant, loc(*expr)));
          continue;
        }
        ir::Expr* value = lowerExpr(*expr);
        clause.values.push_back(clause.clause->kind == omp::ClauseKind::If ? truth(value) : value);
      }
    }
    facts->clauses.push_back(std::move(clause));
  }
  return facts;
}

} // namespace pyompcc::lower
