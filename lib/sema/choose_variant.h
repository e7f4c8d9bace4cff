// lib/sema/choose_variant.h
//
// Which directive a metadirective stands for.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/omp/directive.h"
#include "lib/sema/fold_constant.h"

#include <functional>
#include <optional>
#include <span>

namespace pyompcc::sema {

/// The constant value of an item of a clause, or of a part of it; nothing where there is none.
using ItemValue = std::function<std::optional<FoldedValue>(const omp::Item& item, std::string_view part)>;

/// The variant of `metadirective` whose context selector holds inside `constructs` (leaf constructs, outermost first)
/// and says most, the first of several; else that of `otherwise` or `default`; `nothing` where there is none (OpenMP
/// 5.2 section 7.4). Reports a selector that cannot be read, or that is not known when compiling.
///     metadirective when(user={condition(N > 4)}: parallel for) otherwise(simd)   ->   parallel for
omp::Directive chooseVariant(const omp::Directive& metadirective, std::span<const omp::DirectiveKind> constructs,
                             const ItemValue& value, diag::Emitter& emitter);

} // namespace pyompcc::sema
