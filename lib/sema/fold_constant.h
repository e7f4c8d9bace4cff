// lib/sema/fold_constant.h
//
// The values of constant expressions.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/type.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pyompcc::sema {

/// A value known at compile time.
struct FoldedValue {
  TypeKind kind = TypeKind::Unknown; ///< None, Bool, Int, Float, Complex, Str or Tuple
  std::int64_t integer = 0;          ///< Bool, Int
  double number = 0.0;               ///< Float, and the real part of Complex
  std::string text;                  ///< Str: UTF-8
  std::vector<FoldedValue> elements; ///< Tuple
  double imaginary = 0.0;            ///< Complex

  static FoldedValue ofInt(std::int64_t value) { return {TypeKind::Int, value, 0.0, {}, {}}; }
  static FoldedValue ofFloat(double value) { return {TypeKind::Float, 0, value, {}, {}}; }
  static FoldedValue ofComplex(double real, double imaginary) {
    return {TypeKind::Complex, 0, real, {}, {}, imaginary};
  }
  static FoldedValue ofBool(bool value) { return {TypeKind::Bool, value ? 1 : 0, 0.0, {}, {}}; }
};

/// Gives the value of a NameExpr or an Attribute, if it is a constant.
using ConstantLookup = std::function<std::optional<FoldedValue>(const ast::Expr&)>;

/// The value of `expr` if Python's rules give one from literals, constants, operators, comparisons, choices, tuples and
/// f-strings without format specifications. Nothing where an operation would raise, an int leaves 64 bits, or the
/// nesting is above 200.
///   4 * N + 1   ->   41 for N = 10
std::optional<FoldedValue> foldConstant(const ast::Expr& expr, const ConstantLookup& lookup);

/// The value of an int expression of literals that leaves 64 bits on the way and comes back; nothing for all others.
///   2**63 - 1   ->   9223372036854775807
std::optional<std::int64_t> foldBeyond64(const ast::Expr& expr);

/// The type of a value.
Type typeOf(const FoldedValue& value, TypeTable& types);

/// `str()` of a Bool, Int or Str value; nothing for others.
std::optional<std::string> textOf(const FoldedValue& value);

} // namespace pyompcc::sema
