// lib/sema/infer_array_argument.cpp
//
// Arrays in uncompiled code: what makes them, and what NumPy's operations make of them.
#include "lib/ast/walk.h"
#include "lib/sema/builtins.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/infer_argument.h"
#include "lib/sema/promote.h"
#include "lib/sema/resolve_names.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

// Ufuncs of reals beside those that grammar/builtins.def has as NumpyFunction (NumPy reference, "Available ufuncs").
constexpr std::string_view FloatUfuncs[] = {"floor", "ceil", "radians", "degrees"};
// Those that keep every dtype of numbers.
constexpr std::string_view SameUfuncs[] = {"abs",  "absolute", "negative", "square", "copy", "ascontiguousarray",
                                           "sort", "cumsum",   "flip"};

template <std::size_t N> bool isOneOf(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool isWide(DType dtype) { return dtype == DType::Float64 || dtype == DType::Int64 || dtype == DType::UInt64; }

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
  if (op != ast::BinaryOp::MatMult) return elementwise(both, binaryType(types_, op, element(left), element(right)));
  if (!isArray(left) || !isArray(right) || left->ndim > 2 || right->ndim > 2 || left->ndim + right->ndim < 3)
    return nullptr;
  Type product = elementwise(both, binaryType(types_, ast::BinaryOp::Mult, element(left), element(right)));
  return product ? types_.array(product->dtype, left->ndim + right->ndim - 2, Layout::C) : nullptr;
}

// a.T
Type ArgumentScope::typeOfTransposed(const ast::Attribute& attribute, int depth) {
  if (names_.text(attribute.attr) != "T") return nullptr;
  Type array = typeOf(*attribute.value, depth + 1);
  if (!array || !isArray(array)) return nullptr;
  return array->ndim == 1 ? array : types_.array(array->dtype, array->ndim, Layout::Strided);
}

// a[1:], a[:, 0], a[0]: what slices leave has any strides.
Type ArgumentScope::typeOfPart(const ast::Subscript& subscript, int depth) {
  Type array = typeOf(*subscript.value, depth + 1);
  if (!array || !isArray(array)) return nullptr;
  std::span<ast::Expr* const> indices{&subscript.slice, 1};
  if (const auto* tuple = ast::as<ast::Tuple>(subscript.slice)) indices = tuple->elts;
  int ndim = array->ndim;
  bool sliced = false;
  for (const ast::Expr* index : indices) {
    if (ast::as<ast::Slice>(index)) {
      sliced = true;
      continue;
    }
    Type type = typeOf(*index, depth + 1);
    if (!type || !isIntegral(type) || type->kind == TypeKind::Bool) return nullptr;
    --ndim;
  }
  if (indices.size() > array->ndim) return nullptr;
  if (ndim == 0) return types_.scalar(array->dtype);
  return types_.array(array->dtype, ndim, sliced ? Layout::Strided : array->layout);
}

