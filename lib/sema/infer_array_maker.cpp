// lib/sema/infer_array_maker.cpp
//
// Arrays in uncompiled code by the functions that make them (NumPy 2 reference, "Array creation routines" and "Random
// sampling").
#include "lib/ast/walk.h"
#include "lib/sema/builtins.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/infer_argument.h"
#include "lib/sema/promote.h"

#include <algorithm>
#include <limits>

namespace pyompcc::sema {
namespace {

constexpr std::string_view Random = "numpy.random.";
/// For what is given by keyword only.
constexpr std::size_t NoPosition = std::numeric_limits<std::size_t>::max();

} // namespace

const ast::Expr* ArgumentScope::keyword(const ast::Call& call, std::string_view name) const {
  for (const ast::Keyword* argument : call.keywords) {
    if (names_.text(argument->arg) == name) return argument->value;
  }
  return nullptr;
}

const ast::Expr* ArgumentScope::argument(const ast::Call& call, std::size_t position, std::string_view name) const {
  return position < call.args.size() ? call.args[position] : keyword(call, name);
}

Type ArgumentScope::typeOfNumpyCall(const ast::Call& call, std::string_view dotted, int depth) {
  if (keyword(call, "order")) return nullptr;
  std::string_view last = dotted.substr(dotted.rfind('.') + 1);
  if (dotted.starts_with(Random)) return typeOfRandom(call, last, depth);
  if (dotted.find('.') != dotted.rfind('.') && !dotted.starts_with("numpy.linalg.")) return nullptr;
  if (Type array = typeOfArrayMaker(call, last, depth)) return array;
  return typeOfArrayFunction(call, last, depth);
}

Type ArgumentScope::typeOfArrayMaker(const ast::Call& call, std::string_view name, int depth) {
  if (name == "zeros" || name == "empty" || name == "ones") {
    auto dtype = dtypeArgument(call, 1, DType::Float64, depth);
    const ast::Expr* shape = argument(call, 0, "shape");
    return dtype && shape ? arrayOfShape(*shape, *dtype, depth) : nullptr;
  }
  if (name == "zeros_like" || name == "empty_like" || name == "ones_like") return arrayLike(call, depth);
  if (name == "linspace" || name == "logspace" || name == "geomspace") {
    auto dtype = dtypeArgument(call, NoPosition, DType::Float64, depth);
    return dtype && !keyword(call, "retstep") ? types_.array(*dtype, 1, Layout::C) : nullptr;
  }
  if (name == "arange") {
    bool floats = false;
    for (const ast::Expr* bound : call.args) {
      Type type = keyword(call, "dtype") ? types_.integer() : typeOf(*bound, depth + 1);
      bool number = type && (type->kind == TypeKind::Int || type->kind == TypeKind::Float);
      if (!number) return nullptr;
      floats = floats || type->kind == TypeKind::Float;
    }
    auto dtype = dtypeArgument(call, NoPosition, floats ? DType::Float64 : DType::Int64, depth);
    return dtype ? types_.array(*dtype, 1, Layout::C) : nullptr;
  }
  if (name == "full" || name == "full_like") {
    if (name == "full_like") return arrayLike(call, depth);
    const ast::Expr* shape = argument(call, 0, "shape");
    const ast::Expr* value = argument(call, 1, "fill_value");
    Type type = value ? typeOf(*value, depth + 1) : nullptr;
    auto of_value = type ? dtypeOfNumber(type) : std::nullopt;
    bool said = keyword(call, "dtype") || call.args.size() > 2;
    auto dtype = dtypeArgument(call, 2, of_value.value_or(DType::Float64), depth);
    return shape && dtype && (said || of_value) ? arrayOfShape(*shape, *dtype, depth) : nullptr;
  }
  if (name == "eye" || name == "identity") {
    auto dtype = dtypeArgument(call, NoPosition, DType::Float64, depth);
    return dtype ? types_.array(*dtype, 2, Layout::C) : nullptr;
  }
  if (name == "frombuffer") {
    auto dtype = dtypeArgument(call, 1, DType::Float64, depth);
    return dtype ? types_.array(*dtype, 1, Layout::C) : nullptr;
  }
  if ((name == "array" || name == "asarray" || name == "ascontiguousarray") && !call.args.empty()) {
    Type array = arrayOf(*call.args[0], depth);
    if (!array) return nullptr;
    auto dtype = dtypeArgument(call, 1, array->dtype, depth);
    bool same_layout = array->layout == Layout::C || name == "asarray";
    return dtype && same_layout ? types_.array(*dtype, array->ndim, array->layout) : nullptr;
  }
  return nullptr;
}

// np.random.default_rng(), np.random.RandomState(), or a name that is bound to one of them.
std::optional<std::string_view> ArgumentScope::randomSource(const ast::Expr& object) {
  const ast::Expr* maker = &object;
  if (const auto* name = ast::as<ast::NameExpr>(&object)) {
    ArgumentScope& scope = table_(*name).kind == Resolution::Kind::Global && outer_ ? *outer_ : *this;
    auto found = scope.bindings_.find(name->id);
    if (found == scope.bindings_.end() || found->second.size() != 1 || !found->second[0].value) return std::nullopt;
    maker = found->second[0].value;
  }
  const auto* call = ast::as<ast::Call>(maker);
  if (!call) return std::nullopt;
  const Resolution& made = table_(*call->func);
  std::string_view dotted = made.kind == Resolution::Kind::Object ? names_.text(made.dotted) : std::string_view();
  bool source = dotted == "numpy.random.default_rng" || dotted == "numpy.random.RandomState";
  return source ? std::optional(dotted) : std::nullopt;
}

Type ArgumentScope::typeOfRandom(const ast::Call& call, std::string_view name, int depth) {
  if (name == "rand" || name == "randn") {
    if (call.args.empty()) return types_.floating();
    return types_.array(DType::Float64, static_cast<int>(call.args.size()), Layout::C);
  }
  // Where the size stands among the arguments.
  struct Row {
    std::string_view name;
    std::size_t size;
    DType dtype;
  };
  static constexpr Row Rows[] = {
      {"random", 0, DType::Float64},    {"random_sample", 0, DType::Float64}, {"standard_normal", 0, DType::Float64},
      {"uniform", 2, DType::Float64},   {"normal", 2, DType::Float64},        {"exponential", 1, DType::Float64},
      {"lognormal", 2, DType::Float64}, {"poisson", 1, DType::Int64},         {"integers", 2, DType::Int64},
      {"randint", 2, DType::Int64},
  };
  for (const Row& row : Rows) {
    if (row.name != name) continue;
    auto dtype = dtypeArgument(call, NoPosition, row.dtype, depth);
    if (!dtype) return nullptr;
    if (const ast::Expr* size = argument(call, row.size, "size")) return arrayOfShape(*size, *dtype, depth);
    return row.dtype == DType::Float64 ? types_.floating() : nullptr;
  }
  bool picks = name == "choice" || name == "permutation";
  Type source = picks && !call.args.empty() ? typeOf(*call.args[0], depth + 1) : nullptr;
  if (!source) return nullptr;
  Type array = isIntegral(source) ? types_.array(DType::Int64, 1, Layout::C) : arrayOfType(source);
  if (!array || name == "permutation") return array;
  const ast::Expr* size = argument(call, 1, "size");
  return size && array->ndim == 1 ? arrayOfShape(*size, array->dtype, depth) : nullptr;
}

// [1, 2], [[1.0, 2.0], [3.0, 4.0]], a name of such a list, an array: as many axes as levels.
Type ArgumentScope::arrayOf(const ast::Expr& values, int depth) {
  if (depth > MaxDepth) return nullptr;
  bool display = ast::as<ast::List>(&values) || ast::as<ast::Tuple>(&values) || ast::as<ast::ListComp>(&values);
  if (!display) {
    Type type = typeOf(values, depth + 1);
    return type && !isNumber(type) ? arrayOfType(type) : nullptr;
  }
  std::vector<Type> items;
  if (const auto* made = ast::as<ast::ListComp>(&values)) {
    items.push_back(ast::as<ast::ListComp>(made->elt) ? arrayOf(*made->elt, depth + 1) : typeOf(*made->elt, depth + 1));
  } else {
    const auto* list = ast::as<ast::List>(&values);
    for (const ast::Expr* element : list ? list->elts : ast::as<ast::Tuple>(&values)->elts) {
      bool nested = ast::as<ast::List>(element) || ast::as<ast::Tuple>(element);
      items.push_back(nested ? arrayOf(*element, depth + 1) : typeOf(*element, depth + 1));
    }
  }
  Type result = nullptr;
  for (Type item : items) {
    Type array = item ? arrayOfType(item) : nullptr;
    if (!array || array->layout != Layout::C) return nullptr;
    int ndim = isNumber(item) ? 1 : array->ndim + 1;
    if (result && result->ndim != ndim) return nullptr;
    result = types_.array(result ? promote(result->dtype, array->dtype) : array->dtype, ndim, Layout::C);
  }
  return result;
}

// What np.array makes of a value; of a number one with an axis, for the list around it.
Type ArgumentScope::arrayOfType(Type values) {
  if (isArray(values)) return values;
  if (auto dtype = dtypeOfNumber(values)) return types_.array(*dtype, 1, Layout::C);
  Type item = values->kind == TypeKind::List || isTuple(values) || values->kind == TypeKind::Range ? itemOfType(values)
                                                                                                   : nullptr;
  Type array = item ? arrayOfType(item) : nullptr;
  if (!array || isNumber(item)) return array;
  return types_.array(array->dtype, array->ndim + 1, Layout::C);
}

Type ArgumentScope::arrayLike(const ast::Call& call, int depth) {
  if (call.args.empty()) return nullptr;
  Type array = typeOf(*call.args[0], depth + 1);
  if (!array || !isArray(array) || array->layout != Layout::C) return nullptr;
  bool full = call.args.size() > 1 && names_.text(table_(*call.func).dotted) == "numpy.full_like";
  auto dtype = dtypeArgument(call, full ? 2 : 1, array->dtype, depth);
  return dtype ? types_.array(*dtype, array->ndim, Layout::C) : nullptr;
}

Type ArgumentScope::arrayOfShape(const ast::Expr& shape, DType dtype, int depth) {
  auto of_axes = [&](std::size_t axes) {
    return axes == 0 ? nullptr : types_.array(dtype, static_cast<int>(axes), Layout::C);
  };
  if (const auto* list = ast::as<ast::List>(&shape)) return of_axes(list->elts.size());
  if (const auto* tuple = ast::as<ast::Tuple>(&shape)) return of_axes(tuple->elts.size());
  Type type = typeOf(shape, depth + 1);
  // A name without a known type could be a tuple.
  if (!type) return nullptr;
  if (isTuple(type)) return of_axes(type->elements.size());
  return isIntegral(type) ? of_axes(1) : nullptr;
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
  if (names_.text(resolution.dotted) == "builtins.complex") return DType::Complex128;
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
  const ast::Expr* dtype = keyword(call, "dtype");
  if (!dtype && position < call.args.size()) dtype = call.args[position];
  return dtype ? dtypeOf(*dtype, depth) : missing;
}

} // namespace pyompcc::sema
