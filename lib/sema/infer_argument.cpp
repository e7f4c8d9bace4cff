// lib/sema/infer_argument.cpp
//
// Looks at bindings and expressions of uncompiled code for the types of values.
#include "lib/sema/infer_argument.h"

#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/promote.h"
#include "lib/sema/resolve_names.h"
#include "lib/sema/uncompiled_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pyompcc::sema {
namespace {

bool isStarred(const ast::Expr* expr) { return ast::as<ast::Starred>(expr) != nullptr; }

bool isScope(const ast::Node& node) {
  return ast::as<ast::FunctionDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node) || ast::as<ast::ClassDef>(&node);
}

} // namespace

ArgumentScope::ArgumentScope(std::span<ast::Stmt* const> body, const ModuleNames& table, Program& program,
                             const support::NameTable& names, UncompiledCode& code, ArgumentScope* outer,
                             Parameters parameters)
    : table_(table), program_(program), types_(program.types), names_(names), code_(code), outer_(outer) {
  for (const auto& [name, type] : parameters) {
    if (type) bindings_[name].push_back({.form = Binding::Form::Given, .type = type});
    if (!type) bindings_[name].push_back({});
  }
  findBindings(body);
}

void ArgumentScope::findBindings(std::span<ast::Stmt* const> body) {
  using Form = Binding::Form;
  std::unordered_map<Name, std::size_t> counts;
  for (auto& [name, given] : bindings_) counts[name] = given.size();
  auto bind_node = [&](const ast::Node& node) {
    if (const auto* assign = ast::as<ast::Assign>(&node)) {
      for (const ast::Expr* target : assign->targets)
        bindTarget(*target, {.form = Form::Value, .value = assign->value});
    } else if (const auto* annotated = ast::as<ast::AnnAssign>(&node); annotated && annotated->value) {
      bindTarget(*annotated->target, {.form = Form::Value, .value = annotated->value});
    } else if (const auto* augmented = ast::as<ast::AugAssign>(&node)) {
      bindTarget(*augmented->target, {.form = Form::Update, .value = augmented->value, .op = augmented->op});
    } else if (const auto* loop = ast::as<ast::For>(&node)) {
      bindTarget(*loop->target, {.form = Form::Item, .value = loop->iter});
    } else if (const auto* part = ast::as<ast::Comprehension>(&node)) {
      bindTarget(*part->target, {.form = Form::Item, .value = part->iter});
    } else if (const auto* call = ast::as<ast::Call>(&node)) {
      const auto* method = ast::as<ast::Attribute>(call->func);
      const auto* list = method ? ast::as<ast::NameExpr>(method->value) : nullptr;
      if (list && names_.text(method->attr) == "append" && call->args.size() == 1)
        appended_[list->id].push_back(call->args[0]);
    }
  };
  for (const ast::Stmt* stmt : body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      forEachBinding(node, [&](Name name, const ast::Node&) { ++counts[name]; });
      bind_node(node);
      return !isScope(node);
    });
  }
  // A name with a binding of any other form (`with ... as`, a `*` among targets) has no known type.
  for (auto& [name, count] : counts) {
    auto found = bindings_.find(name);
    if (found == bindings_.end() || found->second.size() != count) bindings_[name] = {Binding{}};
  }
}

// `a = b = 1`, `a, b = 1, 2`, `rows, (first, last) = f()`.
void ArgumentScope::bindTarget(const ast::Expr& target, Binding binding) {
  if (const auto* name = ast::as<ast::NameExpr>(&target)) {
    bindings_[name->id].push_back(std::move(binding));
    return;
  }
  const auto* names = ast::as<ast::Tuple>(&target);
  if (!names || std::ranges::any_of(names->elts, isStarred)) return;
  const auto* values =
      binding.form == Binding::Form::Value && binding.parts.empty() ? ast::as<ast::Tuple>(binding.value) : nullptr;
  bool pairs = values && values->elts.size() == names->elts.size() && !std::ranges::any_of(values->elts, isStarred);
  for (std::size_t i = 0; i < names->elts.size(); ++i) {
    Binding part = binding;
    if (pairs) {
      part.value = values->elts[i];
    } else {
      part.parts.push_back(i);
    }
    bindTarget(*names->elts[i], std::move(part));
  }
}