// np.sin(a), np.abs(a), np.dot(a, b); null where it is none of them.
Type ArgumentScope::typeOfUfunc(const ast::Call& call, std::string_view name, int depth) {
  bool unary = call.args.size() == 1 && call.keywords.empty();
  auto builtin = findBuiltin("numpy." + std::string(name));
  bool computed = builtin && facts(*builtin).rule == BuiltinRule::NumpyFunction;
  if (unary && (computed || isOneOf(FloatUfuncs, name) || isOneOf(SameUfuncs, name))) {
    Type operand = typeOf(*call.args[0], depth + 1);
    if (!operand || !isArray(operand) || isComplex(element(operand))) return nullptr;
    if (name == "ascontiguousarray" || name == "copy")
      return name == "copy" && operand->layout != Layout::C ? nullptr
                                                            : types_.array(operand->dtype, operand->ndim, Layout::C);
    if (name == "cumsum" && (operand->ndim != 1 || !isWide(operand->dtype))) return nullptr;
    if (isOneOf(SameUfuncs, name) && name != "flip") return elementwise({&operand, 1}, element(operand));
    if (name == "flip") return types_.array(operand->dtype, operand->ndim, Layout::Strided);
    auto dtype = dtypeOfFloatFunction(element(operand));
    bool rounds = name == "floor" || name == "ceil";
    if (!dtype || (rounds && *dtype != operand->dtype)) return nullptr;
    return elementwise({&operand, 1}, types_.scalar(*dtype));
  }
  bool product = (name == "dot" || name == "matmul") && call.args.size() == 2 && call.keywords.empty();
  bool pair =
      (name == "maximum" || name == "minimum" || name == "outer") && call.args.size() == 2 && call.keywords.empty();
  if (!product && !pair) return nullptr;
  Type left = typeOf(*call.args[0], depth + 1);
  Type right = left ? typeOf(*call.args[1], depth + 1) : nullptr;
  if (!right || !isArray(left) || !isArray(right)) return nullptr;
  Type both = typeOfArrayOperation(product ? ast::BinaryOp::MatMult : ast::BinaryOp::Mult, left, right);
  if (name != "outer") return both;
  return both && left->ndim == 1 && right->ndim == 1 ? types_.array(both->dtype, 2, Layout::C) : nullptr;
}

// Methods of arrays, and of NumPy's random generators.
Type ArgumentScope::typeOfMethod(const ast::Call& call, const ast::Attribute& method, int depth) {
  std::string_view name = names_.text(method.attr);
  if (const auto* maker = ast::as<ast::Call>(method.value)) {
    const Resolution& made = table_(*maker->func);
    bool generator = made.kind == Resolution::Kind::Object && names_.text(made.dotted) == "numpy.random.default_rng";
    if (generator) return typeOfArrayMaker(call, "numpy.random.Generator." + std::string(name), depth);
  }
  if (const auto* object = ast::as<ast::NameExpr>(method.value)) {
    ArgumentScope& scope = table_(*object).kind == Resolution::Kind::Global && outer_ ? *outer_ : *this;
    auto found = scope.bindings_.find(object->id);
    const ast::Expr* value =
        found != scope.bindings_.end() && found->second.size() == 1 ? found->second[0].value : nullptr;
    const auto* maker = value ? ast::as<ast::Call>(value) : nullptr;
    if (maker && table_(*maker->func).kind == Resolution::Kind::Object &&
        names_.text(table_(*maker->func).dotted) == "numpy.random.default_rng") {
      return typeOfArrayMaker(call, "numpy.random.Generator." + std::string(name), depth);
    }
  }
  Type array = typeOf(*method.value, depth + 1);
  if (!array || !isArray(array)) return nullptr;
  if (name == "astype" && call.args.size() == 1) {
    auto dtype = dtypeOf(*call.args[0], depth);
    return dtype ? types_.array(*dtype, array->ndim, array->layout) : nullptr;
  }
  if (name == "copy" && call.args.empty() && call.keywords.empty())
    return types_.array(array->dtype, array->ndim, Layout::C);
  if (name == "reshape" && array->layout == Layout::C && call.keywords.empty() && !call.args.empty()) {
    if (call.args.size() == 1) return arrayOfShape(*call.args[0], array->dtype, depth);
    return types_.array(array->dtype, static_cast<int>(call.args.size()), Layout::C);
  }
  return nullptr;
}

const ast::Expr* ArgumentScope::keyword(const ast::Call& call, std::string_view name) const {
  for (const ast::Keyword* argument : call.keywords) {
    if (names_.text(argument->arg) == name) return argument->value;
  }
  return nullptr;
}

