// lib/sema/check_order.cpp
//
// One function for each rule.
#include "lib/sema/check_order.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

bool isInscan(const omp::Clause& clause) {
  return clause.kind == ClauseKind::Reduction && clause.has(omp::ReductionModifier::Inscan);
}

bool lists(const omp::Clause& clause, std::string_view name) {
  return std::ranges::any_of(clause.items, [&](const omp::Item& item) { return item.name == name; });
}

class OrderCheck {
 public:
  OrderCheck(const FunctionInfo& function, diag::Emitter& emitter) : function_(function), emitter_(emitter) {}

  void run() {
    for (std::size_t i = 0; i < function_.regions.size(); ++i) {
      const Region& region = function_.regions[i];
      if (region.directive->kind == DirectiveKind::Scan) checkScan(region);
      if (region.directive->kind == DirectiveKind::Ordered) checkDoacross(region);
      for (const omp::Clause& clause : region.directive->clauses) {
        if (isInscan(clause)) checkHasScan(static_cast<int>(i), clause);
      }
    }
  }

 private:
  // Right in the body of the loop, once.
  void checkScan(const Region& scan) {
    const Region* loop = scan.parent < 0 ? nullptr : &function_.regions[static_cast<std::size_t>(scan.parent)];
    bool inside = loop && !loop->loops.empty() &&
                  std::ranges::find(loop->loops.back()->body, scan.stmt) != loop->loops.back()->body.end() &&
                  std::ranges::any_of(loop->directive->clauses, isInscan);
    if (!inside) {
      emitter_.report(scan.directive->loc, diag::ScanPlace);
      return;
    }
    for (const omp::Clause& clause : scan.directive->clauses) {
      for (const omp::Item& item : clause.items) {
        bool listed = std::ranges::any_of(loop->directive->clauses, [&](const omp::Clause& other) {
          return isInscan(other) && lists(other, item.name);
        });
        if (!listed) emitter_.report(item.loc, diag::ScanUnlisted, item.name);
      }
    }
  }

  void checkHasScan(int loop, const omp::Clause& reduction) {
    for (const omp::Item& item : reduction.items) {
      auto scans = [&](const Region& region) {
        return region.directive->kind == DirectiveKind::Scan && region.parent == loop &&
               std::ranges::any_of(region.directive->clauses,
                                   [&](const omp::Clause& clause) { return lists(clause, item.name); });
      };
      if (std::ranges::count_if(function_.regions, scans) != 1) {
        emitter_.report(item.loc, diag::InscanNeedsScan, item.text, item.text);
      }
    }
  }

  // As many iteration numbers as the loops that wait for each other.
  void checkDoacross(const Region& region) {
    const omp::Clause* ordered = nullptr;
    std::int64_t depth = 0;
    for (int p = region.parent; p >= 0 && !ordered; p = function_.regions[static_cast<std::size_t>(p)].parent) {
      const Region& outer = function_.regions[static_cast<std::size_t>(p)];
      ordered = outer.directive->find(ClauseKind::Ordered);
      if (ordered) depth = ordered->items.empty() ? 0 : outer.depth;
    }
    for (const omp::Clause& clause : region.directive->clauses) {
      bool waits = clause.kind == ClauseKind::Doacross || clause.kind == ClauseKind::Depend;
      if (!waits || !ordered) continue;
      bool sink = clause.get<omp::DoacrossType>() == omp::DoacrossType::Sink;
      bool fits = depth > 0 && (!sink || clause.items.size() == static_cast<std::size_t>(depth));
      if (!fits) emitter_.report(clause.loc, diag::DoacrossDepth);
    }
  }

  const FunctionInfo& function_;
  diag::Emitter& emitter_;
};

} // namespace

bool mayRunInOrder(DirectiveKind kind) {
  return kind == DirectiveKind::For || kind == DirectiveKind::ForSimd || kind == DirectiveKind::ParallelFor ||
         kind == DirectiveKind::ParallelForSimd || kind == DirectiveKind::Simd;
}

bool asksForOrder(const omp::Clause& clause) {
  return isInscan(clause) || (clause.kind == ClauseKind::Lastprivate && !clause.modifiers.empty());
}

void checkOrder(const FunctionInfo& function, diag::Emitter& emitter) { OrderCheck(function, emitter).run(); }

} // namespace pyompcc::sema
