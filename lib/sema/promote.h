// lib/sema/promote.h
//
// Result types of operators, and the type that holds the values of several (NumPy Enhancement Proposal 50; Python
// language reference, section 6).
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/type.h"

#include <optional>

namespace pyompcc::sema {

/// What NumPy calls `promote_types`: the smallest dtype that both convert to safely.
DType promote(DType left, DType right);

/// The dtype that holds the values of a type of numbers: int64 of int, float64 of float, complex128 of complex, its own
/// of a NumPy scalar. Nothing for other types.
std::optional<DType> dtypeOfNumber(Type type);

/// The dtype of what NumPy's functions of reals give: float32 of float32 and integers of 16 bits, else float64. Nothing
/// where NumPy gives a float16.
std::optional<DType> dtypeOfFloatFunction(Type type);

/// The type of `left op right` for numbers, or null where Python or NumPy raises TypeError. `**` of two integers is an
/// int here: the caller knows whether the exponent may be negative.
///   int + float -> float      int * float32 -> float32      float * int32 -> float64      int32 + uint32 -> int64
Type binaryType(TypeTable& types, ast::BinaryOp op, Type left, Type right);

/// The type of `op operand` for numbers, or null where Python or NumPy raises TypeError.
Type unaryType(TypeTable& types, ast::UnaryOperator op, Type operand);

/// The type of a comparison of two numbers by order or equality: NumPy's bool if an operand is NumPy's, else Python's.
Type compareType(TypeTable& types, Type left, Type right);

/// The type of a variable that holds values of both types, or null when there is none (design, decision 4):
///   int, float -> float        int, int32 -> int32       T, None -> T | None       C order, strided -> strided
Type joinTypes(TypeTable& types, Type left, Type right);

/// As joinTypes, and of two containers of one kind the one that could hold what both hold; a container that is there
/// already does not become one.
///   list[int], list[float] -> list[float]       list[None], list[int] -> list[int | None]
Type widenTypes(TypeTable& types, Type left, Type right);

} // namespace pyompcc::sema
