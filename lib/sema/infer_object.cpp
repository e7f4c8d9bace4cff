// lib/sema/infer_object.cpp
//
// Types of objects of the file's classes: construction, fields, methods, and the operators that methods define.
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/instance_inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pyompcc::sema {
namespace {

std::optional<std::size_t> fieldNamed(const ObjectClass& object, std::string_view name) {
  auto field = std::ranges::find(object.fields, name, &ObjectField::name);
  if (field == object.fields.end()) return std::nullopt;
  return static_cast<std::size_t>(field - object.fields.begin());
}

bool isMethod(const ClassMember& member) {
  return member.kind != ClassMember::Kind::Constant && member.kind != ClassMember::Kind::Unread;
}

} // namespace

const ClassInfo& InstanceInference::classOf(Type type) const { return *context_.program.classes[type->object->index]; }

const ClassMember* InstanceInference::memberOf(const ClassInfo& info, Name name) const {
  auto member = info.members.find(name);
  return member == info.members.end() ? nullptr : &member->second;
}

// Special methods are looked up by their text, which no program needs to contain.
const ClassMember* InstanceInference::memberNamed(Type type, std::string_view name) const {
  for (const auto& [member_name, member] : classOf(type).members) {
    if (context_.names.text(member_name) == name && isMethod(member)) return &member;
  }
  return nullptr;
}

// The result of a function for given types; `callee` is where the call is noted.
Type InstanceInference::request(const ast::Node& place, std::uint32_t function, std::vector<Type> params,
                                Callee& callee) {
  const FunctionInfo& info = *context_.program.functions[function];
  if (info.rejected) return types().error();
  if (!info.native) return unsupported(place, "a method that is called in this way", "call it by its name");
  bool unknown = false;
  for (Type param : params) {
    if (param->kind == TypeKind::Error) return param;
    unknown |= hasUnknown(param);
    if (param->kind == TypeKind::Range) return unsupported(place, "`range` as an argument", "pass its bounds");
  }
  if (unknown) return types().unknown();
  std::optional<std::uint32_t> instance = context_.instances.request(function, std::move(params), instance_.index);
  if (!instance) {
    say(place, diag::TooManyInstances, context_.names.text(info.name));
    return types().error();
  }
  callee = {.kind = Callee::Kind::Instance, .instance = *instance};
  return context_.program.instances[*instance]->result;
}

// A call that syntax makes: `__add__` of `a + b`. Null where the class has no such method.
Type InstanceInference::callMethod(const ast::Node& place, std::string_view name, Type self, std::vector<Type> args) {
  if (!isObject(self)) return nullptr;
  const ClassMember* member = memberNamed(self, name);
  if (!member) return nullptr;
  const FunctionInfo& function = *context_.program.functions[member->function];
  args.insert(args.begin(), self);
  CallBinding declared = bindDefaults(*function.def->args);
  bool fits = !function.def->args->vararg && !function.def->args->kwarg && args.size() <= declared.params.size();
  for (std::size_t i = args.size(); fits && i < declared.params.size(); ++i) {
    // What syntax does not give has its default.
    fits = declared.params[i].default_value != nullptr;
    if (fits) args.push_back(defaultType(function, *declared.params[i].default_value));
  }
  if (!fits) {
    return unsupported(place,
                       fmt::format("`{}` of `{}` with other parameters than the operation gives", name, typeName(self)),
                       "give it those that the language asks for");
  }
  return request(place, member->function, std::move(args), instance_.implicit[{place.node_id.index, name}]);
}

// P(1, 2): a new object, whose fields `__init__` assigns.
Type InstanceInference::inferConstruction(const ast::Call& call, const ClassInfo& info) {
  bool fine = inferArguments(call);
  Type type = types().object(context_.program.classes[info.index]->object);
  set(*call.func, types().classObject(*type->object));
  if (info.rejected || !fine) return types().error();
  for (const auto& [field, constant] : info.initial) {
    joinField(info, field, typeOf(*info.members.at(constant).folded, types()), info.field_locs[field]);
  }
  const ClassMember* init = memberNamed(type, "__init__");
  if (!init) {
    if (call.args.empty() && call.keywords.empty()) return type;
    say(call, diag::TooManyArguments, info.object.name, 0, static_cast<diag::Number>(call.args.size()));
    return types().error();
  }
  Type self[] = {type};
  Type result = callWith(call, *context_.program.functions[init->function], self);
  return result->kind == TypeKind::Error ? result : type;
}

// p.x as a value: a field, a constant of the class, a property, or a method that holds its object.
Type InstanceInference::inferObjectAttribute(const ast::Attribute& attribute, Type value) {
  std::string_view name = context_.names.text(attribute.attr);
  if (classOf(value).rejected) return types().error();
  if (auto field = fieldNamed(*value->object, name)) return value->object->fields[*field].type;
  const ClassMember* member = memberOf(classOf(value), attribute.attr);
  if (!member) {
    say(attribute, diag::UnknownField, typeName(value), name);
    return types().error();
  }
  Type self[] = {value};
  switch (member->kind) {
  case ClassMember::Kind::Property: return request(attribute, member->function, {value}, calleeOf(attribute));
  case ClassMember::Kind::Constant:
    if (member->folded) return typeOf(*member->folded, types());
    return unsupported(attribute, "a value of a class that is no constant", "hold it as a field");
  case ClassMember::Kind::Static: return types().function(member->function, {});
  case ClassMember::Kind::Class: {
    Type held[] = {types().classObject(*value->object)};
    return types().function(member->function, held);
  }
  case ClassMember::Kind::Unread: return unsupported(attribute, member->problem, "write a function of the module");
  case ClassMember::Kind::Method: break;
  }
  return types().function(member->function, self);
}

// P.create, P.LIMIT, P.move
Type InstanceInference::inferClassAttribute(const ast::Attribute& attribute, const ClassInfo& info) {
  const ClassMember* member = memberOf(info, attribute.attr);
  if (member && member->kind == ClassMember::Kind::Constant && member->folded) return typeOf(*member->folded, types());
  if (member && member->kind == ClassMember::Kind::Class) {
    Type held[] = {types().classObject(context_.program.classes[info.index]->object)};
    return types().function(member->function, held);
  }
  bool plain = member && (member->kind == ClassMember::Kind::Static || member->kind == ClassMember::Kind::Method);
  if (plain) return types().function(member->function, {});
  say(attribute, diag::UnknownField, info.object.name, context_.names.text(attribute.attr));
  return types().error();
}

// super().f: of the class that the base of the method's own class is.
Type InstanceInference::inferSuperAttribute(const ast::Attribute& attribute) {
  std::vector<const ast::Arg*> params = parameters(*function_.def->args);
  const ClassInfo* own = function_.method_of ? context_.program.classes[*function_.method_of].get() : nullptr;
  bool in_method = own && own->base >= 0 && !instance_.params.empty() && isObject(instance_.params[0]);
  if (!in_method) return unsupported(attribute, "`super()` here", "name the class");
  const ClassInfo& base = *context_.program.classes[static_cast<std::size_t>(own->base)];
  const ClassMember* member = memberOf(base, attribute.attr);
  Type self[] = {instance_.params[0]};
  if (member && member->kind == ClassMember::Kind::Method) return types().function(member->function, self);
  return unsupported(attribute, "this use of `super()`", "call a method of the base");
}

bool InstanceInference::isSuper(const ast::Expr& expr) const {
  const auto* call = ast::as<ast::Call>(&expr);
  if (!call || !call->args.empty()) return false;
  const Resolution& resolved = resolution(*call->func);
  return resolved.kind == Resolution::Kind::Object && context_.names.text(resolved.dotted) == "builtins.super";
}

// Null where the attribute is one of something else.
Type InstanceInference::inferMember(const ast::Attribute& attribute) {
  if (isSuper(*attribute.value)) return inferSuperAttribute(attribute);
  const Resolution& holder = resolution(*attribute.value);
  if (holder.kind == Resolution::Kind::Class) {
    set(*attribute.value, types().classObject(context_.program.classes[holder.index]->object));
    return inferClassAttribute(attribute, *context_.program.classes[holder.index]);
  }
  Type value = present(infer(*attribute.value));
  if (value->kind == TypeKind::Function && value->object) return inferClassAttribute(attribute, classOf(value));
  return isObject(value) ? inferObjectAttribute(attribute, value) : nullptr;
}

// A method is called with what its value holds.
Type InstanceInference::inferMethodCall(const ast::Call& call, Type method) {
  if (!isSettled(method)) {
    inferArguments(call);
    return method;
  }
  set(*call.func, method);
  if (method->kind == TypeKind::Function && !method->is_builtin && !method->object) {
    bool fine = inferArguments(call);
    const FunctionInfo& callee = *context_.program.functions[method->function];
    if (callee.rejected || !fine) return types().error();
    return callWith(call, callee, method->elements);
  }
  return inferValueCall(call);
}

void InstanceInference::inferAttributeTarget(const ast::Attribute& target, Type value) {
  Type object = present(infer(*target.value));
  if (!isSettled(object)) return;
  if (!isObject(object)) {
    unsupported(target, "assigning to an attribute", "use a variable");
    return;
  }
  std::string_view name = context_.names.text(target.attr);
  const ClassInfo& info = classOf(object);
  if (auto field = fieldNamed(*object->object, name)) {
    bool in_init = function_.method_of && (context_.names.text(function_.name) == "__init__" ||
                                           context_.names.text(function_.name) == "__post_init__");
    if (info.is_frozen && !in_init) say(target, diag::FrozenField, name, info.object.name);
    joinField(info, *field, value, loc(target));
    set(target, object->object->fields[*field].type);
    return;
  }
  const ClassMember* member = memberOf(info, target.attr);
  if (member && member->kind == ClassMember::Kind::Property && member->has_setter) {
    if (isSettled(value)) {
      request(target, member->setter, {object, value}, instance_.implicit[{target.node_id.index, "setter"}]);
    }
    return;
  }
  say(target, diag::UnknownField, info.object.name, name);
}

// A field has one type in all objects of its class.
void InstanceInference::joinField(const ClassInfo& info, std::size_t index, Type type, support::Loc place) {
  if (!isSettled(type)) return;
  ObjectField& field = context_.program.classes[info.index]->object.fields[index];
  Type declared = info.declared[index];
  Type joined = joinTypes(types(), field.type, type);
  // A display that is assigned elsewhere may still become wider.
  if (!joined && !declared && mode_ == Mode::Silent) joined = widenTypes(types(), field.type, type);
  bool fits = joined && (joined->kind != TypeKind::Optional || canBeOptional(joined->elements[0])) &&
              (!declared || hasUnknown(declared) || joined == declared);
  if (!fits) {
    auto reported = sayAt(place, diag::FieldType, field.name, info.object.name, typeName(type), typeName(field.type));
    reported.note(info.field_locs[index], diag::FieldDeclared, field.name);
    return;
  }
  if (joined == field.type || mode_ == Mode::Reporting) return;
  field.type = joined;
  changed_ = true;
  context_.fields_changed = true;
}

// a + b: `__add__` of a, else `__radd__` of b (Python language reference, 3.3.8). Null where there is neither.
Type InstanceInference::objectOperation(const ast::Node& place, ast::BinaryOp op, Type left, Type right) {
  std::string_view name = methodName(op);
  if (Type result = callMethod(place, specialName(name), left, {right})) return result;
  return callMethod(place, specialName(fmt::format("r{}", name)), right, {left});
}

// `place` is the right operand: a chain of comparisons has several.
Type InstanceInference::objectComparison(const ast::Node& place, ast::CompareOp op, Type left, Type right) {
  using Op = ast::CompareOp;
  if (op == Op::Is || op == Op::IsNot) {
    bool objects = isObjectOrNone(left) && isObjectOrNone(right);
    return objects ? types().boolean() : nullptr;
  }
  if (op == Op::In || op == Op::NotIn) {
    Type found = callMethod(place, "__contains__", right, {left});
    return found ? (isSettled(found) ? types().boolean() : found) : nullptr;
  }
  std::string_view name = methodName(op);
  if (Type result = callMethod(place, specialName(name), left, {right})) return result;
  if (op == Op::NotEq) {
    if (Type equal = callMethod(place, "__eq__", left, {right})) return isSettled(equal) ? types().boolean() : equal;
  }
  static constexpr std::pair<Op, std::string_view> Mirrored[] = {
      {Op::Lt, "__gt__"}, {Op::Gt, "__lt__"}, {Op::LtE, "__ge__"}, {Op::GtE, "__le__"}, {Op::Eq, "__eq__"}};
  for (auto [one, mirrored] : Mirrored) {
    if (one != op) continue;
    if (Type result = callMethod(place, mirrored, right, {left})) return result;
  }
  bool equality = op == Op::Eq || op == Op::NotEq;
  bool with_none = equality && (left->kind == TypeKind::None || right->kind == TypeKind::None);
  Type left_object = present(left);
  bool alike = left_object == present(right) && isObject(left_object) && !left_object->object->has_own_eq;
  bool orders = alike && left == right && left->object->orders_fields;
  if (with_none || (equality && alike && comparesFields(left_object)) || orders) return types().boolean();
  return nullptr;
}

// Can C++ compare the fields that `==` looks at?
bool InstanceInference::comparesFields(Type object) const {
  if (!object->object->compares_fields) return true;
  return std::ranges::none_of(object->object->fields, [&](const ObjectField& field) {
    return field.compared && holdsAny(field.type, [](Type part) {
             return part->kind == TypeKind::Array || (isObject(part) && part->object->has_own_eq);
           });
  });
}

// What a loop over an object goes over: what its `__iter__` gives; where that is an object, what the calls of its
// `__next__` give until one raises StopIteration (Python language reference, 3.3.7). Null where it has no `__iter__`.
Type InstanceInference::iteratorOf(const ast::Expr& expr, Type type) {
  if (!isObject(type)) return nullptr;
  Type made = callMethod(expr, "__iter__", type, {});
  if (!made || !isSettled(made)) return made;
  if (!isObject(made)) return itemType(types(), made) ? made : nullptr;
  const ClassMember* next = memberNamed(made, "__next__");
  if (!next) return nullptr;
  Type self[] = {made};
  Type item = passedResult(expr, types().function(next->function, self), {});
  if (!item || !isSettled(item)) return item;
  return types().container(TypeKind::Iterator, std::array{item});
}

// The containers of the runtime compare, hash and write objects by the methods of the file.
bool InstanceInference::lendMethod(const ast::Node& place, Type object, std::string_view method, TypeKind wanted) {
  const ClassMember* member = memberNamed(object, method);
  if (!member) return false;
  std::vector<Type> params{object};
  if (method == "__eq__" || method == "__lt__") params.push_back(object);
  Callee& lent = instance_.implicit[{place.node_id.index, lentName(object->object->index, method)}];
  Type result = request(place, member->function, std::move(params), lent);
  if (isSettled(result) && result->kind != wanted) {
    unsupported(place, fmt::format("`{}` of `{}`, which gives `{}`,", method, typeName(object), typeName(result)),
                "give what Python asks for");
    return false;
  }
  return true;
}

// Of all objects that the type holds; false where one has not all of the methods and no comparison of its fields.
bool InstanceInference::lendMethods(const ast::Node& place, Type type, std::span<const std::string_view> methods) {
  bool fine = true;
  holdsAny(type, [&](Type part) {
    if (!isObject(part) || part->object->own_methods.empty()) return false;
    for (std::string_view method : methods) {
      if (!part->object->hasOwn(method)) continue;
      TypeKind wanted = method == "__hash__" ? TypeKind::Int : method == "__repr__" ? TypeKind::Str : TypeKind::Bool;
      fine &= lendMethod(place, part, method, wanted);
    }
    return false;
  });
  return fine;
}

// The text of an object by its `__repr__` or `__str__`; false where `py::str` has to know how it is written.
bool InstanceInference::inferObjectText(const ast::Expr& value, Type type, bool as_repr) {
  if (!isObject(type)) return false;
  Type text = as_repr ? nullptr : callMethod(value, "__str__", type, {});
  if (!text) text = callMethod(value, "__repr__", type, {});
  if (text && isSettled(text) && !isText(text)) {
    unsupported(value, "a `__str__` or `__repr__` that gives no text", "return a text");
  }
  return text != nullptr;
}

// isinstance(x, P): known at compile time, for every value has one type.
Type InstanceInference::inferIsInstance(const ast::Call& call) {
  if (call.args.size() != 2 || !call.keywords.empty()) {
    return unsupported(call, "`isinstance` without a value and a class", "give it both");
  }
  Type value = infer(*call.args[0]);
  if (!isSettled(value)) return value;
  if (value->kind == TypeKind::Exception) return inferCaughtIsInstance(call);
  std::optional<bool> result = isInstanceOf(value, *call.args[1]);
  if (!result)
    return unsupported(*call.args[1], "this class in `isinstance`", "name a class of the file or a built-in one");
  instance_.static_truth[call.node_id.index] = *result;
  return types().boolean();
}

std::optional<bool> InstanceInference::isInstanceOf(Type value, const ast::Expr& expr) const {
  if (const auto* several = ast::as<ast::Tuple>(&expr)) {
    bool any = false;
    for (const ast::Expr* one : several->elts) {
      std::optional<bool> is_one = isInstanceOf(value, *one);
      if (!is_one) return std::nullopt;
      any |= *is_one;
    }
    return any;
  }
  const Resolution& resolved = resolution(expr);
  if (isOptional(value)) return std::nullopt;
  if (resolved.kind == Resolution::Kind::Class) {
    if (!isObject(value)) return false;
    for (int index = static_cast<int>(value->object->index); index >= 0;
         index = context_.program.classes[static_cast<std::size_t>(index)]->base) {
      if (index == static_cast<int>(resolved.index)) return true;
    }
    return false;
  }
  if (resolved.kind == Resolution::Kind::NamedTuple) {
    return value->named == &context_.program.named_tuples[resolved.index]->type;
  }
  struct Row {
    std::string_view name;
    std::initializer_list<TypeKind> kinds;
  };
  static const Row Rows[] = {{"builtins.int", {TypeKind::Int, TypeKind::Bool}},
                             {"builtins.float", {TypeKind::Float}},
                             {"builtins.bool", {TypeKind::Bool}},
                             {"builtins.complex", {TypeKind::Complex}},
                             {"builtins.str", {TypeKind::Str}},
                             {"builtins.tuple", {TypeKind::Tuple}},
                             {"builtins.list", {TypeKind::List}},
                             {"builtins.dict", {TypeKind::Dict}},
                             {"builtins.set", {TypeKind::Set}},
                             {"builtins.frozenset", {TypeKind::FrozenSet}},
                             {"numpy.ndarray", {TypeKind::Array}}};
  std::string_view dotted = context_.names.text(resolved.dotted);
  for (const Row& row : Rows) {
    if (row.name != dotted) continue;
    if (value->kind == TypeKind::Scalar && row.name == "builtins.float") return value->dtype == DType::Float64;
    return std::ranges::find(row.kinds, value->kind) != row.kinds.end();
  }
  return std::nullopt;
}

} // namespace pyompcc::sema