Type ArgumentScope::typeOfArrayMaker(const ast::Call& call, std::string_view dotted, int depth) {
  std::string_view last = dotted.substr(dotted.rfind('.') + 1);
  bool random = dotted.starts_with("numpy.random.");
  if (!dotted.starts_with("numpy.") || keyword(call, "order")) return nullptr;
  if (last == "zeros" || last == "empty" || last == "ones") {
    auto dtype = dtypeArgument(call, 1, DType::Float64, depth);
    const ast::Expr* shape = call.args.empty() ? keyword(call, "shape") : call.args[0];
    return dtype && shape ? arrayOfShape(*shape, *dtype, depth) : nullptr;
  }
  if (last == "zeros_like" || last == "empty_like" || last == "ones_like") return arrayLike(call, depth);
  if (call.args.empty() && !random) return nullptr;
  if (Type array = random ? nullptr : typeOfUfunc(call, last, depth)) return array;
  if (last == "linspace" && !random) {
    auto dtype = keyword(call, "dtype") ? dtypeArgument(call, 99, DType::Float64, depth) : DType::Float64;
    return dtype && !keyword(call, "retstep") ? types_.array(*dtype, 1, Layout::C) : nullptr;
  }
  if (last == "arange" && !random) {
    if (keyword(call, "dtype")) {
      auto dtype = dtypeArgument(call, 99, DType::Int64, depth);
      return dtype ? types_.array(*dtype, 1, Layout::C) : nullptr;
    }
    bool floats = false;
    for (const ast::Expr* argument : call.args) {
      Type type = typeOf(*argument, depth + 1);
      if (!type || (type->kind != TypeKind::Int && type->kind != TypeKind::Float)) return nullptr;
      floats = floats || type->kind == TypeKind::Float;
    }
    return types_.array(floats ? DType::Float64 : DType::Int64, 1, Layout::C);
  }
  if ((last == "full") && call.args.size() >= 2 && !random) {
    Type value = typeOf(*call.args[1], depth + 1);
    DType missing = value && value->kind == TypeKind::Int ? DType::Int64 : DType::Float64;
    bool known = keyword(call, "dtype") || (value && (value->kind == TypeKind::Int || value->kind == TypeKind::Float));
    auto dtype = dtypeArgument(call, 2, missing, depth);
    return dtype && known ? arrayOfShape(*call.args[0], *dtype, depth) : nullptr;
  }
  if ((last == "eye" || last == "identity") && !random) {
    auto dtype = keyword(call, "dtype") ? dtypeArgument(call, 99, DType::Float64, depth) : DType::Float64;
    return dtype ? types_.array(*dtype, 2, Layout::C) : nullptr;
  }
  if (last == "array" && !random) {
    const auto* list = ast::as<ast::List>(call.args[0]);
    Type array = list ? typeOfList(list->elts, depth) : typeOf(*call.args[0], depth + 1);
    if (!array || !isArray(array)) return nullptr;
    auto dtype = dtypeArgument(call, 1, array->dtype, depth);
    return dtype ? types_.array(*dtype, array->ndim, Layout::C) : nullptr;
  }
  if (random && (last == "rand" || last == "randn")) {
    if (call.args.empty()) return types_.floating();
    return types_.array(DType::Float64, static_cast<int>(call.args.size()), Layout::C);
  }
  static constexpr std::string_view Sampled[] = {"random", "random_sample", "standard_normal"};
  if (random && std::find(std::begin(Sampled), std::end(Sampled), last) != std::end(Sampled)) {
    const ast::Expr* size = call.args.empty() ? keyword(call, "size") : call.args[0];
    if (!size || keyword(call, "dtype")) return nullptr;
    return arrayOfShape(*size, DType::Float64, depth);
  }
  if (random && (last == "uniform" || last == "normal" || last == "integers" || last == "randint")) {
    bool integers = last == "integers" || last == "randint";
    const ast::Expr* size = keyword(call, "size");
    if (!size && call.args.size() >= 3) size = call.args[2];
    auto dtype = keyword(call, "dtype") ? dtypeArgument(call, 99, DType::Int64, depth)
                                        : std::optional(integers ? DType::Int64 : DType::Float64);
    return size && dtype ? arrayOfShape(*size, *dtype, depth) : nullptr;
  }
  return nullptr;
}

