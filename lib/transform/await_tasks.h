// lib/transform/await_tasks.h
//
// Makes functions wait for the tasks that use what ends with them.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// What is known of the tasks that a function makes outside of any region of its own.
struct OrphanTasks {
  bool any = false;
  bool raise = false;  ///< some of them can raise
  bool share = false;  ///< some of them share a variable of the function
  bool repeat = false; ///< some of them stand in a loop
};
/// Looks at the function as it stands after infer_raising.
OrphanTasks findOrphanTasks(const ir::Function& function);

/// Puts a `taskwait` before each return, and at the end, that tasks of the function reach unfinished when they share
/// its variables or can raise: Python's variables live on, C++'s end with the function. Runs after infer_raising, which
/// knows what tasks can raise, and before guard_regions, which raises after each `taskwait`.
/// So do regions whose private variables a task shares: each of its blocks, and each iteration.
///   task shared(x): x = f(n)                task shared(x): x = f(n)
///   return 1                          ->    taskwait
///                                           return 1
void awaitTasks(ir::Module& module);
/// Is it such a `taskwait` at the end of a region's block? It is reached whatever is raised before.
bool awaitsAtEnd(const ir::Stmt& stmt);

} // namespace pyompcc::transform