Type ArgumentScope::typeOf(const ast::Expr& expr) {
  Type type = typeOf(expr, 0);
  return type && !hasUnknown(type) ? type : nullptr;
}

Type ArgumentScope::typeOf(const ast::Expr& expr, int depth) {
  if (depth > MaxDepth) return nullptr;
  using ast::as;
  if (const auto* constant = as<ast::Constant>(&expr)) return typeOfConstant(*constant);
  if (const auto* name = as<ast::NameExpr>(&expr)) return typeOfName(*name, depth);
  if (const auto* attribute = as<ast::Attribute>(&expr)) return typeOfAttribute(*attribute, depth);
  if (const auto* call = as<ast::Call>(&expr)) return typeOfCall(*call, depth);
  if (const auto* binary = as<ast::BinOp>(&expr)) return typeOfOperation(*binary, depth);
  if (const auto* comparison = as<ast::Compare>(&expr)) return typeOfComparison(*comparison, depth);
  if (const auto* subscript = as<ast::Subscript>(&expr)) return typeOfSubscript(*subscript, depth);
  if (as<ast::JoinedStr>(&expr)) return types_.str();
  if (const auto* unary = as<ast::UnaryOp>(&expr)) {
    if (unary->op == ast::UnaryOperator::Not) return types_.boolean();
    Type operand = typeOf(*unary->operand, depth + 1);
    if (operand && isArray(operand)) return elementwise({&operand, 1}, unaryType(types_, unary->op, element(operand)));
    return operand && isNumber(operand) ? unaryType(types_, unary->op, operand) : nullptr;
  }
  if (const auto* choice = as<ast::IfExp>(&expr)) {
    Type type = typeOf(*choice->body, depth + 1);
    return type && type == typeOf(*choice->orelse, depth + 1) ? type : nullptr;
  }
  if (const auto* tuple = as<ast::Tuple>(&expr)) {
    auto elements = typesOf(tuple->elts, depth);
    return elements ? types_.tuple(*elements) : nullptr;
  }
  if (as<ast::List>(&expr) || as<ast::ListComp>(&expr)) return typeOfList(expr, {}, depth);
  if (const auto* set = as<ast::Set>(&expr)) {
    Type element = commonType(set->elts, depth);
    return element && isHashable(element) ? types_.set(element) : nullptr;
  }
  if (const auto* set = as<ast::SetComp>(&expr)) {
    Type element = typeOf(*set->elt, depth + 1);
    return element && isHashable(element) ? types_.set(element) : nullptr;
  }
  if (const auto* dict = as<ast::Dict>(&expr)) {
    Type key = commonType(dict->keys, depth);
    Type value = key && isHashable(key) ? commonType(dict->values, depth) : nullptr;
    return value ? types_.dict(key, value) : nullptr;
  }
  if (const auto* dict = as<ast::DictComp>(&expr)) {
    Type key = typeOf(*dict->key, depth + 1);
    Type value = key && isHashable(key) ? typeOf(*dict->value, depth + 1) : nullptr;
    return value && !isArray(value) ? types_.dict(key, value) : nullptr;
  }
  return nullptr;
}

std::optional<std::vector<Type>> ArgumentScope::typesOf(std::span<ast::Expr* const> exprs, int depth) {
  std::vector<Type> types;
  for (const ast::Expr* expr : exprs) {
    // `**other` in a dict has no key.
    Type type = expr && !isStarred(expr) ? typeOf(*expr, depth + 1) : nullptr;
    if (!type) return std::nullopt;
    types.push_back(type);
  }
  return types;
}

// The one type of all elements of a list, set or dict that is no array; null for an empty one.
Type ArgumentScope::commonType(std::span<ast::Expr* const> elements, int depth) {
  auto types = typesOf(elements, depth);
  if (!types || types->empty() || isArray(types->front())) return nullptr;
  return std::ranges::all_of(*types, [&](Type type) { return type == types->front(); }) ? types->front() : nullptr;
}

