// lib/sema/check_order.h
//
// Loops whose iterations wait for each other: `scan` with `inscan`, `ordered` with `doacross` or `simd`.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"

namespace pyompcc::sema {

/// May the iterations of a directive's loops run in their order on one thread: a loop that threads divide, or `simd`?
bool mayRunInOrder(omp::DirectiveKind kind);
/// Does a clause ask for what only iterations in order give: `reduction(inscan, ...)`, `lastprivate(conditional: ...)`?
bool asksForOrder(const omp::Clause& clause);

/// Reports `scan` that does not stand right in the loop of an `inscan` reduction, names that one of both lists and the
/// other does not, and a loop without its `scan` (OpenMP 5.2 sections 5.6 and 5.5.7); `doacross` that names another
/// number of loops than the `ordered` clause (section 15.9.6). Runs after resolveDirectives.
void checkOrder(const FunctionInfo& function, diag::Emitter& emitter);

} // namespace pyompcc::sema
