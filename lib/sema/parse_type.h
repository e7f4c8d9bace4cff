// lib/sema/parse_type.h
//
// Types as exports, annotations and decorators write them.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/type.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// Whose names an unqualified scalar has: `int64` is NumPy's scalar in exports and annotations, and Python's int for
/// Numba.
enum class TypeNotation : std::uint8_t { Signature, Numba };

/// A type, or the place and reason why there is none.
struct TypeText {
  Type type = nullptr;
  const ast::Expr* culprit = nullptr; ///< the part that is no type, where `type` is null
  bool known = false;                 ///< it is a type, only not compiled yet (`list[int]`, NDArray without dimensions)
};

/// Reads types in the grammar of interface.md, "Where types come from", 1 to 3, out of expressions.
class TypeParser {
 public:
  /// `parsed` takes the nodes of types that stand in strings.
  TypeParser(TypeTable& types, ast::ParsedModule& parsed, support::NameTable& names)
      : types_(types), parsed_(parsed), names_(names) {}

  /// `float`, `np.float64`, `float64[:, ::1]`, `tuple[int, float]`, `int | None`, a string of these.
  TypeText parse(const ast::Expr& expr, TypeNotation notation) { return parse(expr, notation, 0); }

 private:
  TypeText parse(const ast::Expr& expr, TypeNotation notation, int depth);
  TypeText parseName(const ast::Expr& expr, std::string_view name, TypeNotation notation) const;
  TypeText parseSubscript(const ast::Subscript& subscript, TypeNotation notation, int depth);
  TypeText parseTuple(const ast::Subscript& subscript, TypeNotation notation, int depth);
  TypeText parseCall(const ast::Call& call, int depth);
  TypeText parseArrayCall(const ast::Call& call);
  TypeText parseContainer(const ast::Subscript& subscript, TypeKind kind, TypeNotation notation, int depth);
  TypeText parseArray(const ast::Subscript& subscript, DType dtype);
  TypeText parseUnion(const ast::BinOp& either, TypeNotation notation, int depth);

  TypeTable& types_;
  ast::ParsedModule& parsed_;
  support::NameTable& names_;
};

} // namespace pyompcc::sema
