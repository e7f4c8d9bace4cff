// lib/sema/check_teams.h
//
// What may stand in `teams`, and where `teams` and `distribute` may stand.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/sema/program.h"

namespace pyompcc::sema {

/// Reports each construct of the function whose place OpenMP 5.2 sections 10.2 and 11.6 forbid. After
/// resolve_directives, which finds the regions.
///     with openmp("teams"):
///         with openmp("single"):        error: `single` in `teams`
void checkTeams(const FunctionInfo& function, diag::Emitter& emitter);

} // namespace pyompcc::sema
