// lib/diag/rows/lex.h
//
// The rows of grammar/diagnostics/lex.def: what lib/lex reports.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

#define DIAG(Name, Level, Message, ...) extern const Row<__VA_ARGS__> Name;
#include "grammar/diagnostics/lex.def"
#undef DIAG

} // namespace pyompcc::diag
