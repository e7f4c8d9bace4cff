// test/unit/transform/transformed.h
//
// Python text after some of the passes, printed.
#pragma once

#include "lib/ir/verify.h"
#include "lib/transform/await_tasks.h"
#include "lib/transform/guard_regions.h"
#include "lib/transform/hoist_checks.h"
#include "lib/transform/infer_ownership.h"
#include "lib/transform/infer_raising.h"
#include "lib/transform/jam_loops.h"
#include "lib/transform/outline_tasks.h"
#include "lib/transform/place_declarations.h"
#include "lib/transform/prove_checks.h"
#include "lib/transform/share_by_value.h"
#include "lib/transform/vectorize_reductions.h"
#include "test/unit/lower/lowered.h"

namespace pyompcc::transform {

/// The passes in their order, the last one that is to run named.
enum class Until { Prove, Hoist, Jam, Vectorize, Raise, Guard, Outline, Share, Own, Place };

/// The module after these passes as text. `body` is what stands behind the imports.
inline std::string after(Until last, const std::string& body, std::vector<std::string> exports) {
  lower::Lowered lowered("import math\nimport numpy as np\nfrom pyomp_cc import openmp\n" + body, std::move(exports));
  bool errors = false;
  for (const diag::Diagnostic& diagnostic : lowered.emitter.sorted()) {
    errors |= diag::kindName(diagnostic.kind) != "MaybeUnbound";
  }
  if (errors) return lowered.text();
  ir::Module& module = lowered.module;
  proveChecks(module);
  if (last >= Until::Hoist) hoistChecks(module, lowered.program.types);
  if (last >= Until::Jam) jamLoops(module, lowered.program.types);
  if (last >= Until::Vectorize) vectorizeReductions(module);
  if (last >= Until::Raise) inferRaising(module);
  if (last >= Until::Guard) guardRegions(module, lowered.program.types);
  if (last >= Until::Outline) outlineTasks(module);
  if (last >= Until::Share) shareByValue(module);
  if (last >= Until::Own) inferOwnership(module);
  if (last >= Until::Place) placeDeclarations(module);
  ir::verify(module, "test");
  return lowered.text();
}

} // namespace pyompcc::transform
