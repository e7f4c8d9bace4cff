// lib/ir/facts.cpp
//
// Tables beside the node types: functions of the runtime, spellings of operators and modes.
#include "lib/ir/ir.h"
#include "lib/ir/runtime_function.h"

#include <array>
#include <cstddef>

namespace pyompcc::ir {
namespace {

constexpr auto RuntimeFunctions = std::to_array<RuntimeFunctionFacts>({
#define RUNTIME_FUNCTION(Name, Checked, Proved, Raises) {#Name, Checked, Proved, Raises},
#include "grammar/runtime_functions.def"
});

constexpr bool unprovedOnesRaise() {
  for (const auto& row : RuntimeFunctions) {
    if (row.checked != row.proved && !row.raises) return false;
  }
  return true;
}
static_assert(unprovedOnesRaise(), "runtime_functions.def: a function that never raises needs one name only");

} // namespace

const RuntimeFunctionFacts& facts(RuntimeFunction function) {
  return RuntimeFunctions[static_cast<std::size_t>(function)];
}

bool mayRaise(const DeclaredReduction& declared) {
  return declared.combiner->can_raise || (declared.initializer && declared.initializer->can_raise);
}

bool mayFailCombined(const SharedVar& shared) {
  using Op = omp::ReductionOperator;
  if (shared.declared) return shared.sharing == Sharing::Reduction && shared.original && mayRaise(*shared.declared);
  bool sum = shared.reduction == Op::Add || shared.reduction == Op::Subtract || shared.reduction == Op::Multiply;
  return shared.sharing == Sharing::Reduction && shared.original && sum &&
         shared.original->type->kind == sema::TypeKind::Int;
}

} // namespace pyompcc::ir
