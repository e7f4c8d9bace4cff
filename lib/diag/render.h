// lib/diag/render.h
//
// Diagnostics as people and programs read them.
#pragma once

#include "lib/diag/emitter.h"

#include <span>
#include <string>

namespace pyompcc::diag {

/// `FILE:LINE:COL: error: TEXT [KIND]`, the source line, and a caret under the place; notes follow their diagnostic.
/// Lines and columns count from 1, columns in code points; control characters of the source are printed as spaces.
std::string renderText(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources);

/// One JSON object a line: severity, kind, text, file, line, column, end, notes.
std::string renderJson(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources);

/// One SARIF 2.1.0 log with one run (OASIS standard, sections 3.13 to 3.30).
std::string renderSarif(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources);

} // namespace pyompcc::diag
