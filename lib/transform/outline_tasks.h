// lib/transform/outline_tasks.h
//
// Keeps the cost of tasks away from calls that make none.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs after guard_regions, which puts waits for tasks where they belong. A function with a construct asks OpenMP for
/// the thread when it begins. A recursive function that may return before its first task spares that by having the rest
/// out of line.
///   if n < 20: return f(n - 1) + f(n - 2)             if n < 20: return f(n - 1) + f(n - 2)
///   with openmp("task shared(x)"): x = f(n - 1)  ->   return out of line: task: x = f(n - 1) ...
void outlineTasks(ir::Module& module);

} // namespace pyompcc::transform
