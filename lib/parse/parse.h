// lib/parse/parse.h
//
// Tokens to the syntax tree of a module, and single expressions inside directive strings.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"

#include <cstdint>
#include <string_view>

namespace pyompcc::parse {

/// The minor version of the newest Python whose syntax is known.
inline constexpr int NewestPython = 14;

/// Parses a whole file (Python language reference, section 10, up to 3.14). Errors are reported to `emitter`, one for
/// each statement that cannot be read; such statements are left out of the tree, which is there in any case. Syntax
/// that is newer than Python 3.`python` is read and reported. The tree points into the source's text, which must
/// outlive it.
ast::ParsedModule parse(const support::SourceFile& source, support::FileId file, support::NameTable& names,
                        diag::Emitter& emitter, int python = NewestPython);

/// Parses the bytes [begin, end) of the module's own file as one expression, as if it stood in parentheses. Its nodes
/// live in the module's arena, their ids go on from module.node_count and their positions are those of the file. The
/// version of Python is the module's.
/// Returns null after an error, which has been reported.
const ast::Expr* parseExpression(ast::ParsedModule& module, const support::SourceFile& source, std::uint32_t begin,
                                 std::uint32_t end, support::NameTable& names, diag::Emitter& emitter);

/// The same for a text that does not stand in the file as it is (from a concatenation or with escapes): every node and
/// every error is at `place`.
const ast::Expr* parseExpression(ast::ParsedModule& module, std::string_view text, support::Loc place,
                                 support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::parse
