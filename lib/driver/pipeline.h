// lib/driver/pipeline.h
//
// One run of the compiler: from the files that were named to what was asked for.
#pragma once

#include "lib/driver/options.h"

#include <string>

namespace pyompcc::driver {

/// How a run ended and what it has to say. Output files are written when everything else has worked, and only then.
struct RunResult {
  ExitStatus status = ExitStatus::Done;
  std::string out; ///< for standard output
  std::string err; ///< for standard error: diagnostics, notes, reports
};

/// Runs the stages of grammar/passes.def over all inputs together, up to the one that `--emit` names.
/// Throws support::InternalError, std::bad_alloc and the like for defects of the compiler.
RunResult runPipeline(const Options& options);

} // namespace pyompcc::driver
