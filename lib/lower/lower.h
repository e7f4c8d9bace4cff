// lib/lower/lower.h
//
// Turns the syntax trees and the tables of the analysis into the typed, structured IR.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/ir/ir.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

namespace pyompcc::lower {

/// Which run-time checks the program keeps (`--checks`).
struct Checks {
  bool bounds = true;
  bool overflow = true;
  bool zero_division = true;
  bool assertions = true;
};

/// The IR of one file: one function for each instance, in an order that has callees first where that is possible.
/// Runs after sema::analyze has reported no error. Everything implicit in Python becomes a node here: conversions,
/// bound and overflow tests (all of them Checked; lib/transform proves and hoists), loop bounds that are evaluated
/// once, data-sharing copies. Nothing is declared yet: transform/place_declarations does that last.
ir::Module lower(sema::Program& program, std::size_t module_index, const Checks& checks,
                 const support::SourceSet& sources, const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::lower