// A display or comprehension that is bound to `name`, and what is appended to that.
Type ArgumentScope::typeOfList(const ast::Expr& value, Name name, int depth) {
  Type element = nullptr;
  if (const auto* list = ast::as<ast::List>(&value)) {
    element = commonType(list->elts, depth);
    if (!element && !list->elts.empty()) return nullptr;
  } else if (const auto* comprehension = ast::as<ast::ListComp>(&value)) {
    element = typeOf(*comprehension->elt, depth + 1);
    if (!element) return nullptr;
  }
  if (auto appended = appended_.find(name); name && appended != appended_.end()) {
    for (const ast::Expr* item : appended->second) {
      Type type = typeOf(*item, depth + 1);
      if (!type || (element && element != type)) return nullptr;
      element = type;
    }
  }
  return element && !isArray(element) ? types_.list(element) : nullptr;
}

// What goes into a display, comprehension or generator expression one by one, arrays too; a comprehension counts as
// one.
std::optional<std::vector<Type>> ArgumentScope::itemsOf(const ast::Expr& sequence, int depth) {
  if (const auto* list = ast::as<ast::List>(&sequence)) return typesOf(list->elts, depth);
  if (const auto* tuple = ast::as<ast::Tuple>(&sequence)) return typesOf(tuple->elts, depth);
  const ast::Expr* item = nullptr;
  if (const auto* comprehension = ast::as<ast::ListComp>(&sequence)) item = comprehension->elt;
  if (const auto* generator = ast::as<ast::GeneratorExp>(&sequence)) item = generator->elt;
  Type type = item ? typeOf(*item, depth + 1) : nullptr;
  return type ? std::optional(std::vector<Type>{type}) : std::nullopt;
}

bool ArgumentScope::isBuiltinCall(const ast::Call& call, std::string_view name) const {
  const Resolution& callee = table_(*call.func);
  return names_.text(callee.dotted) == fmt::format("builtins.{}", name);
}

// What a loop over the value gives.
Type ArgumentScope::itemOf(const ast::Expr& iterated, int depth) {
  const auto* call = ast::as<ast::Call>(&iterated);
  if (call && isBuiltinCall(*call, "range")) return types_.integer();
  if (call && isBuiltinCall(*call, "enumerate") && !call->args.empty()) {
    Type item = itemOf(*call->args[0], depth + 1);
    return item ? types_.tuple(std::array{types_.integer(), item}) : nullptr;
  }
  if (call && isBuiltinCall(*call, "zip")) {
    std::vector<Type> items;
    for (const ast::Expr* arg : call->args) {
      items.push_back(itemOf(*arg, depth + 1));
      if (!items.back()) return nullptr;
    }
    return types_.tuple(items);
  }
  Type type = typeOf(iterated, depth + 1);
  return type ? itemOfType(type) : nullptr;
}

Type ArgumentScope::itemOfType(Type iterated) {
  switch (iterated->kind) {
  case TypeKind::Range: return types_.integer();
  case TypeKind::Str: return types_.str();
  case TypeKind::List:
  case TypeKind::Set:
  case TypeKind::Dict: return iterated->elements[0];
  case TypeKind::Array:
    if (iterated->ndim == 1) return types_.scalar(iterated->dtype);
    return types_.array(iterated->dtype, iterated->ndim - 1, iterated->layout);
  case TypeKind::Tuple: {
    bool same = !iterated->elements.empty() && std::ranges::all_of(iterated->elements, [&](Type element) {
      return element == iterated->elements.front();
    });
    return same ? iterated->elements.front() : nullptr;
  }
  default: return nullptr;
  }
}

Type ArgumentScope::typeOfName(const ast::NameExpr& name, int depth) {
  const Resolution& resolution = table_(name);
  if (resolution.kind == Resolution::Kind::Constant) {
    return program_.modules[resolution.module].constants[resolution.index].type;
  }
  if (resolution.kind == Resolution::Kind::Global) return (outer_ ? outer_ : this)->typeOfBindings(name.id, depth);
  // The variable of a comprehension at the module's level is bound nowhere else.
  bool own = resolution.kind == Resolution::Kind::Local || resolution.kind == Resolution::Kind::Unknown;
  return own ? typeOfBindings(name.id, depth) : nullptr;
}

