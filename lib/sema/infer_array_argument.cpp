// lib/sema/infer_array_argument.cpp
//
// What NumPy's operations make of arrays in uncompiled code (NumPy 2 reference).
#include "lib/sema/builtins.h"
#include "lib/sema/infer_argument.h"
#include "lib/sema/promote.h"
#include "lib/sema/resolve_names.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace pyompcc::sema {
namespace {

// Ufuncs of reals beside those that grammar/builtins.def has as NumpyFunction (NumPy reference, "Available ufuncs").
constexpr std::string_view FloatUfuncs[] = {"ceil", "degrees", "floor", "radians"};
// Functions of one array that keep its dtype and axes.
constexpr std::string_view SameUfuncs[] = {"ascontiguousarray", "asarray", "conj",  "copy", "cumsum",
                                           "negative",          "roll",    "round", "sort", "square"};
// Reductions of a whole array to a number.
constexpr std::string_view Reductions[] = {"all", "any",  "argmax", "argmin", "max",   "mean",
                                           "min", "prod", "std",    "sum",    "trace", "var"};
// Functions that join arrays of one number of axes, and what they add to it.
constexpr std::string_view Joining[] = {"column_stack", "concatenate", "dstack", "hstack", "stack", "vstack"};

template <std::size_t N> bool isOneOf(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool isWide(DType dtype) { return facts(dtype).bits >= 64; }

} // namespace

Type ArgumentScope::element(Type operand) { return isArray(operand) ? types_.scalar(operand->dtype) : operand; }

// The array that an operation makes of arrays in C order and numbers, with elements of the type `result`.
Type ArgumentScope::elementwise(std::span<const Type> operands, Type result) {
  if (!result) return nullptr;
  int ndim = 0;
  for (Type operand : operands) {
    if (!isArray(operand)) continue;
    if (operand->layout != Layout::C) return nullptr;
    ndim = std::max(ndim, static_cast<int>(operand->ndim));
  }
  std::optional<DType> dtype = dtypeOfNumber(result);
  return dtype ? types_.array(*dtype, ndim, Layout::C) : nullptr;
}

Type ArgumentScope::typeOfArrayOperation(ast::BinaryOp op, Type left, Type right) {
  bool operands = (isArray(left) || isNumber(left)) && (isArray(right) || isNumber(right));
  if (!operands) return nullptr;
  Type both[] = {left, right};
  if (op != ast::BinaryOp::MatMult) {
    // The copy that an operation makes of a transposed matrix alone is in Fortran's order.
    bool plain = std::ranges::all_of(both, [](Type type) { return !isArray(type) || type->layout == Layout::C; });
    return plain ? elementwise(both, binaryType(types_, op, element(left), element(right))) : nullptr;
  }
  if (!isArray(left) || !isArray(right) || left->ndim > 2 || right->ndim > 2) return nullptr;
  Type product = binaryType(types_, ast::BinaryOp::Mult, element(left), element(right));
  if (!product) return nullptr;
  int ndim = left->ndim + right->ndim - 2;
  return ndim == 0 ? product : types_.array(product->dtype, ndim, Layout::C);
}

// a[1:], a[:, 0], a[0]: what slices leave has any strides.
Type ArgumentScope::typeOfPart(Type array, const ast::Expr& index, int depth) {
  const auto* tuple = ast::as<ast::Tuple>(&index);
  const ast::Expr* const alone = &index;
  std::vector<const ast::Expr*> indices(&alone, &alone + 1);
  if (tuple) indices.assign(tuple->elts.begin(), tuple->elts.end());
  int ndim = array->ndim;
  bool sliced = false;
  for (const ast::Expr* one : indices) {
    if (ast::as<ast::Slice>(one)) {
      sliced = true;
      continue;
    }
    Type type = typeOf(*one, depth + 1);
    if (!type || !isIntegral(type) || type->kind == TypeKind::Bool) return nullptr;
    --ndim;
  }
  if (indices.size() > array->ndim) return nullptr;
  if (ndim == 0) return types_.scalar(array->dtype);
  return types_.array(array->dtype, ndim, sliced ? Layout::Strided : array->layout);
}

Type ArgumentScope::typeOfArrayAttribute(Type array, std::string_view name) {
  if (name == "size" || name == "ndim" || name == "nbytes" || name == "itemsize") return types_.integer();
  if (name == "shape") return types_.tuple(std::vector<Type>(array->ndim, types_.integer()));
  if (name == "T") return array->ndim == 1 ? array : types_.array(array->dtype, array->ndim, Layout::Strided);
  return nullptr;
}

// a.sum() and np.sum(a), over all axes.
Type ArgumentScope::typeOfReduction(Type array, std::string_view name) {
  Type number = element(array);
  DTypeClass type_class = facts(array->dtype).type_class;
  if (name == "all" || name == "any") return types_.scalar(DType::Bool);
  if (name == "argmax" || name == "argmin") return types_.scalar(DType::Int64);
  if (name == "max" || name == "min") return number;
  if (name == "mean" || name == "std" || name == "var") {
    if (!isReal(number)) return nullptr;
    bool integers = isIntegral(number);
    return types_.scalar(integers ? DType::Float64 : array->dtype);
  }
  if (type_class == DTypeClass::Boolean || type_class == DTypeClass::Signed) return types_.scalar(DType::Int64);
  return types_.scalar(type_class == DTypeClass::Unsigned ? DType::UInt64 : array->dtype);
}

Type ArgumentScope::typeOfArrayMethod(Type array, const ast::Call& call, std::string_view name, int depth) {
  bool plain = call.args.empty() && call.keywords.empty();
  if (name == "astype" && call.args.size() == 1) {
    auto dtype = dtypeOf(*call.args[0], depth);
    return dtype ? types_.array(*dtype, array->ndim, array->layout) : nullptr;
  }
  if (name == "copy" && plain) return types_.array(array->dtype, array->ndim, Layout::C);
  if ((name == "ravel" || name == "flatten") && plain) return types_.array(array->dtype, 1, Layout::C);
  if (name == "reshape" && array->layout == Layout::C && call.keywords.empty() && !call.args.empty()) {
    if (call.args.size() == 1) return arrayOfShape(*call.args[0], array->dtype, depth);
    return types_.array(array->dtype, static_cast<int>(call.args.size()), Layout::C);
  }
  if (name == "transpose" && plain) return typeOfArrayAttribute(array, "T");
  if (name == "dot" && call.args.size() == 1) {
    Type other = typeOf(*call.args[0], depth + 1);
    return other ? typeOfArrayOperation(ast::BinaryOp::MatMult, array, other) : nullptr;
  }
  if (plain && isOneOf(Reductions, name)) return typeOfReduction(array, name);
  if (name == "item" && plain) {
    Type number = element(array);
    if (isIntegral(number)) return array->dtype == DType::Bool ? types_.boolean() : types_.integer();
    return isReal(number) ? types_.floating() : types_.complex();
  }
  return nullptr;
}

// np.sin(a), np.abs(a), np.sort(a).
Type ArgumentScope::typeOfUfunc(Type operand, std::string_view name) {
  Type number = element(operand);
  if (name == "abs" || name == "absolute") {
    if (!isComplex(number)) return elementwise({&operand, 1}, number);
    return elementwise({&operand, 1},
                       types_.scalar(operand->dtype == DType::Complex64 ? DType::Float32 : DType::Float64));
  }
  if (name == "asarray") return operand;
  if (name == "cumsum" && (operand->ndim != 1 || !isWide(operand->dtype))) return nullptr;
  if (name == "copy" && operand->layout != Layout::C) return nullptr;
  if (name == "ascontiguousarray") return types_.array(operand->dtype, operand->ndim, Layout::C);
  if (isOneOf(SameUfuncs, name)) return elementwise({&operand, 1}, number);
  if (isComplex(number))
    return name == "cbrt" || isOneOf(FloatUfuncs, name) ? nullptr : elementwise({&operand, 1}, number);
  auto dtype = dtypeOfFloatFunction(number);
  bool rounds = name == "floor" || name == "ceil";
  if (!dtype || (rounds && *dtype != operand->dtype)) return nullptr;
  return elementwise({&operand, 1}, types_.scalar(*dtype));
}

// Functions of arrays; null for all others.
Type ArgumentScope::typeOfArrayFunction(const ast::Call& call, std::string_view name, int depth) {
  if (isOneOf(Joining, name)) return typeOfJoined(call, name, depth);
  if (call.args.empty()) return nullptr;
  bool alone = call.args.size() == 1 && call.keywords.empty();
  auto builtin = findBuiltin("numpy." + std::string(name));
  bool computed =
      builtin && (facts(*builtin).rule == BuiltinRule::NumpyFunction || facts(*builtin).rule == BuiltinRule::Absolute);
  bool ufunc = computed || isOneOf(FloatUfuncs, name) || isOneOf(SameUfuncs, name);
  bool moved = (name == "roll" || name == "round") && call.args.size() == 2 && call.keywords.empty();
  if ((alone || moved) && ufunc) {
    Type operand = typeOf(*call.args[0], depth + 1);
    if (operand && isArray(operand)) return typeOfUfunc(operand, name);
    return computed && operand && isReal(operand) && name != "abs" ? types_.scalar(DType::Float64) : nullptr;
  }
  auto types = typesOf(call.args, depth);
  if (!types) return nullptr;
  std::span<const Type> args(*types);
  bool array_first = isArray(args[0]);
  if (alone && array_first) {
    if (isOneOf(Reductions, name)) return typeOfReduction(args[0], name);
    if (name == "ravel") return types_.array(args[0]->dtype, 1, Layout::C);
    if (name == "transpose") return typeOfArrayAttribute(args[0], "T");
    if (name == "flip") return types_.array(args[0]->dtype, args[0]->ndim, Layout::Strided);
    if (name == "argsort") return types_.array(DType::Int64, args[0]->ndim, Layout::C);
    if (name == "unique") return types_.array(args[0]->dtype, 1, Layout::C);
    if (name == "triu" || name == "tril" || name == "diff") return elementwise(args, element(args[0]));
    if (name == "bincount") return types_.array(DType::Int64, 1, Layout::C);
    if (name == "norm") return types_.scalar(DType::Float64);
    if (name == "inv" || name == "cholesky") return types_.array(DType::Float64, 2, Layout::C);
  }
  if (!call.keywords.empty()) return nullptr;
  if ((name == "dot" || name == "matmul") && args.size() == 2)
    return typeOfArrayOperation(ast::BinaryOp::MatMult, args[0], args[1]);
  bool pair = name == "maximum" || name == "minimum" || name == "multiply";
  if (pair && args.size() == 2) return typeOfArrayOperation(ast::BinaryOp::Mult, args[0], args[1]);
  if (name == "add" && args.size() == 2) return typeOfArrayOperation(ast::BinaryOp::Add, args[0], args[1]);
  if (name == "subtract" && args.size() == 2) return typeOfArrayOperation(ast::BinaryOp::Sub, args[0], args[1]);
  if (name == "where" && args.size() == 3 && array_first) {
    Type both = binaryType(types_, ast::BinaryOp::Mult, element(args[1]), element(args[2]));
    return elementwise(args, both);
  }
  if (name == "clip" && args.size() == 3 && array_first) return elementwise(args.first(1), element(args[0]));
  if (name == "outer" && args.size() == 2 && array_first && isArray(args[1])) {
    Type product = typeOfArrayOperation(ast::BinaryOp::Mult, args[0], args[1]);
    return product && args[0]->ndim == 1 && args[1]->ndim == 1 ? types_.array(product->dtype, 2, Layout::C) : nullptr;
  }
  if (name == "meshgrid") {
    std::vector<Type> grids;
    for (Type axis : args) {
      if (!isArray(axis)) return nullptr;
      grids.push_back(types_.array(axis->dtype, static_cast<int>(args.size()), Layout::C));
    }
    return types_.tuple(grids);
  }
  return nullptr;
}

// np.vstack([a, b]), np.concatenate((a, b)), np.stack([row for ...]), all of them along any axis.
Type ArgumentScope::typeOfJoined(const ast::Call& call, std::string_view name, int depth) {
  bool axis_only = call.keywords.empty() || (call.keywords.size() == 1 && keyword(call, "axis"));
  if (call.args.empty() || !axis_only) return nullptr;
  auto items = itemsOf(*call.args[0], depth);
  if (!items || items->empty()) return nullptr;
  Type first = nullptr;
  for (Type item : *items) {
    if (!isArray(item) || item->layout != Layout::C) return nullptr;
    if (first && item->ndim != first->ndim) return nullptr;
    first = first ? types_.array(promote(first->dtype, item->dtype), item->ndim, Layout::C) : item;
  }
  int ndim = first->ndim;
  if (name == "stack") ++ndim;
  if (name == "vstack" || name == "column_stack") ndim = std::max(ndim, 2);
  if (name == "dstack") ndim = std::max(ndim, 3);
  return types_.array(first->dtype, ndim, Layout::C);
}

} // namespace pyompcc::sema
