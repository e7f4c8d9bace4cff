// lib/sema/directive_string.h
//
// The text of a directive string that is computed at compile time, with the place of each character.
#pragma once

#include "lib/ast/ast.h"
#include "lib/omp/directive_text.h"
#include "lib/sema/fold_constant.h"
#include "lib/support/source.h"

#include <optional>

namespace pyompcc::sema {

/// The text of `expr`, a literal, a concatenation, an f-string of constants, or a constant name (interface.md, "In
/// source"); nothing when it is not known at compile time or no text. Characters of literals keep their own places, so
/// that an error in a piece points into the piece.
std::optional<omp::DirectiveText> directiveString(const ast::Expr& expr, const ast::ParsedModule& parsed,
                                                  const support::SourceFile& source, const ConstantLookup& lookup);

} // namespace pyompcc::sema