Type ArgumentScope::typeOfBindings(Name name, int depth) {
  auto found = bindings_.find(name);
  if (found == bindings_.end()) return nullptr;
  auto [known, is_new] = known_.try_emplace(name, types_.unknown());
  if (!is_new) {
    saw_pending_ |= known->second == types_.unknown();
    return known->second;
  }
  bool saw_before = std::exchange(saw_pending_, false);
  Type result = nullptr;
  bool fits = true;
  for (const Binding& binding : found->second) {
    if (binding.form == Binding::Form::Update) {
      fits = fits && result && keepsType(binding, result, depth);
      continue;
    }
    Type type = typeOfBinding(name, binding, depth);
    // `a, b = b, a` says nothing new.
    if (type == types_.unknown()) continue;
    fits = fits && type && (!result || result == type);
    result = type;
  }
  if (!fits) result = nullptr;
  if (saw_pending_ && depth > 0) {
    known_.erase(name);
  } else {
    known_[name] = result;
  }
  saw_pending_ |= saw_before;
  return result;
}

// `x += 1` where the name may have any of the types that it is given elsewhere: all are the same.
bool ArgumentScope::keepsType(const Binding& update, Type type, int depth) {
  Type operand = typeOf(*update.value, depth + 1);
  if (!operand || update.op == ast::BinaryOp::Pow) return false;
  if (isArray(type)) return isNumber(operand) || isArray(operand);
  if (isContainer(type) || isText(type)) return operand == type;
  return isNumber(type) && isNumber(operand) && binaryType(types_, update.op, type, operand) == type;
}

