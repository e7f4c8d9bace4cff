// lib/transform/name_constructs.h
//
// Names of constructs for the timeline of an instrumented module.
#pragma once

#include "lib/ir/ir.h"
#include "lib/sema/type.h"

namespace pyompcc::transform {

/// Runs after the passes that make and move constructs, and does nothing unless the module is instrumented. Before and
/// after each construct in which threads work or wait stands a call that says so with the file, line and directive:
///   #pragma omp parallel for        py::profile::enter("norms.py:14 parallel for");
///   for (...) ...               ->  #pragma omp parallel for
///                                   for (...) ...
///                                   py::profile::leave();
/// Parts of constructs that must stand alone (`section`, `atomic`, what is closely nested in `target` or `teams`) are
/// left as they are.
void nameConstructs(ir::Module& module, sema::TypeTable& types);

} // namespace pyompcc::transform
