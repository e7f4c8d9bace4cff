// lib/sema/infer_argument.cpp
//
// Looks at bindings and calls of uncompiled code for the types of values.
#include "lib/sema/infer_argument.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/promote.h"
#include "lib/sema/resolve_names.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

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
  auto bind_node = [&](const ast::Node& node) {
    if (const auto* assign = ast::as<ast::Assign>(&node)) {
      for (const ast::Expr* target : assign->targets) bindTarget(*target, *assign->value);
    } else if (const auto* augmented = ast::as<ast::AugAssign>(&node)) {
      const auto* name = ast::as<ast::NameExpr>(augmented->target);
      if (name) bindings_[name->id].push_back({augmented->value, false, augmented->op});
    } else if (const auto* loop = ast::as<ast::For>(&node)) {
      const auto* name = ast::as<ast::NameExpr>(loop->target);
      if (name && isRangeCall(*loop->iter, table_)) bindings_[name->id].push_back({nullptr, true, {}});
    }
  };
  std::unordered_map<Name, std::size_t> counts;
  for (const ast::Stmt* stmt : body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      forEachBinding(node, [&](Name name, const ast::Node&) { ++counts[name]; });
      bind_node(node);
      return !ast::as<ast::FunctionDef>(&node) && !ast::as<ast::AsyncFunctionDef>(&node) &&
             !ast::as<ast::ClassDef>(&node);
    });
  }
  // A name with a binding of any other form (`with ... as`, a loop over something else) has no known type.
  for (auto& [name, count] : counts) {
    auto found = bindings_.find(name);
    if (found == bindings_.end() || found->second.size() != count) bindings_[name] = {{nullptr, false, {}}};
  }
}

// `a = b = 1` and `a, b = 1, 2`.
void ArgumentScope::bindTarget(const ast::Expr& target, const ast::Expr& value) {
  if (const auto* name = ast::as<ast::NameExpr>(&target)) {
    bindings_[name->id].push_back({&value, false, {}});
    return;
  }
  const auto* names = ast::as<ast::Tuple>(&target);
  const auto* values = ast::as<ast::Tuple>(&value);
  if (!names || !values || names->elts.size() != values->elts.size()) return;
  auto starred = [](const ast::Expr* element) { return ast::as<ast::Starred>(element) != nullptr; };
  if (std::ranges::any_of(names->elts, starred) || std::ranges::any_of(values->elts, starred)) return;
  for (std::size_t i = 0; i < names->elts.size(); ++i) {
    const auto* name = ast::as<ast::NameExpr>(names->elts[i]);
    if (name) bindings_[name->id].push_back({values->elts[i], false, {}});
  }
}

Type ArgumentScope::typeOf(const ast::Expr& expr, int depth) {
  if (depth > MaxDepth) return nullptr;
  using ast::as;
  if (const auto* constant = as<ast::Constant>(&expr)) return typeOfConstant(*constant);
  if (const auto* name = as<ast::NameExpr>(&expr)) return typeOfName(*name, depth);
  if (const auto* attribute = as<ast::Attribute>(&expr)) {
    if (Type array = typeOfTransposed(*attribute, depth)) return array;
    auto value = constantValue(program_, table_(expr));
    return value ? sema::typeOf(*value, types_) : nullptr;
  }
  if (const auto* unary = as<ast::UnaryOp>(&expr)) {
    Type operand = typeOf(*unary->operand, depth + 1);
    if (operand && isArray(operand)) return elementwise({&operand, 1}, unaryType(types_, unary->op, element(operand)));
    return operand && isNumber(operand) ? unaryType(types_, unary->op, operand) : nullptr;
  }
  if (const auto* binary = as<ast::BinOp>(&expr)) {
    // A negative exponent makes a float of two ints.
    if (binary->op == ast::BinaryOp::Pow && !as<ast::Constant>(binary->right)) return nullptr;
    Type left = typeOf(*binary->left, depth + 1);
    Type right = left ? typeOf(*binary->right, depth + 1) : nullptr;
    if (right && (isArray(left) || isArray(right))) return typeOfArrayOperation(binary->op, left, right);
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
  if (const auto* list = as<ast::List>(&expr)) {
    Type element = commonType(list->elts, depth);
    return element ? types_.list(element) : nullptr;
  }
  if (const auto* set = as<ast::Set>(&expr)) {
    Type element = commonType(set->elts, depth);
    return element && isHashable(element) ? types_.set(element) : nullptr;
  }
  if (const auto* dict = as<ast::Dict>(&expr)) {
    Type key = commonType(dict->keys, depth);
    Type value = key && isHashable(key) ? commonType(dict->values, depth) : nullptr;
    return value ? types_.dict(key, value) : nullptr;
  }
  if (const auto* subscript = as<ast::Subscript>(&expr)) return typeOfPart(*subscript, depth);
  if (const auto* call = as<ast::Call>(&expr)) return typeOfCall(*call, depth);
  return nullptr;
}

// The one type of all elements of a list, set or dict that is no array; null for an empty one.
Type ArgumentScope::commonType(std::span<ast::Expr* const> elements, int depth) {
  Type common = nullptr;
  for (const ast::Expr* element : elements) {
    // `**other` in a dict has no key.
    Type type = element ? typeOf(*element, depth + 1) : nullptr;
    if (!type || isArray(type) || (common && common != type)) return nullptr;
    common = type;
  }
  return common;
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
    if (binding.op) {
      // `x += 1` where the name may have any of the types that it is given elsewhere: all are the same.
      Type operand = result ? typeOf(*binding.value, depth + 1) : nullptr;
      bool keeps = operand && (isArray(result) ? isNumber(operand) || isArray(operand)
                                               : isNumber(result) && isNumber(operand) &&
                                                     binaryType(types_, *binding.op, result, operand) == result);
      if (!keeps || *binding.op == ast::BinaryOp::Pow) return nullptr;
      continue;
    }
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
    case BuiltinRule::Absolute:
    case BuiltinRule::NumpyFunction:
    case BuiltinRule::Allocate:
    case BuiltinRule::AllocateFull:
    case BuiltinRule::AllocateFullLike:
    case BuiltinRule::AllocateLike: return typeOfArrayMaker(call, names_.text(callee.dotted), depth);
    default: return nullptr;
    }
  }
  if (callee.kind == Resolution::Kind::Object) return typeOfArrayMaker(call, names_.text(callee.dotted), depth);
  if (const auto* method = ast::as<ast::Attribute>(call.func)) return typeOfMethod(call, *method, depth);
  return nullptr;
}

} // namespace pyompcc::sema
