// lib/sema/warn_races.h
//
// Warns of data races that can be seen in the text.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

namespace pyompcc::sema {

/// Reports, as warnings: shared variables that every thread of a team assigns without protection (RaceAssignment, or
/// RaceReduction where a `reduction` would be right); elements of arrays that one iteration of a work-sharing loop
/// assigns and another reads or assigns, where the subscripts prove it (RaceCarried); reads behind a `nowait` loop
/// that assigns (RaceNowait). What may be right stays silent: code under a condition that may choose one thread or one
/// iteration, locks, subscripts that are not affine. A comment `# omp: ignore` on the line silences it. Runs after
/// inferSharing.
///   with openmp("parallel for"):
///       for i in range(n): s += a[i]          warning RaceReduction: add reduction(+:s)
void warnRaces(const FunctionInfo& function, const Program& program, const support::SourceFile& source,
               const Resolutions& resolutions, const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
