// lib/sema/builtins.cpp
//
// Expands grammar/builtins.def.
#include "lib/sema/builtins.h"

#include "lib/support/check.h"

#include <array>
#include <limits>
#include <numbers>

namespace pyompcc::sema {
namespace {

constexpr auto Builtins = std::to_array<BuiltinFacts>({
#define BUILTIN(Name, DottedName, Rule, Runtime) {#Name, DottedName, BuiltinRule::Rule},
#include "grammar/builtins.def"
});

constexpr bool sortedByModule() {
  auto module_of = [](std::string_view dotted) { return dotted.substr(0, dotted.find('.')); };
  for (std::size_t i = 1; i < Builtins.size(); ++i) {
    if (module_of(Builtins[i - 1].dotted_name) > module_of(Builtins[i].dotted_name)) return false;
  }
  return true;
}
static_assert(sortedByModule(), "builtins.def: rows of one module stand together, modules in order");

constexpr bool namesAreUnique() {
  for (std::size_t i = 0; i < Builtins.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (Builtins[i].dotted_name == Builtins[j].dotted_name) return false;
    }
  }
  return true;
}
static_assert(namesAreUnique(), "builtins.def: a dotted name is listed twice");

} // namespace

const BuiltinFacts& facts(Builtin builtin) { return Builtins[static_cast<std::size_t>(builtin)]; }

Arity arity(BuiltinRule rule) {
  switch (rule) {
  case BuiltinRule::ArrayNdim:
  case BuiltinRule::ArrayShape:
  case BuiltinRule::ArraySize:
  case BuiltinRule::ComplexConstant:
  case BuiltinRule::FloatConstant:
  case BuiltinRule::IntConstant:
  case BuiltinRule::TextConstant: return {0, 0};
  case BuiltinRule::Exception: return {0, 1};
  case BuiltinRule::Stream: return {0, 0};
  case BuiltinRule::TextOf: return {0, 1};
  case BuiltinRule::FormatOf: return {1, 2};
  case BuiltinRule::Print: return {0, std::numeric_limits<int>::max()};
  case BuiltinRule::CharacterOf:
  case BuiltinRule::IntText:
  case BuiltinRule::OrdinalOf:
  case BuiltinRule::ReprOf:
  case BuiltinRule::Absolute:
  case BuiltinRule::Directive:
  case BuiltinRule::FloatFunction:
  case BuiltinRule::FloatPredicate:
  case BuiltinRule::IntFunction:
  case BuiltinRule::Length:
  case BuiltinRule::NumpyFunction:
  case BuiltinRule::NumpyScalar:
  case BuiltinRule::RealToInt:
  case BuiltinRule::ToBool:
  case BuiltinRule::ToFloat: return {1, 1};
  case BuiltinRule::ToInt: return {1, 2};
  case BuiltinRule::Allocate:
  case BuiltinRule::AllocateLike: return {1, 3};
  case BuiltinRule::AllocateFull:
  case BuiltinRule::AllocateFullLike: return {2, 4};
  case BuiltinRule::DivMod:
  case BuiltinRule::FloatFunction2:
  case BuiltinRule::IntFunction2:
  case BuiltinRule::LoadExponent: return {2, 2};
  case BuiltinRule::Power: return {2, 3};
  case BuiltinRule::Round: return {1, 2};
  case BuiltinRule::MinMax: return {2, std::numeric_limits<int>::max()};
  case BuiltinRule::Range: return {1, 3};
  // The row of the routine says how many.
  case BuiltinRule::Nested:
  case BuiltinRule::Routine: return {0, std::numeric_limits<int>::max()};
  }
  return {};
}

double constantValue(Builtin builtin) {
  switch (builtin) {
  case Builtin::CmathE:
  case Builtin::MathE:
  case Builtin::NumpyE: return std::numbers::e;
  case Builtin::CmathPi:
  case Builtin::MathPi:
  case Builtin::NumpyPi: return std::numbers::pi;
  case Builtin::CmathTau:
  case Builtin::MathTau: return 2 * std::numbers::pi;
  case Builtin::CmathInf:
  case Builtin::CmathInfj:
  case Builtin::MathInf:
  case Builtin::NumpyInf: return std::numeric_limits<double>::infinity();
  case Builtin::SysFloatEpsilon: return std::numeric_limits<double>::epsilon();
  case Builtin::SysFloatMax: return std::numeric_limits<double>::max();
  case Builtin::SysFloatMin: return std::numeric_limits<double>::min();
  case Builtin::CmathNan:
  case Builtin::CmathNanj:
  case Builtin::MathNan:
  case Builtin::NumpyNan: return std::numeric_limits<double>::quiet_NaN();
  default: break;
  }
  PYOMPCC_CHECK(false, "{} has no constant value", facts(builtin).dotted_name);
  return 0.0;
}

std::int64_t integerValue(Builtin builtin) {
  switch (builtin) {
#define OMP_CONSTANT(Name, Text, Value)                                                                                \
  case Builtin::Omp##Name: return Value;
#include "grammar/omp_constants.def"
  case Builtin::SysFloatBits: return std::numeric_limits<double>::digits;
  case Builtin::SysFloatDigits: return std::numeric_limits<double>::digits10;
  case Builtin::SysMaxSize: return std::numeric_limits<std::int64_t>::max();
  default: break;
  }
  PYOMPCC_CHECK(false, "{} has no constant value", facts(builtin).dotted_name);
  return 0;
}

// Python library reference, string, "String constants".
std::string_view textValue(Builtin builtin) {
  switch (builtin) {
  case Builtin::StringDigits: return "0123456789";
  case Builtin::StringHexDigits: return "0123456789abcdefABCDEF";
  case Builtin::StringLetters: return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  case Builtin::StringLowercase: return "abcdefghijklmnopqrstuvwxyz";
  case Builtin::StringOctDigits: return "01234567";
  case Builtin::StringPrintable:
    return "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "
           "\t\n\r\v\f";
  case Builtin::StringPunctuation: return "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  case Builtin::StringUppercase: return "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  case Builtin::StringWhitespace: return " \t\n\r\v\f";
  default: break;
  }
  PYOMPCC_CHECK(false, "{} is no text", facts(builtin).dotted_name);
  return {};
}

omp::Routine routineOf(Builtin builtin) {
  std::string_view dotted = facts(builtin).dotted_name;
  std::optional<omp::Routine> routine = omp::routineOf(dotted.substr(dotted.rfind('.') + 1));
  PYOMPCC_CHECK(routine.has_value(), "{} is no routine", dotted);
  return *routine;
}

Type routineResult(Builtin builtin, TypeTable& types) {
  switch (omp::resultOf(routineOf(builtin))) {
  case omp::RoutineType::None: return types.none();
  case omp::RoutineType::Bool: return types.boolean();
  case omp::RoutineType::Int: return types.integer();
  case omp::RoutineType::Float: return types.floating();
  case omp::RoutineType::Text: return types.str();
  case omp::RoutineType::Ints: return types.container(TypeKind::Sequence, std::array{types.integer()});
  case omp::RoutineType::IntPair: return types.tuple(std::array{types.integer(), types.integer()});
  default: return nullptr;
  }
}

} // namespace pyompcc::sema
