// lib/diag/rows/parse.h
//
// The rows of grammar/diagnostics/parse.def: what lib/parse reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/parse.def"
#undef DIAG

} // namespace pyompcc::diag
