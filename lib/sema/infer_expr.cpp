// lib/sema/infer_expr.cpp
//
// Types of expressions: constants, names, attributes, tuples, conditional expressions, truth values.
#include "lib/diag/rows/sema.h"
#include "lib/sema/instance_inference.h"
#include "lib/sema/resolve_names.h"

namespace pyompcc::sema {
namespace {

/// Deeper expressions are refused; long sums are walked without recursion and do not count.
constexpr int DepthLimit = 300;
/// Tuples in tuples in tuples: a recursion that makes ever larger ones ends here.
constexpr int TupleDepthLimit = 16;

int tupleDepth(Type type) {
  int deepest = 0;
  for (Type element : type->elements) deepest = std::max(deepest, tupleDepth(element));
  return type->kind == TypeKind::Tuple || type->kind == TypeKind::Optional ? deepest + 1 : 0;
}

} // namespace

bool isRealNumber(Type type) {
  if (type->kind == TypeKind::Scalar) return facts(type->dtype).type_class != DTypeClass::Complex;
  return type->kind == TypeKind::Bool || type->kind == TypeKind::Int || type->kind == TypeKind::Float;
}

Type InstanceInference::set(const ast::Node& node, Type type) {
  instance_.expr_types[function_.slot(node)] = type;
  return type;
}

Type InstanceInference::unsupported(const ast::Node& node, std::string_view what, std::string_view instead) {
  say(node, diag::UnsupportedConstruct, what, instead);
  return types().error();
}

const Constant& InstanceInference::constant(const Resolution& resolved) const {
  return context_.program.modules[resolved.module].constants[resolved.index];
}

std::optional<FoldedValue> InstanceInference::fold(const ast::Expr& expr) const {
  return foldConstant(expr, [&](const ast::Expr& name) { return constantValue(context_.program, resolution(name)); });
}

Type InstanceInference::infer(const ast::Expr& expr) { return inferOperand(expr, false); }

Type InstanceInference::inferOperand(const ast::Expr& expr, bool float_use) {
  if (depth_ >= DepthLimit) {
    say(expr, diag::ExpressionTooDeep, DepthLimit);
    return set(expr, types().error());
  }
  ++depth_;
  Type type = inferNested(expr, float_use);
  --depth_;
  return set(expr, type);
}

Type InstanceInference::inferNested(const ast::Expr& expr, bool float_use) {
  using namespace ast;
  switch (expr.kind) {
  case NodeKind::Constant: return inferConstant(static_cast<const ast::Constant&>(expr));
  case NodeKind::NameExpr: return inferName(static_cast<const NameExpr&>(expr));
  case NodeKind::Attribute: return inferAttribute(static_cast<const Attribute&>(expr));
  case NodeKind::BinOp: return inferBinOp(static_cast<const BinOp&>(expr), float_use);
  case NodeKind::UnaryOp: return inferUnaryOp(static_cast<const UnaryOp&>(expr), float_use);
  case NodeKind::BoolOp: return inferBoolOp(static_cast<const BoolOp&>(expr));
  case NodeKind::Compare: return inferCompare(static_cast<const Compare&>(expr));
  case NodeKind::IfExp: return inferIfExp(static_cast<const IfExp&>(expr));
  case NodeKind::Call: return inferCall(static_cast<const Call&>(expr));
  case NodeKind::Subscript: return inferSubscript(static_cast<const Subscript&>(expr));
  case NodeKind::Tuple: return inferTuple(static_cast<const Tuple&>(expr).elts);
  case NodeKind::NamedExpr: return inferNamedExpr(static_cast<const NamedExpr&>(expr));
  case NodeKind::List: return inferList(static_cast<const List&>(expr));
  case NodeKind::Dict: return inferDict(static_cast<const Dict&>(expr));
  case NodeKind::Set: return inferSet(static_cast<const Set&>(expr));
  case NodeKind::ListComp:
  case NodeKind::DictComp:
  case NodeKind::SetComp:
  case NodeKind::GeneratorExp: return inferComprehension(expr);
  case NodeKind::JoinedStr: return inferJoinedStr(static_cast<const JoinedStr&>(expr));
  case NodeKind::TemplateStr: return unsupported(expr, "a string with values in it", "format it in the caller");
  case NodeKind::Yield: return inferYield(static_cast<const Yield&>(expr));
  case NodeKind::Await:
  case NodeKind::YieldFrom: return unsupported(expr, "a generator or coroutine", "fill an array and return it");
  case NodeKind::Slice: return inferSlice(static_cast<const Slice&>(expr));
  case NodeKind::Starred: return unsupported(expr, "`*` before a value", "write each value");
  default: return unsupported(expr, "this expression", "compute it in the caller");
  }
}

Type InstanceInference::inferConstant(const ast::Constant& node) {
  using Kind = ast::ConstantValue::Kind;
  switch (node.value.kind) {
  case Kind::None: return types().none();
  case Kind::False:
  case Kind::True: return types().boolean();
  case Kind::Int: return types().integer();
  case Kind::Float: return types().floating();
  case Kind::Str: return types().str();
  case Kind::BigInt: say(node, diag::IntegerTooLarge); return types().error();
  case Kind::Imaginary: return types().complex();
  case Kind::Bytes: return types().bytes();
  case Kind::Ellipsis: return unsupported(node, "`...`", "write each index");
  }
  return types().error();
}

Type InstanceInference::inferName(const ast::NameExpr& name) {
  const Resolution& resolved = resolution(name);
  if (resolved.kind != Resolution::Kind::Local) return inferResolved(name, resolved);
  WebId web = function_.web(name);
  if (!web) {
    say(name, diag::CertainlyUnbound, context_.names.text(name.id));
    return types().error();
  }
  auto narrowed = narrowed_.find(web.index);
  return narrowed == narrowed_.end() ? instance_.web_types[web.index] : narrowed->second;
}

// The value of `name := value` is the value, whatever type the variable has in the end.
Type InstanceInference::inferNamedExpr(const ast::NamedExpr& named) {
  Type value = infer(*named.value);
  inferTarget(*named.target, value);
  return value;
}

// A name or a dotted name that is no variable of the function, as a value.
Type InstanceInference::inferResolved(const ast::Expr& expr, const Resolution& resolved) {
  using Kind = Resolution::Kind;
  switch (resolved.kind) {
  case Kind::Constant: {
    calleeOf(expr) = {.kind = Callee::Kind::Constant, .constant = resolved.index, .module = resolved.module};
    return constant(resolved).type;
  }
  case Kind::Variable:
    calleeOf(expr) = {.kind = Callee::Kind::Variable, .constant = resolved.index, .module = resolved.module};
    return types().list(context_.program.modules[resolved.module].variables[resolved.index].type);
  case Kind::Builtin:
    if (facts(resolved.builtin).rule == BuiltinRule::ComplexConstant) {
      calleeOf(expr) = {.kind = Callee::Kind::Builtin, .builtin = resolved.builtin};
      return types().complex();
    }
    if (facts(resolved.builtin).rule == BuiltinRule::FloatConstant) {
      calleeOf(expr) = {.kind = Callee::Kind::Builtin, .builtin = resolved.builtin};
      return types().floating();
    }
    if (facts(resolved.builtin).rule == BuiltinRule::IntConstant) {
      calleeOf(expr) = {.kind = Callee::Kind::Builtin, .builtin = resolved.builtin};
      return types().integer();
    }
    if (facts(resolved.builtin).rule == BuiltinRule::TextConstant) {
      calleeOf(expr) = {.kind = Callee::Kind::Builtin, .builtin = resolved.builtin};
      return types().str();
    }
    return types().builtinFunction(static_cast<std::uint32_t>(resolved.builtin));
  case Kind::Exception: return unsupported(expr, "an exception as a value", "raise it where it is made");
  case Kind::Function: return types().function(resolved.index, {});
  case Kind::NamedTuple: return unsupported(expr, "a class of named tuples as a value", "call it where it is used");
  case Kind::Class: return types().classObject(context_.program.classes[resolved.index]->object);
  case Kind::DType: return unsupported(expr, "a dtype as a value", "write it where it is used");
  case Kind::File:
  case Kind::Module: return unsupported(expr, "a module as a value", "name what is used of it");
  case Kind::Object: {
    say(expr, diag::UnsupportedObject, context_.names.text(resolved.dotted));
    return types().error();
  }
  case Kind::Global:
    return unsupported(expr, "a variable of the module that is bound more than once or to no constant",
                       "pass it as an argument");
  case Kind::Unknown: {
    const auto* name = ast::as<ast::NameExpr>(&expr);
    say(expr, diag::UnknownName, name ? context_.names.text(name->id) : context_.names.text(resolved.dotted));
    return types().error();
  }
  case Kind::None:
  case Kind::Local: break;
  }
  return unsupported(expr, "this name", "use a variable");
}

// The value whose class `x.__class__.__name__` or `type(x).__name__` names; null where the attribute is another one.
const ast::Expr* InstanceInference::classNamed(const ast::Attribute& attribute) const {
  std::string_view name = context_.names.text(attribute.attr);
  if (name != "__name__" && name != "__qualname__") return nullptr;
  if (const auto* holder = ast::as<ast::Attribute>(attribute.value)) {
    return context_.names.text(holder->attr) == "__class__" ? holder->value : nullptr;
  }
  const auto* call = ast::as<ast::Call>(attribute.value);
  if (!call || call->args.size() != 1 || !call->keywords.empty()) return nullptr;
  const Resolution& resolved = resolution(*call->func);
  bool is_type = resolved.kind == Resolution::Kind::Object && context_.names.text(resolved.dotted) == "builtins.type";
  return is_type ? call->args[0] : nullptr;
}

// Every value has one class, which is known here.
Type InstanceInference::inferClassName(const ast::Attribute& attribute, const ast::Expr& value) {
  Type type = infer(value);
  if (!isSettled(type)) return type;
  if (type->kind == TypeKind::Exception) {
    instance_.caught_parts[attribute.node_id.index] = -2;
    return types().str();
  }
  std::string_view name = isObject(type) ? std::string_view(type->object->name) : methodPrefix(type);
  if (name.empty() || type->kind == TypeKind::Scalar) {
    return unsupported(attribute, "the name of this class", "write the name as a text");
  }
  instance_.class_names[attribute.node_id.index] = name;
  return types().str();
}

Type InstanceInference::inferAttribute(const ast::Attribute& attribute) {
  const Resolution& resolved = resolution(attribute);
  if (resolved.kind != Resolution::Kind::None) return inferResolved(attribute, resolved);
  if (const ast::Expr* named = classNamed(attribute)) return inferClassName(attribute, *named);
  if (Type member = inferMember(attribute)) return member;
  Type value = instance_.type(*attribute.value);
  if (!isSettled(value)) return value;
  if (value->kind == TypeKind::Exception) return inferCaughtPart(attribute);
  if (Type field = inferNamedField(attribute, value)) return field;
  if (std::optional<Type> result = inferLibraryAttribute(attribute, value)) return *result;
  auto row = context_.array_attributes.find(attribute.attr);
  if (value->kind != TypeKind::Array || row == context_.array_attributes.end()) {
    say(attribute, diag::UnsupportedAttribute, context_.names.text(attribute.attr), typeName(value));
    return types().error();
  }
  calleeOf(attribute) = {.kind = Callee::Kind::Builtin, .builtin = row->second};
  if (facts(row->second).rule != BuiltinRule::ArrayShape) return types().integer();
  return types().tuple(std::vector<Type>(value->ndim, types().integer()));
}

Type InstanceInference::inferTuple(std::span<ast::Expr*> elements) {
  std::vector<Type> element_types;
  bool unknown = false;
  for (const ast::Expr* element : elements) {
    const auto* starred = ast::as<ast::Starred>(element);
    Type type = infer(starred ? *starred->value : *element);
    if (type->kind == TypeKind::Error) return type;
    unknown |= type->kind == TypeKind::Unknown;
    if (!starred) {
      element_types.push_back(type);
    } else if (type->kind == TypeKind::Tuple) {
      element_types.insert(element_types.end(), type->elements.begin(), type->elements.end());
    } else if (!unknown) {
      return unsupported(*element, "`*` in a tuple before what is no tuple of known length",
                         "write `tuple([first, *rest])`");
    }
  }
  if (unknown) return types().unknown();
  Type tuple = types().tuple(element_types);
  if (tupleDepth(tuple) <= TupleDepthLimit) return tuple;
  if (!elements.empty()) say(*elements.front(), diag::TupleTooDeep, TupleDepthLimit);
  return types().error();
}

Type InstanceInference::joinValues(const ast::Expr& expr, Type left, Type right) {
  Type joined = joinTypes(types(), left, right);
  if (joined && (joined->kind != TypeKind::Optional || canBeOptional(joined->elements[0]))) return joined;
  say(expr, diag::BranchTypes, typeName(left), typeName(right));
  return types().error();
}

Type InstanceInference::inferIfExp(const ast::IfExp& expr) {
  inferTruth(*expr.test);
  if (auto truth = instance_.truthOf(*expr.test)) return infer(*truth ? *expr.body : *expr.orelse);
  Narrowed before = narrowed_;
  narrow(*expr.test, true);
  Type body = infer(*expr.body);
  narrowed_ = before;
  narrow(*expr.test, false);
  Type orelse = infer(*expr.orelse);
  narrowed_ = before;
  return joinValues(expr, body, orelse);
}

// In a condition only the truth of `and`, `or` and `not` counts, so their operands need no common type.
void InstanceInference::inferTruth(const ast::Expr& expr) {
  const auto* both = ast::as<ast::BoolOp>(&expr);
  if (!both || depth_ >= DepthLimit) {
    checkTruth(expr, infer(expr));
    return noteTruth(expr);
  }
  ++depth_;
  Narrowed before = narrowed_;
  bool deciding = both->op == ast::BooleanOp::Or;
  for (const ast::Expr* value : both->values) {
    inferTruth(*value);
    if (instance_.truthOf(*value) == deciding) break;
    narrow(*value, !deciding);
  }
  narrowed_ = before;
  --depth_;
  set(expr, types().boolean());
  noteTruth(expr);
}

void InstanceInference::checkTruth(const ast::Expr& expr, Type type) {
  if (isObjectOrNone(type)) {
    Type object = present(type);
    if (Type truth = callMethod(expr, "__bool__", object, {})) {
      if (isSettled(truth) && truth->kind != TypeKind::Bool) say(expr, diag::ConditionType, typeName(truth));
    } else {
      callMethod(expr, "__len__", object, {});
    }
    return;
  }
  if (isOptional(type)) return checkTruth(expr, present(type));
  bool has_truth = isNumber(type) || type->kind == TypeKind::Tuple || type->kind == TypeKind::None || isText(type) ||
                   (isSettled(type) && isLibraryName(methodOf(type, "__len__")));
  if (isSettled(type) && !has_truth) say(expr, diag::ConditionType, typeName(type));
}

} // namespace pyompcc::sema
