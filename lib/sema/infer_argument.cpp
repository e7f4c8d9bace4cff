// lib/sema/infer_argument.cpp
//
// Looks at bindings and calls of uncompiled code for the types of values.
#include "lib/sema/infer_argument.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/promote.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

constexpr int MaxDepth = 40;

bool isRangeCall(const ast::Expr& expr, const ModuleNames& table) {
  const auto* call = ast::as<ast::Call>(&expr);
  if (!call) return false;
  const Resolution& callee = table(*call->func);
  return callee.kind == Resolution::Kind::Builtin && facts(callee.builtin).rule == BuiltinRule::Range;
}

} // namespace

ArgumentScope::ArgumentScope(std::span<ast::Stmt* const> body, const ModuleNames& table, Program& program,
                             const support::NameTable& names, ArgumentScope* outer)
    : table_(table), program_(program), types_(program.types), names_(names), outer_(outer) {
  auto bindNode = [&](const ast::Node& node) {
    if (const auto* assign = ast::as<ast::Assign>(&node); assign && assign->targets.size() == 1) {
      const auto* name = ast::as<ast::NameExpr>(assign->targets[0]);
      if (name) bindings_[name->id].push_back({assign->value, false});
    } else if (const auto* loop = ast::as<ast::For>(&node)) {
      const auto* name = ast::as<ast::NameExpr>(loop->target);
      if (name && isRangeCall(*loop->iter, table_)) bindings_[name->id].push_back({nullptr, true});
    }
  };
  std::unordered_map<Name, std::size_t> counts;
  for (const ast::Stmt* stmt : body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      forEachBinding(node, [&](Name name, const ast::Node&) { ++counts[name]; });
      bindNode(node);
      return !ast::as<ast::FunctionDef>(&node) && !ast::as<ast::AsyncFunctionDef>(&node) &&
             !ast::as<ast::ClassDef>(&node);
    });
  }
  // A name with a binding of any other form (unpacking, `with ... as`, `x += 1`) has no known type.
  for (auto& [name, count] : counts) {
    auto found = bindings_.find(name);
    if (found == bindings_.end() || found->second.size() != count) bindings_[name] = {{nullptr, false}};
  }
}

Type ArgumentScope::typeOf(const ast::Expr& expr, int depth) {
  if (depth > MaxDepth) return nullptr;
  using ast::as;
  if (const auto* constant = as<ast::Constant>(&expr)) return typeOfConstant(*constant);
  if (const auto* name = as<ast::NameExpr>(&expr)) return typeOfName(*name, depth);
  if (as<ast::Attribute>(&expr)) {
    auto value = constantValue(program_, table_(expr));
    return value ? sema::typeOf(*value, types_) : nullptr;
  }
  if (const auto* unary = as<ast::UnaryOp>(&expr)) {
    Type operand = typeOf(*unary->operand, depth + 1);
    return operand && isNumber(operand) ? unaryType(types_, unary->op, operand) : nullptr;
  }
  if (const auto* binary = as<ast::BinOp>(&expr)) {
    // A negative exponent makes a float of two ints.
    if (binary->op == ast::BinaryOp::Pow && !as<ast::Constant>(binary->right)) return nullptr;
    Type left = typeOf(*binary->left, depth + 1);
    Type right = left ? typeOf(*binary->right, depth + 1) : nullptr;
    bool numbers = right && isNumber(left) && isNumber(right);
    return numbers ? binaryType(types_, binary->op, left, right) : nullptr;
  }
  if (const auto* tuple = as<ast::Tuple>(&expr)) {
    std::vector<Type> elements;
    for (const ast::Expr* element : tuple->elts) {
      Type type = typeOf(*element, depth + 1);
      if (!type) return nullptr;
      elements.push_back(type);
    }
    return types_.tuple(elements);
  }
  if (const auto* call = as<ast::Call>(&expr)) return typeOfCall(*call, depth);
  return nullptr;
}

Type ArgumentScope::typeOfName(const ast::NameExpr& name, int depth) {
  const Resolution& resolution = table_(name);
  if (resolution.kind == Resolution::Kind::Constant) {
    return program_.modules[resolution.module].constants[resolution.index].type;
  }
  if (resolution.kind == Resolution::Kind::Local) return typeOfBindings(name.id, depth);
  if (resolution.kind == Resolution::Kind::Global) return (outer_ ? outer_ : this)->typeOfBindings(name.id, depth);
  return nullptr;
}

Type ArgumentScope::typeOfBindings(Name name, int depth) {
  auto found = bindings_.find(name);
  if (found == bindings_.end()) return nullptr;
  // A name that is bound to something made of itself is unknown while it is looked at.
  auto [known, is_new] = known_.try_emplace(name, nullptr);
  if (!is_new) return known->second;
  Type result = nullptr;
  for (const Binding& binding : found->second) {
    Type type = nullptr;
    if (binding.is_range_item) type = types_.integer();
    if (binding.value) type = typeOf(*binding.value, depth + 1);
    if (!type || (result && result != type)) return nullptr;
    result = type;
  }
  return known_[name] = result;
}

Type ArgumentScope::typeOfConstant(const ast::Constant& constant) {
  switch (constant.value.kind) {
  case ast::ConstantValue::Kind::None: return types_.none();
  case ast::ConstantValue::Kind::False:
  case ast::ConstantValue::Kind::True: return types_.boolean();
  case ast::ConstantValue::Kind::Int: return types_.integer();
  case ast::ConstantValue::Kind::Float: return types_.floating();
  case ast::ConstantValue::Kind::Imaginary: return types_.complex();
  case ast::ConstantValue::Kind::Str: return types_.str();
  default: return nullptr;
  }
}

Type ArgumentScope::typeOfCall(const ast::Call& call, int depth) {
  const Resolution& callee = table_(*call.func);
  if (callee.kind == Resolution::Kind::DType) return call.args.size() == 1 ? types_.scalar(callee.dtype) : nullptr;
  if (callee.kind == Resolution::Kind::Class) return types_.object(program_.classes[callee.index]->object);
  if (callee.kind == Resolution::Kind::Builtin) {
    switch (facts(callee.builtin).rule) {
    case BuiltinRule::ToInt:
    case BuiltinRule::Length:
    case BuiltinRule::RealToInt: return types_.integer();
    case BuiltinRule::ToFloat:
    case BuiltinRule::FloatFunction:
    case BuiltinRule::FloatFunction2: return types_.floating();
    case BuiltinRule::ToBool: return types_.boolean();
    case BuiltinRule::Routine: return routineResult(callee.builtin, types_);
    case BuiltinRule::Allocate:
    case BuiltinRule::AllocateLike: return typeOfArrayMaker(call, names_.text(callee.dotted), depth);
    default: return nullptr;
    }
  }
  if (callee.kind == Resolution::Kind::Object) return typeOfArrayMaker(call, names_.text(callee.dotted), depth);
  if (const auto* method = ast::as<ast::Attribute>(call.func)) return typeOfMethod(call, *method, depth);
  return nullptr;
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
    } else if (type->kind == TypeKind::Int || type->kind == TypeKind::Float || type->kind == TypeKind::Bool) {
      DType dtype = type->kind == TypeKind::Int     ? DType::Int64
                    : type->kind == TypeKind::Float ? DType::Float64
                                                    : DType::Bool;
      type = types_.array(dtype, 1, Layout::C);
    } else {
      return nullptr;
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
