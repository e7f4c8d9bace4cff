// lib/sema/infer_types.h
//
// Gives every web and every expression of every instance its type.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/collect_signatures.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <span>

namespace pyompcc::sema {

/// Fills Program::instances: one for each requested signature and for each combination of argument types that a call in
/// one of them has. Runs after inferWebs has filled every function, for a web has one type.
///   def half(x): return x / 2          half(int) -> float
///   def f(n): return half(n) + n       f(int) -> float calls half(int)
/// All types start unknown and grow by joins until nothing changes, so loops and recursion need no declarations. Two
/// types that have no join are reported where the second one appears. Instances that no requested one reaches are
/// dropped; the others stand callees first, where calls make no circle. `more`, unless it is null, is asked for further
/// signatures until it has none.
void inferTypes(Program& program, const Resolutions& resolutions, std::span<const SignatureRequest> requests,
                const MoreSignatures& more, support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
