// lib/lower/attach_comments.h
//
// Finds for each comment of the source the statement that it stands before or behind.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/source.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::lower {

/// For each statement its comments without `#` and the blank after it. A comment on a line of its own belongs to the
/// next statement, one behind code to the statement that starts on that line, or else to the one that ends there.
using CommentTable = std::unordered_map<const ast::Stmt*, std::vector<std::string_view>>;

/// The comments of a whole module; comments after the last statement belong to nothing.
CommentTable attachComments(const ast::ParsedModule& module, const support::SourceFile& source);

} // namespace pyompcc::lower
