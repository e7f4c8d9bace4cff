// lib/diag/rows/lower.h
//
// The rows of grammar/diagnostics/lower.def: what lib/lower reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/lower.def"
#undef DIAG

} // namespace pyompcc::diag
