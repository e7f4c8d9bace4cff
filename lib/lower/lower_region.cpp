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
  if (association != omp::Association::Loop) {
    append(result);
    result->body = lowerBlock(body);
    return;
  }
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
        ir::Expr* value = lowerExpr(*expr);
        clause.values.push_back(clause.clause->kind == omp::ClauseKind::If ? truth(value) : value);
      }
    }
    facts->clauses.push_back(std::move(clause));
  }
  return facts;
}

} // namespace pyompcc::lower
