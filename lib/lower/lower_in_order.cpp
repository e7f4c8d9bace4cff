// lib/lower/lower_in_order.cpp
//
// Loops whose iterations wait for each other: they run in order, as one chunk that one thread takes.
#include "lib/lower/function_lowering.h"
#include "lib/omp/tables.h"
#include "lib/sema/check_order.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pyompcc::lower {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

bool isDoacross(const omp::Directive& directive) {
  return directive.kind == DirectiveKind::Ordered && omp::association(directive) == omp::Association::None;
}

bool isOfLanes(const omp::Directive& directive) {
  return directive.kind == DirectiveKind::Ordered && directive.has(ClauseKind::Simd);
}

} // namespace

// Is there a construct of the loop itself that is one of those?
template <class Is> bool FunctionLowering::holdsOrdered(const sema::Region& region, Is&& is) const {
  return std::ranges::any_of(info_.regions, [&](const sema::Region& inner) {
    if (!is(*inner.directive)) return false;
    const sema::Region* around = &inner;
    do {
      if (around->parent < 0) return false;
      around = &info_.regions[static_cast<std::size_t>(around->parent)];
    } while (!sema::mayRunInOrder(around->directive->kind));
    return around == &region;
  });
}

// With `doacross`, `inscan` or `conditional` each iteration may need what those before it have done.
bool FunctionLowering::runsInOrder(const sema::Region& region) const {
  if (!sema::mayRunInOrder(region.directive->kind)) return false;
  return std::ranges::any_of(region.directive->clauses, sema::asksForOrder) || holdsOrdered(region, isDoacross);
}

// Iterations in the lanes of vector registers have no order, so that a loop that needs one stays without `simd`.
std::vector<DirectiveKind> FunctionLowering::leavesInOrder(const sema::Region& region) const {
  std::span<const DirectiveKind> leaves = omp::leafConstructs(region.directive->kind);
  std::vector<DirectiveKind> kept(leaves.begin(), leaves.end());
  bool of_lanes = sema::mayRunInOrder(region.directive->kind) && holdsOrdered(region, isOfLanes);
  if (of_lanes || runsInOrder(region)) std::erase(kept, DirectiveKind::Simd);
  return kept;
}

// Does nothing stay of the directive but its block?
bool FunctionLowering::isOrderOnly(const omp::Directive& directive) {
  return directive.kind == DirectiveKind::Scan || isDoacross(directive) ||
         (isOfLanes(directive) && !directive.has(ClauseKind::Threads));
}

//     with openmp("parallel for reduction(inscan, +: s)"):      #pragma omp parallel for schedule(static,
//     py::in_order())
//                                                                   firstprivate(s) lastprivate(s)
const omp::Directive* FunctionLowering::directiveInOrder(const sema::Region& region, DirectiveKind host) {
  omp::Directive directive = *region.directive;
  directive.kind = host;
  bool in_order = runsInOrder(region);
  std::vector<omp::Clause> last;
  for (omp::Clause& clause : directive.clauses) {
    if (!in_order || !sema::asksForOrder(clause)) continue;
    // The variable itself goes from iteration to iteration.
    clause.kind = ClauseKind::Firstprivate;
    clause.modifiers.clear();
    omp::Clause& copied = last.emplace_back(clause);
    copied.kind = ClauseKind::Lastprivate;
    copied.range.begin = std::numeric_limits<std::uint32_t>::max();
  }
  std::erase_if(directive.clauses, [&](const omp::Clause& clause) {
    bool divides =
        clause.kind == ClauseKind::Schedule || clause.kind == ClauseKind::Ordered || clause.kind == ClauseKind::Order;
    // `threads` is the rule, and there are no lanes.
    if (host == DirectiveKind::Ordered) return true;
    return (in_order && divides) || !omp::allowed(host, clause.kind);
  });
  directive.clauses.insert(directive.clauses.end(), last.begin(), last.end());
  return ir_.keepDirective(std::move(directive));
}

} // namespace pyompcc::lower
