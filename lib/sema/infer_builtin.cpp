// lib/sema/infer_builtin.cpp
//
// Types of calls of builtins, by the rule of their row in grammar/builtins.def.
#include "lib/diag/rows/sema.h"
#include "lib/sema/builtins.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/instance_inference.h"
#include "lib/sema/promote.h"

#include <array>
#include <vector>

namespace pyompcc::sema {
namespace {

bool isLike(BuiltinRule rule) { return rule == BuiltinRule::AllocateLike || rule == BuiltinRule::AllocateFullLike; }

bool isAllocation(BuiltinRule rule) {
  return rule == BuiltinRule::Allocate || isLike(rule) || rule == BuiltinRule::AllocateFull;
}

bool isFilled(BuiltinRule rule) { return rule == BuiltinRule::AllocateFull || rule == BuiltinRule::AllocateFullLike; }

/// NumPy arrays have at most this many axes (NumPy 2 documentation, numpy.ndarray).
constexpr std::size_t AxisLimit = 64;

bool isNumpyRow(Builtin builtin) { return facts(builtin).dotted_name.substr(0, 6) == "numpy."; }

// As people write it: `abs`, but `math.sqrt`.
std::string_view spokenName(Builtin builtin) {
  constexpr std::string_view Prefix = "builtins.";
  std::string_view name = facts(builtin).dotted_name;
  return name.substr(0, Prefix.size()) == Prefix ? name.substr(Prefix.size()) : name;
}

bool isComplexType(DType dtype) { return facts(dtype).type_class == DTypeClass::Complex; }

Arity routineArity(Builtin builtin) {
  auto count = static_cast<int>(omp::argumentsOf(routineOf(builtin)).size());
  return {count, count};
}

} // namespace

// Ints, truth values and texts go to a routine of OpenMP as they are in Python (5.2, chapter 18).
Type InstanceInference::inferRoutine(const ast::Call& call, Builtin builtin, std::span<const Type> args) {
  omp::Routine routine = routineOf(builtin);
  if (!omp::isCompiled(routine)) {
    say(call, diag::RoutineNotCompiled, omp::routineName(routine));
    return types().error();
  }
  std::span<const omp::RoutineType> wanted = omp::argumentsOf(routine);
  for (std::size_t i = 0; i < args.size() && i < wanted.size(); ++i) {
    bool fits = wanted[i] == omp::RoutineType::Text ? args[i]->kind == TypeKind::Str : isIntegral(args[i]);
    if (!fits) return argumentError(call, builtin, args[i]);
  }
  return routineResult(builtin, types());
}

Type InstanceInference::inferBuiltinCall(const ast::Call& call, Builtin builtin) {
  const BuiltinFacts& row = facts(builtin);
  calleeOf(call) = {.kind = Callee::Kind::Builtin, .builtin = builtin};
  if (onlyStarred(call) && isLibraryName(fmt::format("{}.*", row.dotted_name))) {
    return inferLibraryCall(call, row.dotted_name, nullptr);
  }
  if (!hasPlainArguments(call)) return types().error();
  if (std::optional<Type> result = inferLibraryOverload(call, row.dotted_name)) return *result;
  Arity expected = row.rule == BuiltinRule::Routine ? routineArity(builtin) : arity(row.rule);
  auto given = static_cast<int>(call.args.size() + call.keywords.size());
  if (given < expected.least || given > expected.most) {
    std::string_view name = spokenName(builtin);
    if (expected.least == expected.most) {
      say(call, diag::ArgumentNumber, name, expected.least, given);
    } else if (expected.most > 3) {
      say(call, diag::TooFewArguments, name, expected.least, given);
    } else {
      say(call, diag::ArgumentCount, name, expected.least, expected.most, given);
    }
    return types().error();
  }
  if (isAllocation(row.rule)) {
    return inferAllocation(call, builtin);
  }
  if (row.rule == BuiltinRule::Print) return inferPrint(call);
  if (!call.keywords.empty()) {
    return unsupported(*call.keywords.front()->value, "a keyword argument of a built-in function",
                       "give it by its position, or leave it out");
  }
  if (row.rule == BuiltinRule::ToBool) {
    inferTruth(*call.args[0]);
    return types().boolean();
  }
  std::vector<Type> args;
  bool float_use = row.rule == BuiltinRule::ToFloat || row.rule == BuiltinRule::FloatFunction ||
                   row.rule == BuiltinRule::FloatFunction2;
  for (const ast::Expr* arg : call.args) args.push_back(inferOperand(*arg, float_use));
  for (Type arg : args) {
    if (arg->kind == TypeKind::Error) return arg;
  }
  for (Type arg : args) {
    if (arg->kind == TypeKind::Unknown) return arg;
  }
  return builtinResult(call, builtin, args);
}

Type InstanceInference::argumentError(const ast::Call& call, Builtin builtin, Type type) {
  if (type->kind == TypeKind::Array) {
    return unsupported(call, "a function of whole arrays", "write a loop over the elements");
  }
  say(call, diag::ArgumentType, spokenName(builtin), typeName(type));
  return types().error();
}

// What `__float__` and `__int__` give has to be that.
Type InstanceInference::converted(const ast::Call& call, Type result, TypeKind wanted) {
  if (!isSettled(result) || result->kind == wanted) return result;
  return unsupported(call, fmt::format("a conversion by a method that gives `{}`", typeName(result)),
                     "give what the conversion is to");
}

Type InstanceInference::builtinResult(const ast::Call& call, Builtin builtin, std::span<const Type> args) {
  switch (facts(builtin).rule) {
  case BuiltinRule::Routine: return inferRoutine(call, builtin, args);
  case BuiltinRule::Length: {
    if (isObject(args[0])) {
      if (Type length = callMethod(call, "__len__", args[0], {})) return length;
    }
    bool counted = args[0]->kind == TypeKind::Array || args[0]->kind == TypeKind::Tuple || isText(args[0]);
    if (counted || isLibraryName(methodOf(args[0], "__len__"))) return types().integer();
    say(call, diag::ArgumentType, spokenName(builtin), typeName(args[0]));
    return types().error();
  }
  case BuiltinRule::CharacterOf:
  case BuiltinRule::FormatOf:
  case BuiltinRule::IntText:
  case BuiltinRule::OrdinalOf:
  case BuiltinRule::ReprOf:
  case BuiltinRule::TextOf: return textResult(call, builtin, args);
  case BuiltinRule::Stream:
  case BuiltinRule::Exception: return unsupported(call, "an exception as a value", "raise it where it is made");
  case BuiltinRule::Directive:
    return unsupported(call, "an OpenMP context as a value", "write `with openmp(\"...\"):`");
  case BuiltinRule::ComplexConstant:
  case BuiltinRule::FloatConstant:
  case BuiltinRule::IntConstant:
  case BuiltinRule::TextConstant:
  case BuiltinRule::ArrayNdim:
  case BuiltinRule::ArrayShape:
  case BuiltinRule::ArraySize: return unsupported(call, "a call of a value", "leave the parentheses out");
  case BuiltinRule::ToFloat:
    if (isText(args[0])) return types().floating();
    if (Type result = callMethod(call, "__float__", args[0], {})) return converted(call, result, TypeKind::Float);
    return numberResult(call, builtin, args);
  case BuiltinRule::ToInt:
    if (Type result = callMethod(call, "__int__", args[0], {})) return converted(call, result, TypeKind::Int);
    if (isText(args[0])) {
      bool based = args.size() == 1 || isIntegral(args[1]);
      return based ? types().integer() : argumentError(call, builtin, args[1]);
    }
    if (args.size() > 1) return argumentError(call, builtin, args[0]);
    return numberResult(call, builtin, args);
  default: return numberResult(call, builtin, args);
  }
}

Type InstanceInference::numberResult(const ast::Call& call, Builtin builtin, std::span<const Type> args) {
  if (facts(builtin).rule == BuiltinRule::Absolute && isObject(args[0])) {
    if (Type result = callMethod(call, "__abs__", args[0], {})) return result;
  }
  BuiltinRule rule = facts(builtin).rule;
  bool integral_only =
      rule == BuiltinRule::IntFunction || rule == BuiltinRule::IntFunction2 || rule == BuiltinRule::Range;
  for (Type arg : args) {
    if (rule == BuiltinRule::MinMax && isText(arg)) continue;
    // Tuples of one type are compared from the left.
    bool tuples = rule == BuiltinRule::MinMax && arg->kind == TypeKind::Tuple && arg == args[0];
    if (tuples && tupleComparison(call, ast::CompareOp::Lt, args[0], arg)) continue;
    if (rule == BuiltinRule::NumpyScalar && isNumber(arg) && isComplexType(resolution(*call.func).dtype)) continue;
    if (integral_only ? !isIntegral(arg) : !isRealNumber(arg)) return argumentError(call, builtin, arg);
  }
  switch (rule) {
  case BuiltinRule::Absolute: {
    Type type = args[0]->kind == TypeKind::Bool ? types().integer() : args[0];
    if (!isNumpyRow(builtin) || type->kind == TypeKind::Scalar) return type;
    return types().scalar(type->kind == TypeKind::Float ? DType::Float64 : DType::Int64);
  }
  case BuiltinRule::DivMod: {
    Type quotient = binaryResult(call, ast::BinaryOp::FloorDiv, args[0], args[1], *call.args[1]);
    Type remainder = binaryResult(call, ast::BinaryOp::Mod, args[0], args[1], *call.args[1]);
    if (!isSettled(quotient) || !isSettled(remainder)) return types().error();
    return types().tuple(std::array{quotient, remainder});
  }
  case BuiltinRule::FloatFunction:
  case BuiltinRule::FloatFunction2:
  case BuiltinRule::ToFloat: return types().floating();
  case BuiltinRule::LoadExponent:
    return isIntegral(args[1]) ? types().floating() : argumentError(call, builtin, args[1]);
  case BuiltinRule::FloatPredicate: return types().boolean();
  case BuiltinRule::Round:
    // Two arguments have rows in the library. NumPy's boolean has no __round__.
    if (args.size() > 1) return argumentError(call, builtin, args[0]);
    if (hasClass(args[0], DTypeClass::Boolean)) return argumentError(call, builtin, args[0]);
    return types().integer();
  case BuiltinRule::RealToInt: {
    // Only float64 is a Python float and has __trunc__.
    bool truncates = args[0]->kind != TypeKind::Scalar || args[0]->dtype == DType::Float64;
    if (builtin == Builtin::MathTrunc && !truncates) return argumentError(call, builtin, args[0]);
    return types().integer();
  }
  case BuiltinRule::IntFunction:
  case BuiltinRule::IntFunction2:
  case BuiltinRule::ToInt: return types().integer();
  case BuiltinRule::MinMax: {
    Type joined = args[0];
    if (joined->kind == TypeKind::Tuple) return joined;
    for (Type arg : args.subspan(1)) joined = joinValues(call, joined, arg);
    return joined;
  }
  case BuiltinRule::NumpyFunction: {
    std::optional<DType> dtype = dtypeOfFloatFunction(args[0]);
    return dtype ? types().scalar(*dtype) : argumentError(call, builtin, args[0]);
  }
  case BuiltinRule::NumpyScalar: return types().scalar(resolution(*call.func).dtype);
  case BuiltinRule::Power:
    // Only Python's ints have a modulus, by a row in the library.
    if (args.size() > 2) {
      for (Type arg : args) {
        if (arg->kind != TypeKind::Int && arg->kind != TypeKind::Bool) return argumentError(call, builtin, arg);
      }
    }
    return powerResult(call, args[0], args[1], *call.args[1], false);
  case BuiltinRule::Range: return types().range();
  default: return argumentError(call, builtin, args[0]);
  }
}

// A dtype argument: np.float32, float, "float32" or a.dtype (NumPy 2 documentation, "Data type objects").
std::optional<DType> InstanceInference::inferDType(const ast::Expr& expr) {
  const Resolution* resolved = nullptr;
  if (expr.kind == ast::NodeKind::NameExpr || expr.kind == ast::NodeKind::Attribute) resolved = &resolution(expr);
  if (resolved && resolved->kind == Resolution::Kind::Object &&
      context_.names.text(resolved->dotted) == "builtins.complex") {
    return DType::Complex128;
  }
  if (resolved && resolved->kind == Resolution::Kind::DType) return resolved->dtype;
  if (resolved && resolved->kind == Resolution::Kind::Builtin) {
    switch (resolved->builtin) {
    case Builtin::BoolOf: return DType::Bool;
    case Builtin::FloatOf: return DType::Float64;
    case Builtin::IntOf: return DType::Int64;
    default: break;
    }
  }
  const auto* attribute = ast::as<ast::Attribute>(&expr);
  if (attribute && resolved->kind == Resolution::Kind::None && context_.names.text(attribute->attr) == "dtype") {
    Type value = infer(*attribute->value);
    if (value->kind == TypeKind::Array) return value->dtype;
  }
  if (std::optional<FoldedValue> folded = fold(expr); folded && folded->kind == TypeKind::Str) {
    if (std::optional<DType> dtype = dtypeOfText(folded->text)) return dtype;
  }
  say(expr, diag::DTypeNeeded);
  return std::nullopt;
}

// np.zeros(shape, dtype=float64, order="C"), np.zeros_like(array, dtype=None, order="K"), and np.full(shape, number,
// dtype=None, order="C") and its like.
Type InstanceInference::inferAllocation(const ast::Call& call, Builtin builtin) {
  bool like = isLike(facts(builtin).rule);
  std::size_t behind = isFilled(facts(builtin).rule) ? 2 : 1;
  const ast::Expr* dtype_expr = call.args.size() > behind ? call.args[behind] : nullptr;
  const ast::Expr* order = call.args.size() > behind + 1 ? call.args[behind + 1] : nullptr;
  for (const ast::Keyword* keyword : call.keywords) {
    std::string_view name = context_.names.text(keyword->arg);
    if (name == "dtype" && !dtype_expr) {
      dtype_expr = keyword->value;
    } else if (name == "order" && !order) {
      order = keyword->value;
    } else {
      return unsupported(*keyword->value, "this argument of an array's construction",
                         "give the shape first and then `dtype`");
    }
  }
  if (call.args.empty()) return unsupported(call, "a construction without a shape", "give the shape first");
  if (order) {
    std::optional<FoldedValue> folded = fold(*order);
    bool c_order = folded && folded->kind == TypeKind::Str && (folded->text == "C" || (like && folded->text == "K"));
    if (!c_order) return unsupported(*order, "an order other than C", "leave `order` out");
  }
  Type first = infer(*call.args[0]);
  std::optional<DType> dtype = like && first->kind == TypeKind::Array ? std::optional(first->dtype) : DType::Float64;
  if (behind == 2 && call.args.size() > 1) {
    Type value = infer(*call.args[1]);
    if (!isSettled(value)) return value;
    if (!isNumber(value)) return argumentError(call, builtin, value);
    if (!like) dtype = dtypeOfNumber(value);
  }
  if (dtype_expr) dtype = inferDType(*dtype_expr);
  if (!isSettled(first)) return first;
  if (!dtype) return types().error();
  std::size_t axes = 1;
  if (like) {
    if (first->kind != TypeKind::Array) return argumentError(call, builtin, first);
    axes = first->ndim;
  } else if (first->kind == TypeKind::Tuple) {
    axes = first->elements.size();
    for (Type extent : first->elements) {
      if (!isIntegral(extent)) return argumentError(call, builtin, extent);
    }
  } else if (!isIntegral(first)) {
    return argumentError(call, builtin, first);
  }
  if (axes == 0 || axes > AxisLimit) return argumentError(call, builtin, first);
  return types().array(*dtype, static_cast<int>(axes), Layout::C);
}

} // namespace pyompcc::sema
