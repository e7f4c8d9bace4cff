// lib/transform/lower_cancellation.h
//
// Makes constructs end early where their threads cancel them.
#pragma once

#include "lib/ir/ir.h"

namespace pyompcc::transform {

/// Runs first of all, since what leaves a construct early has to be guarded like what raises. A construct that holds
/// `cancel` or `cancellation point` gets a py::Cancellation before the outermost construct around it; the two become
/// calls of it that leave the guard around them, and what a thread comes to in the construct after it has left is
/// skipped. A work-sharing construct inside a parallel region begins anew each time. Barriers are met by all threads
/// (OpenMP 5.2 section 11.7.1).
///   with openmp("for"):                          declare cancelled
///       for i in range(n):                ->     for: for i in range(n):
///           openmp("cancel for")                     if cancelled.left(): continue
///                                                    cancelled.cancel()
///                                                single: cancelled.reset()
void lowerCancellation(ir::Module& module, sema::TypeTable& types);

} // namespace pyompcc::transform
