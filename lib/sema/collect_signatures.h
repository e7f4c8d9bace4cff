// lib/sema/collect_signatures.h
//
// The signatures that a program asks for: exports, decorators, annotations, and calls from code that is not compiled.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/sema/uncompiled_code.h"
#include "lib/support/source.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace pyompcc::sema {

/// One signature of one function.
struct SignatureRequest {
  enum class Origin : std::uint8_t { Export, PythranComment, Decorator, Annotation, Call };
  std::uint32_t function = 0; ///< index in Program::functions
  std::vector<Type> params;   ///< one for each parameter in order (positional-only, ordinary, keyword-only)
  Type result = nullptr;      ///< where the source says it, else null
  Origin origin{};
  support::Loc loc; ///< what asks for it
};

/// Asks for the signatures of calls whose arguments compiled functions return, as far as those are known. When there
/// are no new ones, functions without any signature are reported.
using MoreSignatures = std::function<std::vector<SignatureRequest>(const ResultOf&)>;

/// The signatures to begin with, and those that follow from results.
struct CollectedSignatures {
  std::vector<SignatureRequest> requests;
  MoreSignatures more;
};

/// Every signature that is asked for, each once, in order of function and source. Parameters that a signature leaves
/// out have the type of their default. Marks exported functions native. Runs after resolveDirectives (a function with a
/// context is native) and before inferTypes (which starts from these, and finds those of calls between native functions
/// itself). All arguments but `exports` must live as long as the result.
///   # pythran export scale(float64[:], float)      scale(float64[::1], float)
///   r = area(10, 2.5)                              area(int, float)
CollectedSignatures collectSignatures(Program& program, const Resolutions& resolutions,
                                      std::span<ast::ParsedModule* const> parsed,
                                      std::span<const ExportRequest> exports, const support::SourceSet& sources,
                                      support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
