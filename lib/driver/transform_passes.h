// lib/driver/transform_passes.h
//
// Runs the passes of lib/transform over one module, in the order of grammar/passes.def.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/driver/stage_times.h"
#include "lib/ir/ir.h"
#include "lib/sema/type.h"

#include <functional>
#include <string_view>

namespace pyompcc::driver {

/// Calls `after` with the stem of each pass when it has run and the module has been verified; ends behind a pass that
/// has rejected the program.
void runTransformPasses(ir::Module& module, sema::TypeTable& types, diag::Emitter& emitter, StageTimes& times,
                        const std::function<void(std::string_view stem)>& after);

} // namespace pyompcc::driver
