// lib/sema/warn_unordered.h
//
// Warns of tasks, sections and threads that touch the same variable in no order.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

namespace pyompcc::sema {

/// Reports, as warnings: shared variables, and elements with constant subscripts, that two tasks without `depend`, a
/// task in a loop, or a task and the code behind it or the loop around it touch, one of them assigning (RaceTask); that
/// two sections touch (RaceSections); that a thread assigns in a construct which the others do not wait for, and they
/// read behind it (RaceUnfinished). What stands under a condition, in `atomic` or in `critical` stays silent, and so do
/// tasks with `depend`, `if` or `final`. A comment `# omp: ignore` on the line silences a warning. Runs after
/// inferSharing.
///   with openmp("task shared(x)"): x = f(n)
///   print(x)                                      warning RaceTask: wait for the task
void warnUnordered(const FunctionInfo& function, const ast::ParsedModule& parsed, const support::SourceFile& source,
                   const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
