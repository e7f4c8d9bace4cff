// lib/omp/check_directive.h
//
// The rules of grammar/omp_allowed.def, checked on a directive; used by parse_directive.cpp only.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/omp/directive.h"

namespace pyompcc::omp {

/// May the clause stand on the directive? Reports why not.
bool checkAllowed(DirectiveKind directive, ClauseKind clause, support::Loc loc, diag::Emitter& emitter);

/// Checks what concerns several clauses: written once, exclusive, required, together.
void checkDirective(const Directive& directive, diag::Emitter& emitter);

} // namespace pyompcc::omp
