// lib/sema/check_teams.cpp
//
// Nesting of `teams` and `distribute`: each rule is about a construct and the one right around it.
#include "lib/sema/check_teams.h"

#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"

namespace pyompcc::sema {
namespace {

using omp::DirectiveKind;

const Region* around(const FunctionInfo& function, const Region& region) {
  return region.parent < 0 ? nullptr : &function.regions[static_cast<std::size_t>(region.parent)];
}

bool isTeams(const Region* region) {
  return region && omp::leafConstructs(region->directive->kind).back() == DirectiveKind::Teams;
}

// `teams` is the outermost construct, but for `target`. On the host `target teams` is `teams`.
void checkOutermost(const FunctionInfo& function, const Region& region, diag::Emitter& emitter) {
  if (!omp::hasLeaf(region.directive->kind, DirectiveKind::Teams)) return;
  for (const Region* outer = around(function, region); outer; outer = around(function, *outer)) {
    if (!omp::withoutTarget(outer->directive->kind)) continue;
    emitter
        .report(region.directive->loc, diag::TeamsInside, omp::spelling(region.directive->kind),
                omp::spelling(outer->directive->kind))
        .note(outer->directive->loc, diag::OuterConstructHere, omp::spelling(outer->directive->kind));
    return;
  }
}

} // namespace

void checkTeams(const FunctionInfo& function, diag::Emitter& emitter) {
  for (const Region& region : function.regions) {
    checkOutermost(function, region, emitter);
    DirectiveKind first = omp::leafConstructs(region.directive->kind).front();
    bool in_teams = isTeams(around(function, region));
    if (first == DirectiveKind::Distribute && !in_teams) {
      emitter.report(region.directive->loc, diag::DistributeOutside, omp::spelling(region.directive->kind));
    }
    bool fits = first == DirectiveKind::Distribute || first == DirectiveKind::Parallel || first == DirectiveKind::Loop;
    bool reported = omp::hasLeaf(region.directive->kind, DirectiveKind::Teams);
    if (in_teams && !fits && !reported) {
      emitter.report(region.directive->loc, diag::TeamsHolds, omp::spelling(region.directive->kind));
    }
  }
}

} // namespace pyompcc::sema
