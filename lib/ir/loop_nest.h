// lib/ir/loop_nest.h
//
// The loops that a directive takes.
#pragma once

#include "lib/ir/ir.h"

#include <vector>

namespace pyompcc::ir {

/// The associated loops of a loop directive, outermost first: RegionFacts::depth of them, each alone in the body of the
/// one before. Empty for other directives.
std::vector<For*> loopNest(const Region& region);

} // namespace pyompcc::ir
