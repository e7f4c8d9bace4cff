// lib/sema/builtins.h
//
// Facts about the rows of grammar/builtins.def.
#pragma once

#include "lib/omp/routines.h"
#include "lib/sema/program.h"

#include <cstdint>
#include <string_view>

namespace pyompcc::sema {

enum class Builtin : std::uint16_t {
#define BUILTIN(Name, ...) Name,
#include "grammar/builtins.def"
};

/// Which types a builtin takes and gives. "Real" is bool, int, float and NumPy's scalars but the complex ones;
/// "integral" is bool, int and NumPy's integers and booleans.
enum class BuiltinRule : std::uint8_t {
  Absolute,         ///< (real) -> the same type; int for bool. NumPy's gives its scalar.
  Allocate,         ///< (shape, dtype=float64) -> array
  AllocateLike,     ///< (array, dtype=its own) -> array
  AllocateFull,     ///< (shape, number, dtype=that of the number) -> array
  AllocateFullLike, ///< (array, number, dtype=its own) -> array
  ArrayNdim,        ///< array.ndim: int
  ArrayShape,       ///< array.shape: tuple of int
  ArraySize,        ///< array.size: int
  CharacterOf,      ///< (integral) -> str
  Directive,        ///< openmp("..."): stands for a region
  ComplexConstant,  ///< an imaginary value: complex
  DivMod,           ///< (real, real) -> tuple of the types of // and %
  Exception,        ///< (text) in a raise statement
  FloatConstant,    ///< a value: float
  FloatFunction,    ///< (real) -> float
  FloatFunction2,   ///< (real, real) -> float
  FloatPredicate,   ///< (real) -> bool
  FormatOf,         ///< (value, spec="") -> str
  IntConstant,      ///< a value: int
  IntFunction,      ///< (integral) -> int
  IntFunction2,     ///< (integral, integral) -> int
  IntText,          ///< (integral) -> str
  Length,           ///< (array or tuple) -> int
  LoadExponent,     ///< (real, integral) -> float
  MinMax,           ///< (real, real, ...) -> what all of them join to
  Nested,           ///< made for functions inside functions (lift_functions.h): infer_function_value.cpp
  NumpyFunction,    ///< (real) -> float32 of float32 and 16-bit integers, else float64
  NumpyScalar,      ///< np.float64(real) and so on -> that scalar
  OrdinalOf,        ///< (str) -> int
  Power,            ///< (real, real) -> the type of **
  Print,            ///< (values, sep, end, file, flush) -> None
  Range,            ///< ([start,] stop [, step]), integral; the iterable of a for
  RealToInt,        ///< (real) -> int
  ReprOf,           ///< (value) -> str
  Round,            ///< (real) -> int
  Routine,          ///< of OpenMP: as its row of grammar/omp_routines.def says
  Stream,           ///< sys.stdout, sys.stderr: where print writes to
  TextConstant,     ///< a value: str
  TextOf,           ///< (value) -> str
  ToBool,           ///< (anything with a truth value) -> bool
  ToFloat,          ///< (real) -> float
  ToInt             ///< (real) -> int
};

/// One row.
struct BuiltinFacts {
  std::string_view name;        ///< of the row
  std::string_view dotted_name; ///< where the object lives
  BuiltinRule rule;
};
const BuiltinFacts& facts(Builtin builtin);

/// How many arguments a rule takes, keywords included; a call with another number is an error.
struct Arity {
  int least = 0;
  int most = 0;
};
Arity arity(BuiltinRule rule);

/// The value of a row with the rule FloatConstant, the imaginary part of one with ComplexConstant.
double constantValue(Builtin builtin);
/// The value of a row with the rule IntConstant.
std::int64_t integerValue(Builtin builtin);
/// The value of a row with the rule TextConstant.
std::string_view textValue(Builtin builtin);

/// The routine of OpenMP behind a row with the rule Routine.
omp::Routine routineOf(Builtin builtin);
/// What it gives to compiled code: None, bool, int, float or a pair of ints; null for anything else.
Type routineResult(Builtin builtin, TypeTable& types);

} // namespace pyompcc::sema
