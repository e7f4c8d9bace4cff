// lib/diag/rows/scope.h
//
// The rows of grammar/diagnostics/scope.def: what lib/scope reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/scope.def"
#undef DIAG

} // namespace pyompcc::diag
