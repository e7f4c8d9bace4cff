// lib/sema/check_constructs.h
//
// Rejects what stands in a native function and is not compiled.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

namespace pyompcc::sema {

/// Reports each construct of grammar/constructs.def that is rejected, names that are bound nowhere or have no value at
/// compile time, and parameters of kinds that are not compiled. What depends on types is inferTypes' to report.
void checkConstructs(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                     const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
