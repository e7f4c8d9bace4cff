// lib/diag/rows/omp.h
//
// The rows of grammar/diagnostics/omp.def: what lib/omp reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/omp.def"
#undef DIAG

} // namespace pyompcc::diag
