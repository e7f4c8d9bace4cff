// lib/sema/wrap_text.h
//
// Writes `"%d" % x` and `"{}".format(x)` of constant formats as f-strings.
#pragma once

#include "lib/ast/ast.h"
#include "lib/ast/clone.h"
#include "lib/sema/format_text.h"
#include "lib/support/name.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// Names of library rows that only copies of trees call: what `%d` and `%x` take, and what is no tuple.
inline constexpr std::string_view PercentIntName = "percent.int";
inline constexpr std::string_view PercentWholeName = "percent.whole";
inline constexpr std::string_view PercentValueName = "percent.value";

/// A formatting of arguments by a constant format, each used at most once unless it is a name or a constant.
struct TextFormat {
  std::vector<FormatPart> parts;
  std::vector<const ast::Expr*> args;
  std::vector<const ast::Keyword*> keywords;
  bool is_percent = false;
  bool alone = false; ///< of `%`: one value without a tuple around it
};

/// What a node formats; nothing where it is no formatting, or none that an f-string could do.
std::optional<TextFormat> textFormatOf(const ast::Node& node, const support::NameTable& names);

} // namespace pyompcc::sema
