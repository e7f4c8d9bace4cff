// lib/omp/parse_directive.h
//
// The parser of directive strings.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/omp/directive.h"

#include <optional>

namespace pyompcc::omp {

/// Parses one directive: its name, argument and clauses, in any letter case and spacing, with or without commas between
/// clauses (OpenMP 5.2 section 3.1 and 3.2). Checks what the tables say: clauses allowed, once, exclusive, required,
/// implemented by clang 19. Expressions are only delimited: quotes and brackets balance, Python parses them later.
/// Reports every fault at its characters; returns nothing when the directive's name is not known, else what could be
/// read, so that `emitter.errorCount()` before and after tells whether it is whole.
///   parallel for reduction(+:s) schedule(dynamic, 4)
std::optional<Directive> parseDirective(const DirectiveText& text, diag::Emitter& emitter);

} // namespace pyompcc::omp
