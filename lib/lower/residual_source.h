// lib/lower/residual_source.h
//
// What is left of a Python file for the interpreter when its native functions are compiled.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <string>
#include <vector>

namespace pyompcc::lower {

/// The text of the file with each compiled `def` replaced by a statement that binds the compiled function, and each
/// import from numba, numba.openmp or pyomp_cc by one that binds what the compiled module provides. Every other
/// statement keeps its line, so that tracebacks and inspect show the right ones.
///   @njit                                  (empty line)
///   def f(x, n=N):                         f = __pyomp_cc__.function("f", (N,))
///       return x * n                       (empty line)
///   from numba import njit as jit          jit = __pyomp_cc__.njit
std::string residualSource(const sema::ModuleInfo& module, const std::vector<const sema::FunctionInfo*>& compiled,
                           const support::SourceFile& source, const support::NameTable& names);

} // namespace pyompcc::lower
