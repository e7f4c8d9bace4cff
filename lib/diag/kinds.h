// lib/diag/kinds.h
//
// The names of all diagnostics, for the few that ask for one by name.
#pragma once

#include "lib/diag/emitter.h"

namespace pyompcc::diag {

/// Names of all rows; the printed form is the enumerator's.
enum class Kind : std::uint16_t {
#define DIAG(Name, ...) Name,
#include "grammar/diagnostics.def"
};

} // namespace pyompcc::diag
