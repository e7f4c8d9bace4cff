// lib/lower/lower_object.cpp
//
// Objects of the file's classes: construction, fields, methods that syntax calls; and values that may be None.
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/library.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace pyompcc::lower {
namespace {

using sema::TypeKind;

std::optional<std::size_t> fieldNamed(ir::Type object, std::string_view name) {
  const auto& fields = object->object->fields;
  auto field = std::ranges::find(fields, name, &sema::ObjectField::name);
  if (field == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(field - fields.begin());
}

} // namespace

// P(1, 2)    becomes    p = a new P; P.__init__(p, 1, 2)
ir::Expr* FunctionLowering::lowerConstruction(const ast::Call& expr) {
  ir::Type object_type = type(expr);
  const sema::Callee& callee = instance_.callee(expr);
  ir::Expr* made = ir_.make<ir::MakeObject>(object_type, loc(expr));
  const sema::ClassInfo& info = *context_.program.classes[object_type->object->index];
  bool calls = callee.kind == sema::Callee::Kind::Instance;
  if (!calls && info.initial.empty()) return made;
  std::string name = object_type->object->name;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  auto begun = [&] {
    ir::Expr* object = keep(made, ir_.text(name));
    for (const auto& [field, constant] : info.initial) {
      auto* store = ir_.make<ir::SetField>(loc(expr));
      store->object = again(object);
      store->index = static_cast<int>(field);
      store->value =
          convert(lowerFolded(*info.members.at(constant).folded, loc(expr)), object_type->object->fields[field].type);
      append(store);
    }
    return object;
  };
  if (!calls) return again(begun());
  const sema::Instance& init = *context_.program.instances[callee.instance];
  ir::Expr* nobody = ir_.make<ir::NoneConst>(context_.types.none(), loc(expr));
  std::vector<ir::Expr*> args = lowerArguments(expr, init, {&nobody, 1});
  ir::Expr* object = begun();
  args.front() = object;
  evaluate(callInstance(callee.instance, std::move(args), loc(expr)));
  return again(object);
}

// A call of the method that the analysis has found for syntax at `place`; null where there is none.
ir::Expr* FunctionLowering::implicitCall(const ast::Node& place, std::string_view method, std::vector<ir::Expr*> args) {
  auto found = instance_.implicit.find({place.node_id.index, method});
  if (found == instance_.implicit.end() || found->second.kind != sema::Callee::Kind::Instance) return nullptr;
  const sema::Instance& callee = *context_.program.instances[found->second.instance];
  std::vector<sema::ParameterBinding> declared = sema::bindDefaults(*callee.function->def->args).params;
  for (std::size_t i = args.size(); i < callee.params.size(); ++i) {
    args.push_back(lowerDefault(*declared[i].default_value, *callee.function, loc(place)));
  }
  for (std::size_t i = 0; i < args.size(); ++i) args[i] = convert(args[i], callee.params[i]);
  return callInstance(found->second.instance, std::move(args), loc(place));
}

ir::Expr* FunctionLowering::fieldOf(ir::Expr* object, std::size_t index, support::Loc loc) {
  auto* field = ir_.make<ir::Field>(object->type->object->fields[index].type, loc);
  field->object = object;
  field->index = static_cast<int>(index);
  return field;
}

bool FunctionLowering::isSuper(const ast::Expr& expr) const {
  const auto* call = ast::as<ast::Call>(&expr);
  const auto* name = call ? ast::as<ast::NameExpr>(call->func) : nullptr;
  return name && call->args.empty() && text(name->id) == "super";
}

// Is it a method of the object before the point, and no field that holds a function?
bool FunctionLowering::holdsMethod(const ast::Attribute& attribute) const {
  ir::Type holder = instance_.type(*attribute.value);
  if (holder && sema::isOptional(holder)) holder = holder->elements[0];
  return holder && sema::isObject(holder) && !fieldNamed(holder, text(attribute.attr));
}

// The object of a method: `self` for `super()`.
ir::Expr* FunctionLowering::lowerReceiver(const ast::Attribute& attribute) {
  if (!isSuper(*attribute.value)) {
    return lowerPresent(*attribute.value, fmt::format("has no attribute '{}'", text(attribute.attr)));
  }
  const ast::Arg& self = *sema::parameters(*info_.def->args).front();
  sema::WebId web = info_.web(self);
  PYOMPCC_CHECK(bool(web), "`super()` without `self`");
  return reference(var(web), loc(attribute));
}

// A field, a property, a constant of the class, or a method as a value; null where it is an attribute of something
// else.
ir::Expr* FunctionLowering::lowerMember(const ast::Attribute& expr) {
  ir::Type holder = instance_.type(*expr.value);
  if (holder && sema::isOptional(holder)) holder = holder->elements[0];
  if (holder && holder->kind == TypeKind::Function && holder->object) holder = context_.types.object(*holder->object);
  if (!holder || !sema::isObject(holder)) return nullptr;
  const sema::ClassInfo& info = *context_.program.classes[holder->object->index];
  if (auto field = fieldNamed(holder, text(expr.attr));
      field && instance_.type(*expr.value)->kind != TypeKind::Function) {
    return fieldOf(lowerReceiver(expr), *field, loc(expr));
  }
  auto member = info.members.find(expr.attr);
  if (member == info.members.end()) return nullptr;
  if (member->second.folded) return lowerFolded(*member->second.folded, loc(expr));
  const sema::Callee& callee = instance_.callee(expr);
  if (callee.kind == sema::Callee::Kind::Instance) {
    ir::Expr* object = lowerReceiver(expr);
    return callInstance(callee.instance, {object}, loc(expr));
  }
  ir::Type method = type(expr);
  if (sema::isPlainFunction(method)) return plainFunction(method, loc(expr));
  return makeTuple({lowerReceiver(expr)}, method, loc(expr));
}

// self.x = value
void FunctionLowering::assignField(const ast::Attribute& target, ir::Expr* value) {
  ir::Expr* object = lowerReceiver(target);
  setField(target, object, value);
}

void FunctionLowering::setField(const ast::Attribute& target, ir::Expr* object, ir::Expr* value) {
  auto field = fieldNamed(object->type, text(target.attr));
  if (!field) {
    ir::Expr* called = implicitCall(target, "setter", {once(object, "object"), value});
    if (called) evaluate(called);
    if (!called) unsupported(target, "this target of an assignment");
    return;
  }
  ir::Type held = object->type->object->fields[*field].type;
  if (held->kind == TypeKind::None || sema::isPlainFunction(held)) return;
  auto* store = ir_.make<ir::SetField>(loc(target));
  store->object = object;
  store->index = static_cast<int>(*field);
  store->value = convert(value, held);
  append(store);
}

bool FunctionLowering::isObjectItem(const ast::Subscript& expr) const {
  ir::Type holder = instance_.type(*expr.value);
  return holder && sema::isObject(sema::isOptional(holder) ? holder->elements[0] : holder);
}

ir::Expr* FunctionLowering::lowerObjectItem(const ast::Subscript& expr) {
  ir::Expr* object = lowerPresent(*expr.value, "is not subscriptable");
  ir::Expr* index = lowerNext({&object, 1}, [&] { return lowerExpr(*expr.slice); });
  ir::Expr* item = implicitCall(expr, "__getitem__", {object, index});
  return item ? item : unsupported(expr, "this element");
}

void FunctionLowering::assignItem(const ast::Subscript& target, ir::Expr* value) {
  value = once(value, "value");
  ir::Expr* object = lowerPresent(*target.value, "does not support item assignment");
  ir::Expr* index = lowerNext({&object, 1}, [&] { return lowerExpr(*target.slice); });
  if (ir::Expr* stored = implicitCall(target, "__setitem__", {object, index, value})) {
    evaluate(stored);
  } else {
    unsupported(target, "assignment to this element");
  }
}

// p.x += 1, p[i] += 1, p += q: the place is computed once.
bool FunctionLowering::lowerObjectUpdate(const ast::AugAssign& stmt) {
  const auto* attribute = ast::as<ast::Attribute>(stmt.target);
  const auto* subscript = ast::as<ast::Subscript>(stmt.target);
  auto updated = [&](ir::Expr* old) -> ir::Expr* {
    ir::Expr* value = lowerNext({&old, 1}, [&] { return lowerExpr(*stmt.value); });
    std::string_view in_place = sema::specialName(fmt::format("i{}", sema::methodName(stmt.op)));
    if (ir::Expr* called = implicitCall(stmt, in_place, {old, value})) return called;
    old = operand(old, stmt.op, value, true);
    value = operand(value, stmt.op, old, false);
    if (ir::Expr* called = lowerObjectOperation(stmt, stmt.op, old, value)) return called;
    return arithmetic(stmt.op, old, value, instance_.type(stmt), loc(stmt));
  };
  if (attribute) {
    ir::Expr* object = once(lowerReceiver(*attribute), "object");
    if (auto field = fieldNamed(object->type, text(attribute->attr))) {
      setField(*attribute, object, updated(fieldOf(again(object), *field, loc(*attribute))));
    } else {
      ir::Expr* old = callInstance(instance_.callee(*attribute).instance, {again(object)}, loc(stmt));
      setField(*attribute, object, updated(old));
    }
    return true;
  }
  if (subscript && isObjectItem(*subscript)) {
    ir::Expr* object = once(lowerPresent(*subscript->value, "is not subscriptable"), "object");
    ir::Expr* index = once(lowerExpr(*subscript->slice), "index");
    ir::Expr* old = keep(implicitCall(*subscript, "__getitem__", {object, index}), "element");
    ir::Expr* value = once(updated(old), "value");
    evaluate(implicitCall(*subscript, "__setitem__", {again(object), again(index), value}));
    return true;
  }
  const auto* name = ast::as<ast::NameExpr>(stmt.target);
  if (!name || !instance_.type(stmt)) return false;
  sema::WebId read = info_.web(stmt);
  ir::Type old_type = read ? instance_.web_types[read.index] : nullptr;
  if (!old_type || (!sema::isObjectOrNone(old_type) && !sema::isOptional(old_type))) {
    ir::Type value = type(*stmt.value);
    if (!value || !sema::isObject(value)) return false;
  }
  ir::Expr* old =
      read == info_.web(*name) || !read ? reference(var(info_.web(*name)), loc(stmt)) : readWeb(read, *name);
  assignTo(*name, updated(old));
  return true;
}

// a + b by `__add__` or `__radd__`; null where it is no operation of objects.
ir::Expr* FunctionLowering::lowerObjectOperation(const ast::Node& place, ast::BinaryOp op, ir::Expr* left,
                                                 ir::Expr* right) {
  std::string_view name = sema::methodName(op);
  if (ir::Expr* called = implicitCall(place, sema::specialName(name), {left, right})) return called;
  std::string_view mirrored = sema::specialName(fmt::format("r{}", name));
  if (!instance_.implicit.contains({place.node_id.index, mirrored})) return nullptr;
  // The right operand comes first among the arguments.
  left = once(left, "left");
  return implicitCall(place, mirrored, {right, left});
}

// Null where it is no comparison of objects.
ir::Expr* FunctionLowering::lowerObjectComparison(const ast::Node& place, ast::CompareOp op, ir::Expr* left,
                                                  ir::Expr* right) {
  using Op = ast::CompareOp;
  auto is_any = [](ir::Type type) { return sema::isObjectOrNone(type); };
  if (!is_any(left->type) && !is_any(right->type)) return nullptr;
  bool membership = op == Op::In || op == Op::NotIn;
  if (membership) {
    left = once(left, "value");
    ir::Expr* found = implicitCall(place, "__contains__", {right, left});
    if (!found) return nullptr;
    found = truth(found);
    return op == Op::NotIn ? ir::negated(ir_, context_.types, found) : found;
  }
  if (op == Op::Is || op == Op::IsNot) {
    bool none = left->type->kind == TypeKind::None || right->type->kind == TypeKind::None;
    if (none) return nullptr;
    ir::Type common = left->type == right->type || sema::isOptional(left->type) ? left->type : right->type;
    if (sema::isObject(left->type) && sema::isObject(right->type) && left->type != right->type) {
      return ir::boolean(ir_, context_.types, op == Op::IsNot, loc(place));
    }
    ir::Expr* same = runtimeCall(ir::RuntimeFunction::IsSame, context_.types.boolean(),
                                 {convert(left, common), convert(right, common)}, loc(place));
    return op == Op::IsNot ? ir::negated(ir_, context_.types, same) : same;
  }
  if (ir::Expr* called = implicitCall(place, sema::specialName(sema::methodName(op)), {left, right})) return called;
  if (op == Op::NotEq) {
    if (ir::Expr* called = implicitCall(place, "__eq__", {left, right})) {
      return ir::negated(ir_, context_.types, truth(called));
    }
  }
  for (auto [one, mirrored] : {std::pair(Op::Lt, "__gt__"), std::pair(Op::Gt, "__lt__"), std::pair(Op::LtE, "__ge__"),
                               std::pair(Op::GtE, "__le__"), std::pair(Op::Eq, "__eq__")}) {
    if (one != op || !instance_.implicit.contains({place.node_id.index, std::string_view(mirrored)})) continue;
    left = once(left, "left");
    return implicitCall(place, mirrored, {right, left});
  }
  if (left->type->kind == TypeKind::None || right->type->kind == TypeKind::None) return nullptr;
  constexpr std::pair<Op, ir::CompareOp> Operators[] = {{Op::Eq, ir::CompareOp::Eq}, {Op::NotEq, ir::CompareOp::NotEq},
                                                        {Op::Lt, ir::CompareOp::Lt}, {Op::LtE, ir::CompareOp::LtE},
                                                        {Op::Gt, ir::CompareOp::Gt}, {Op::GtE, ir::CompareOp::GtE}};
  ir::Type common = sema::isOptional(left->type) ? left->type : right->type;
  for (auto [python, own] : Operators) {
    if (python != op) continue;
    return ir::compare(ir_, context_.types, own, convert(left, common), convert(right, common), loc(place));
  }
  return nullptr;
}

// x is None, x == None, x == 3 where x may be None. Null for other comparisons.
ir::Expr* FunctionLowering::lowerNoneComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  using Op = ast::CompareOp;
  bool equality = op == Op::Eq || op == Op::NotEq;
  bool identity = op == Op::Is || op == Op::IsNot;
  bool negative = op == Op::NotEq || op == Op::IsNot;
  bool left_none = left->type->kind == TypeKind::None;
  bool right_none = right->type->kind == TypeKind::None;
  if ((equality || identity) && (left_none || right_none)) {
    ir::Expr* value = left_none ? right : left;
    ir::Expr* other = left_none ? left : right;
    if (other->kind != ir::ExprKind::NoneConst) evaluate(other);
    ir::Expr* result = nullptr;
    if (sema::isOptional(value->type)) {
      result = isNone(value);
    } else {
      bool simple = value->kind == ir::ExprKind::VarRef || value->kind == ir::ExprKind::NoneConst;
      if (!simple) evaluate(value);
      result = ir::boolean(ir_, context_.types, value->type->kind == TypeKind::None, loc);
    }
    return negative ? ir::negated(ir_, context_.types, result) : result;
  }
  if (!sema::isOptional(left->type) && !sema::isOptional(right->type)) return nullptr;
  if (!equality) {
    left = operandOf(left, fmt::format("'{}' not supported between instances of 'NoneType' and '{}'", ast::spelling(op),
                                       pythonType(right->type)));
    right = operandOf(right, fmt::format("'{}' not supported between instances of '{}' and 'NoneType'",
                                         ast::spelling(op), pythonType(left->type)));
    return comparison(op, left, right, loc);
  }
  ir::Type common = sema::joinTypes(context_.types, left->type, right->type);
  return ir::compare(ir_, context_.types, op == Op::Eq ? ir::CompareOp::Eq : ir::CompareOp::NotEq,
                     convert(left, common), convert(right, common), loc);
}

ir::Expr* FunctionLowering::isNone(ir::Expr* value) {
  auto* test = ir_.make<ir::IsNone>(context_.types.boolean(), value->loc);
  test->value = again(once(value, "value"));
  return test;
}

// The name that messages of CPython give the type.
std::string FunctionLowering::pythonType(ir::Type type) {
  if (sema::isOptional(type)) return pythonType(type->elements[0]);
  std::string name = sema::typeName(type);
  return name.substr(0, name.find('['));
}

// The value of an expression that may be None, where None would be an AttributeError or TypeError.
ir::Expr* FunctionLowering::lowerPresent(const ast::Expr& expr, const std::string& fault) {
  ir::Expr* value = lowerExpr(expr);
  if (!sema::isOptional(value->type)) return value;
  bool attribute = fault.starts_with("has no attribute");
  std::string message = fmt::format("'NoneType' object {}", fault);
  auto function = attribute ? ir::RuntimeFunction::PresentAttribute : ir::RuntimeFunction::PresentOperand;
  return runtimeCall(function, value->type->elements[0],
                     {once(value, "value"), ir::string(ir_, context_.types, ir_.text(message), value->loc)},
                     value->loc);
}

ir::Expr* FunctionLowering::operandOf(ir::Expr* value, const std::string& message) {
  if (!sema::isOptional(value->type)) return value;
  return runtimeCall(ir::RuntimeFunction::PresentOperand, value->type->elements[0],
                     {once(value, "value"), ir::string(ir_, context_.types, ir_.text(message), value->loc)},
                     value->loc);
}

ir::Expr* FunctionLowering::operand(ir::Expr* value, ast::BinaryOp op, const ir::Expr* other, bool is_left,
                                    bool in_place) {
  if (!sema::isOptional(value->type)) return value;
  std::string known = pythonType(other->type);
  return operandOf(value, fmt::format("unsupported operand type(s) for {}{}: '{}' and '{}'", ast::spelling(op),
                                      in_place ? "=" : "", is_left ? "NoneType" : known, is_left ? known : "NoneType"));
}

// What decides a condition: `__bool__` and `__len__` of objects, None, the truth of values.
ir::Expr* FunctionLowering::lowerCondition(const ast::Expr& expr) {
  if (auto known = instance_.truthOf(expr)) return ir::boolean(ir_, context_.types, *known, loc(expr));
  const auto* both = ast::as<ast::BoolOp>(&expr);
  if (!both) return truthAt(expr, lowerExpr(expr));
  bool is_or = both->op == ast::BooleanOp::Or;
  ir::Expr* result = nullptr;
  for (const ast::Expr* value : both->values) {
    auto known = instance_.truthOf(*value);
    if (known && *known != is_or) continue;
    if (!result) {
      result = lowerCondition(*value);
    } else {
      Apart next = apart([&] { return lowerCondition(*value); });
      if (next.prelude->stmts.empty()) {
        result = ir::logical(ir_, context_.types, is_or ? ir::LogicalOp::Or : ir::LogicalOp::And, result, next.value);
      } else {
        Apart decided = apart([&] { return ir::boolean(ir_, context_.types, is_or, loc(expr)); });
        result = is_or ? chooseBetween(result, decided, next, context_.types.boolean(), loc(expr))
                       : chooseBetween(result, next, decided, context_.types.boolean(), loc(expr));
      }
    }
    if (known) break;
  }
  return result ? result : ir::boolean(ir_, context_.types, !is_or, loc(expr));
}

ir::Expr* FunctionLowering::truthAt(const ast::Expr& expr, ir::Expr* value) {
  if (!sema::isObjectOrNone(value->type)) return truth(value);
  bool decides = instance_.implicit.contains({expr.node_id.index, "__bool__"}) ||
                 instance_.implicit.contains({expr.node_id.index, "__len__"});
  if (!decides) return truth(value);
  auto of_object = [&](ir::Expr* object) {
    if (ir::Expr* called = implicitCall(expr, "__bool__", {object})) return truth(called);
    ir::Expr* length = implicitCall(expr, "__len__", {object});
    return truth(length);
  };
  if (sema::isObject(value->type)) return of_object(value);
  value = once(value, "value");
  ir::Expr* present = ir::negated(ir_, context_.types, isNone(value));
  return ir::logical(ir_, context_.types, ir::LogicalOp::And, present, of_object(deref(again(value))));
}

ir::Expr* FunctionLowering::deref(ir::Expr* value) {
  auto* present = ir_.make<ir::Convert>(value->type->elements[0], value->loc);
  present->operand = value;
  return present;
}

// a or b, a and b where an operand is an object or may be None: null for others.
ir::Expr* FunctionLowering::lowerObjectBoolOp(const ast::BoolOp& expr) {
  bool concerned = std::ranges::any_of(expr.values, [&](const ast::Expr* value) {
    ir::Type type = instance_.type(*value);
    return sema::isOptional(type) || sema::isObject(type) || type->kind == TypeKind::None;
  });
  return concerned ? lowerChoice(expr, 0) : nullptr;
}

ir::Expr* FunctionLowering::lowerChoice(const ast::BoolOp& expr, std::size_t index) {
  const ast::Expr& value_expr = *expr.values[index];
  ir::Type result_type = type(expr);
  if (index + 1 == expr.values.size()) return lowerAs(value_expr, result_type);
  bool is_or = expr.op == ast::BooleanOp::Or;
  ir::Expr* value = once(lowerExpr(value_expr), "value");
  ir::Expr* condition = truthAt(value_expr, again(value));
  Apart first = apart([&] {
    ir::Expr* chosen = again(value);
    if (is_or && sema::isOptional(chosen->type) && !sema::isOptional(result_type)) chosen = deref(chosen);
    return convert(chosen, result_type);
  });
  Apart rest = apart([&] { return lowerChoice(expr, index + 1); });
  return is_or ? chooseBetween(condition, first, rest, result_type, loc(expr))
               : chooseBetween(condition, rest, first, result_type, loc(expr));
}

// What a loop over an object goes over, as the analysis has found (InstanceInference::iteratorOf); other values are
// what they are.
ir::Expr* FunctionLowering::iteratorOf(const ast::Expr& expr, ir::Expr* value) {
  if (!sema::isObject(value->type)) return value;
  ir::Expr* made = implicitCall(expr, "__iter__", {value});
  if (!made) return value;
  if (!sema::isObject(made->type)) return made;
  const sema::ClassInfo& info = *context_.program.classes[made->type->object->index];
  auto next = std::ranges::find_if(info.members, [&](const auto& member) { return text(member.first) == "__next__"; });
  PYOMPCC_CHECK(next != info.members.end(), "an iterator without `__next__`");
  ir::Type held[] = {made->type};
  ir::Type method = context_.types.function(next->second.function, held);
  return libraryCall("builtins.iterator.until_stop", {makeTuple({once(made, "iterator")}, method, loc(expr))},
                     loc(expr));
}

// The text of an object by its own method, else the value as it is.
ir::Expr* FunctionLowering::textAt(const ast::Expr& expr, ir::Expr* value) {
  if (!sema::isObject(value->type)) return value;
  if (ir::Expr* called = implicitCall(expr, "__str__", {value})) return called;
  ir::Expr* called = implicitCall(expr, "__repr__", {value});
  return called ? called : value;
}

} // namespace pyompcc::lower
