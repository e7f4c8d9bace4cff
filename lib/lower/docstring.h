// lib/lower/docstring.h
//
// The documentation strings of modules and functions.
#pragma once

#include "lib/ast/ast.h"

#include <optional>
#include <span>
#include <string_view>

namespace pyompcc::lower {

/// The string that a body starts with (Python language reference 8.7), or nothing.
inline std::optional<std::string_view> docstringOf(std::span<ast::Stmt* const> body) {
  if (body.empty()) return std::nullopt;
  const auto* stmt = ast::as<ast::ExprStmt>(body.front());
  const auto* constant = stmt ? ast::as<ast::Constant>(stmt->value) : nullptr;
  if (!constant || constant->value.kind != ast::ConstantValue::Kind::Str) return std::nullopt;
  return constant->value.text;
}

} // namespace pyompcc::lower
