// lib/diag/rows/driver.h
//
// The rows of grammar/diagnostics/driver.def: what lib/driver reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/driver.def"
#undef DIAG

} // namespace pyompcc::diag