// [1, 2], [[1.0, 2.0], [3.0, 4.0]]: as many axes as levels; float if any element is.
Type ArgumentScope::typeOfList(std::span<ast::Expr* const> elements, int depth) {
  if (elements.empty() || depth > MaxDepth) return nullptr;
  Type result = nullptr;
  for (const ast::Expr* element : elements) {
    const auto* list = ast::as<ast::List>(element);
    Type type = list ? typeOfList(list->elts, depth + 1) : typeOf(*element, depth + 1);
    if (!type) return nullptr;
    if (isArray(type)) {
      type = types_.array(type->dtype, type->ndim + (list ? 1 : 0), Layout::C);
      if (!list) return nullptr;
    } else {
      std::optional<DType> dtype = dtypeOfNumber(type);
      if (!dtype) return nullptr;
      type = types_.array(*dtype, 1, Layout::C);
    }
    if (result && result->ndim != type->ndim) return nullptr;
    result = result ? types_.array(promote(result->dtype, type->dtype), type->ndim, Layout::C) : type;
  }
  return result;
}

Type ArgumentScope::arrayLike(const ast::Call& call, int depth) {
  if (call.args.empty()) return nullptr;
  Type array = typeOf(*call.args[0], depth + 1);
  if (!array || !isArray(array) || array->layout != Layout::C) return nullptr;
  auto dtype = dtypeArgument(call, 1, array->dtype, depth);
  return dtype ? types_.array(*dtype, array->ndim, Layout::C) : nullptr;
}

Type ArgumentScope::arrayOfShape(const ast::Expr& shape, DType dtype, int depth) {
  if (const auto* list = ast::as<ast::List>(&shape)) {
    return list->elts.empty() ? nullptr : types_.array(dtype, static_cast<int>(list->elts.size()), Layout::C);
  }
  if (const auto* tuple = ast::as<ast::Tuple>(&shape)) {
    return tuple->elts.empty() ? nullptr : types_.array(dtype, static_cast<int>(tuple->elts.size()), Layout::C);
  }
  if (const auto* attribute = ast::as<ast::Attribute>(&shape); attribute && names_.text(attribute->attr) == "shape") {
    Type array = typeOf(*attribute->value, depth + 1);
    return array && isArray(array) ? types_.array(dtype, array->ndim, Layout::C) : nullptr;
  }
  Type type = typeOf(shape, depth + 1);
  // A name without a known type could be a tuple.
  if (!type) return nullptr;
  if (isTuple(type))
    return type->elements.empty() ? nullptr : types_.array(dtype, static_cast<int>(type->elements.size()), Layout::C);
  return isIntegral(type) ? types_.array(dtype, 1, Layout::C) : nullptr;
}

std::optional<DType> ArgumentScope::dtypeOf(const ast::Expr& expr, int depth) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  if (constant && constant->value.kind == ast::ConstantValue::Kind::Str) return dtypeOfText(constant->value.text);
  if (const auto* attribute = ast::as<ast::Attribute>(&expr); attribute && names_.text(attribute->attr) == "dtype") {
    Type array = typeOf(*attribute->value, depth + 1);
    return array && isArray(array) ? std::optional(array->dtype) : std::nullopt;
  }
  if (!ast::as<ast::NameExpr>(&expr) && !ast::as<ast::Attribute>(&expr)) return std::nullopt;
  const Resolution& resolution = table_(expr);
  if (resolution.kind == Resolution::Kind::DType) return resolution.dtype;
  if (resolution.kind != Resolution::Kind::Builtin) return std::nullopt;
  switch (facts(resolution.builtin).rule) {
  case BuiltinRule::ToInt: return DType::Int64;
  case BuiltinRule::ToFloat: return DType::Float64;
  case BuiltinRule::ToBool: return DType::Bool;
  default: return std::nullopt;
  }
}

std::optional<DType> ArgumentScope::dtypeArgument(const ast::Call& call, std::size_t position, DType missing,
                                                  int depth) {
  const ast::Expr* argument = keyword(call, "dtype");
  if (!argument && position < call.args.size()) argument = call.args[position];
  return argument ? dtypeOf(*argument, depth) : missing;
}

} // namespace pyompcc::sema
