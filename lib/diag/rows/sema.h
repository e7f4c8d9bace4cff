// lib/diag/rows/sema.h
//
// The rows of grammar/diagnostics/sema.def: what lib/sema reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/sema.def"
#undef DIAG

} // namespace pyompcc::diag