Type ArgumentScope::typeOfBinding(Name name, const Binding& binding, int depth) {
  Type type = nullptr;
  switch (binding.form) {
  case Binding::Form::Given: return binding.type;
  case Binding::Form::Value:
    type = ast::as<ast::List>(binding.value) || ast::as<ast::ListComp>(binding.value)
               ? typeOfList(*binding.value, binding.parts.empty() ? name : Name{}, depth)
               : typeOf(*binding.value, depth + 1);
    break;
  case Binding::Form::Item: type = itemOf(*binding.value, depth); break;
  default: return nullptr;
  }
  for (std::size_t part : binding.parts) {
    if (!type) return nullptr;
    bool has_part = isTuple(type) && part < type->elements.size();
    type = has_part ? type->elements[part] : isTuple(type) ? nullptr : itemOfType(type);
  }
  return type;
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

Type ArgumentScope::typeOfOperation(const ast::BinOp& binary, int depth) {
  Type left = typeOf(*binary.left, depth + 1);
  Type right = left ? typeOf(*binary.right, depth + 1) : nullptr;
  if (!right) return nullptr;
  bool repeated = binary.op == ast::BinaryOp::Mult && isIntegral(right);
  bool joined = binary.op == ast::BinaryOp::Add && left == right;
  if ((left->kind == TypeKind::List || isText(left)) && (repeated || joined)) return left;
  // A negative exponent makes a float of two ints.
  bool unsure = binary.op == ast::BinaryOp::Pow && isIntegral(left) && !ast::as<ast::Constant>(binary.right);
  if (unsure) return nullptr;
  auto as_operand = [&](Type type) { return isArray(type) || isNumber(type) ? type : arrayOfType(type); };
  if (isArray(left) || isArray(right)) {
    left = as_operand(left);
    right = as_operand(right);
    return left && right ? typeOfArrayOperation(binary.op, left, right) : nullptr;
  }
  return isNumber(left) && isNumber(right) ? binaryType(types_, binary.op, left, right) : nullptr;
}

Type ArgumentScope::typeOfComparison(const ast::Compare& comparison, int depth) {
  if (comparison.ops.size() != 1) return nullptr;
  ast::CompareOp op = comparison.ops[0];
  if (op == ast::CompareOp::In || op == ast::CompareOp::NotIn || op == ast::CompareOp::Is ||
      op == ast::CompareOp::IsNot)
    return types_.boolean();
  Type both[] = {typeOf(*comparison.left, depth + 1), typeOf(*comparison.comparators[0], depth + 1)};
  if (!both[0] || !both[1]) return nullptr;
  if (isArray(both[0]) || isArray(both[1])) return elementwise(both, types_.boolean());
  return isNumber(both[0]) && isNumber(both[1]) ? compareType(types_, both[0], both[1]) : nullptr;
}

Type ArgumentScope::typeOfSubscript(const ast::Subscript& subscript, int depth) {
  Type type = typeOf(*subscript.value, depth + 1);
  if (!type) return nullptr;
  if (isArray(type)) return typeOfPart(type, *subscript.slice, depth);
  bool sliced = ast::as<ast::Slice>(subscript.slice) != nullptr;
  if (type->kind == TypeKind::List) return sliced ? type : type->elements[0];
  if (isText(type)) return type;
  if (type->kind == TypeKind::Dict) return type->elements[1];
  if (!isTuple(type) || sliced) return nullptr;
  auto index =
      foldConstant(*subscript.slice, [&](const ast::Expr& name) { return constantValue(program_, table_(name)); });
  if (!index || index->kind != TypeKind::Int) return itemOfType(type);
  auto size = static_cast<std::int64_t>(type->elements.size());
  std::int64_t position = index->integer < 0 ? index->integer + size : index->integer;
  return position >= 0 && position < size ? type->elements[static_cast<std::size_t>(position)] : nullptr;
}

Type ArgumentScope::typeOfAttribute(const ast::Attribute& attribute, int depth) {
  if (auto value = constantValue(program_, table_(attribute))) return sema::typeOf(*value, types_);
  Resolution::Kind kind = table_(attribute).kind;
  if (kind != Resolution::Kind::None) return nullptr;
  Type object = typeOf(*attribute.value, depth + 1);
  return object && isArray(object) ? typeOfArrayAttribute(object, names_.text(attribute.attr)) : nullptr;
}

Type ArgumentScope::typeOfCall(const ast::Call& call, int depth) {
  const Resolution& callee = table_(*call.func);
  std::string_view dotted = names_.text(callee.dotted);
  switch (callee.kind) {
  case Resolution::Kind::DType: return call.args.size() == 1 ? types_.scalar(callee.dtype) : nullptr;
  case Resolution::Kind::Class: return types_.object(program_.classes[callee.index]->object);
  case Resolution::Kind::Function: return code_.resultOf(call, *program_.functions[callee.index], *this);
  case Resolution::Kind::Object: break;
  case Resolution::Kind::Builtin:
    switch (facts(callee.builtin).rule) {
    case BuiltinRule::ToInt:
    case BuiltinRule::Length: return types_.integer();
    case BuiltinRule::RealToInt: return dotted.starts_with("numpy.") ? nullptr : types_.integer();
    case BuiltinRule::ToFloat:
    case BuiltinRule::FloatFunction:
    case BuiltinRule::FloatFunction2: return types_.floating();
    case BuiltinRule::ToBool: return types_.boolean();
    case BuiltinRule::TextOf:
    case BuiltinRule::ReprOf: return types_.str();
    case BuiltinRule::Range: return types_.range();
    case BuiltinRule::Routine: return routineResult(callee.builtin, types_);
    default: break;
    }
    break;
  default: {
    const auto* method = ast::as<ast::Attribute>(call.func);
    return method ? typeOfMethod(call, *method, depth) : nullptr;
  }
  }
  if (dotted.starts_with("numpy.")) return typeOfNumpyCall(call, dotted, depth);
  if (dotted == "time.time" || dotted == "time.perf_counter") return types_.floating();
  if (call.args.size() != 1) return nullptr;
  Type argument = typeOf(*call.args[0], depth + 1);
  if (!argument) return nullptr;
  bool number = isNumber(argument);
  if (dotted == "builtins.abs") return number ? unaryType(types_, ast::UnaryOperator::UAdd, argument) : nullptr;
  if (dotted == "builtins.sorted" || dotted == "builtins.list") {
    Type item = itemOfType(argument);
    return item && !isArray(item) ? types_.list(item) : nullptr;
  }
  if (dotted == "builtins.sum" || dotted == "builtins.max" || dotted == "builtins.min") {
    Type item = itemOfType(argument);
    return item && (item->kind == TypeKind::Int || item->kind == TypeKind::Float) ? item : nullptr;
  }
  return nullptr;
}

// Methods of arrays, and of NumPy's random generators.
Type ArgumentScope::typeOfMethod(const ast::Call& call, const ast::Attribute& method, int depth) {
  std::string_view name = names_.text(method.attr);
  if (randomSource(*method.value)) return typeOfRandom(call, name, depth);
  Type object = typeOf(*method.value, depth + 1);
  return object && isArray(object) ? typeOfArrayMethod(object, call, name, depth) : nullptr;
}

} // namespace pyompcc::sema
