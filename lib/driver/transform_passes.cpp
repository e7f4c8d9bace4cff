// lib/driver/transform_passes.cpp
//
// One call for each row.
#include "lib/driver/transform_passes.h"

#include "lib/driver/defect.h"
#include "lib/ir/verify.h"
#include "lib/transform/await_tasks.h"
#include "lib/transform/find_team_functions.h"
#include "lib/transform/guard_regions.h"
#include "lib/transform/hoist_checks.h"
#include "lib/transform/infer_ownership.h"
#include "lib/transform/infer_raising.h"
#include "lib/transform/jam_loops.h"
#include "lib/transform/lower_cancellation.h"
#include "lib/transform/name_constructs.h"
#include "lib/transform/outline_tasks.h"
#include "lib/transform/place_declarations.h"
#include "lib/transform/poll_signals.h"
#include "lib/transform/prove_checks.h"
#include "lib/transform/share_by_value.h"
#include "lib/transform/vectorize_reductions.h"

#include <array>
#include <type_traits>

namespace pyompcc::driver {
namespace {

// Passes that make types (of tables, of tuples) take the table of types too, those that reject programs the emitter.
using Run = void (*)(ir::Module&, sema::TypeTable&, diag::Emitter&);

template <auto Function> void call(ir::Module& module, sema::TypeTable& types, diag::Emitter& emitter) {
  if constexpr (std::is_invocable_v<decltype(Function), ir::Module&, diag::Emitter&>) {
    Function(module, emitter);
  } else if constexpr (std::is_invocable_v<decltype(Function), ir::Module&, sema::TypeTable&>) {
    Function(module, types);
  } else {
    Function(module);
  }
}

struct TransformPass {
  const char* stem;
  Run run;
};

// Rows of other folders expand to nothing.
constexpr auto TransformPasses = std::to_array<TransformPass>({
#define PASS_lex(Stem, Function)
#define PASS_parse(Stem, Function)
#define PASS_scope(Stem, Function)
#define PASS_sema(Stem, Function)
#define PASS_lower(Stem, Function)
#define PASS_transform(Stem, Function) {#Stem, call<&transform::Function>},
#define PASS_emit(Stem, Function)
#define PASS_driver(Stem, Function)
#define PASS(Stem, Function, Folder, Form, Summary) PASS_##Folder(Stem, Function)
#include "grammar/passes.def"
});

} // namespace

void runTransformPasses(ir::Module& module, sema::TypeTable& types, diag::Emitter& emitter, StageTimes& times,
                        const std::function<void(std::string_view stem)>& after) {
  for (const TransformPass& pass : TransformPasses) {
    noteStage(pass.stem);
    times.measure("transform", [&] {
      pass.run(module, types, emitter);
      ir::verify(module, pass.stem);
    });
    if (emitter.hasErrors()) return;
    after(pass.stem);
  }
}

} // namespace pyompcc::driver
