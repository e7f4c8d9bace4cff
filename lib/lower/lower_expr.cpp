// lib/lower/lower_expr.cpp
//
// Expressions other than operators and calls.
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

#include <algorithm>
#include <optional>

namespace pyompcc::lower {
namespace {

// Python refuses to compile deeper expressions too; left-leaning sums are bounded by this as well.
constexpr int DeepestExpression = 5000;

} // namespace

ir::Expr* FunctionLowering::lowerExpr(const ast::Expr& expr) {
  if (depth_ >= DeepestExpression) {
    context_.emitter.report(loc(expr), diag::NestingTooDeep, DeepestExpression);
    return integer(0, loc(expr));
  }
  ++depth_;
  ir::Expr* result = nullptr;
  switch (expr.kind) {
  case ast::NodeKind::Attribute: result = lowerAttribute(static_cast<const ast::Attribute&>(expr)); break;
  case ast::NodeKind::BinOp: result = lowerBinOp(static_cast<const ast::BinOp&>(expr)); break;
  case ast::NodeKind::BoolOp: result = lowerBoolOp(static_cast<const ast::BoolOp&>(expr)); break;
  case ast::NodeKind::Call: result = lowerCall(static_cast<const ast::Call&>(expr)); break;
  case ast::NodeKind::Compare: result = lowerCompare(static_cast<const ast::Compare&>(expr)); break;
  case ast::NodeKind::Constant: result = lowerConstant(static_cast<const ast::Constant&>(expr)); break;
  case ast::NodeKind::IfExp: result = lowerIfExp(static_cast<const ast::IfExp&>(expr)); break;
  case ast::NodeKind::JoinedStr: result = lowerJoinedStr(static_cast<const ast::JoinedStr&>(expr)); break;
  case ast::NodeKind::NameExpr: result = lowerName(static_cast<const ast::NameExpr&>(expr)); break;
  case ast::NodeKind::NamedExpr: result = lowerNamedExpr(static_cast<const ast::NamedExpr&>(expr)); break;
  case ast::NodeKind::Subscript: result = lowerSubscript(static_cast<const ast::Subscript&>(expr)); break;
  case ast::NodeKind::UnaryOp: result = lowerUnaryOp(static_cast<const ast::UnaryOp&>(expr)); break;
  case ast::NodeKind::Yield: result = lowerSent(static_cast<const ast::Yield&>(expr)); break;
  case ast::NodeKind::Tuple: result = lowerTuple(static_cast<const ast::Tuple&>(expr)); break;
  case ast::NodeKind::List:
  case ast::NodeKind::Set:
  case ast::NodeKind::Dict:
  case ast::NodeKind::Slice: result = lowerContainer(expr); break;
  case ast::NodeKind::ListComp:
  case ast::NodeKind::SetComp:
  case ast::NodeKind::DictComp:
  case ast::NodeKind::GeneratorExp: result = lowerComprehension(expr); break;
  default: result = unsupported(expr, ast::pythonName(expr.kind)); break;
  }
  --depth_;
  return result;
}

// (a, *t)    becomes    (a, t[0], t[1])
ir::Expr* FunctionLowering::lowerTuple(const ast::Tuple& expr) {
  std::vector<ir::Expr*> values;
  for (const ast::Expr* element : expr.elts) {
    const auto* starred = ast::as<ast::Starred>(element);
    ir::Expr* value = lowerNext(values, [&] { return lowerExpr(starred ? *starred->value : *element); });
    if (!starred) {
      values.push_back(value);
      continue;
    }
    value = settledTuple(value);
    for (std::size_t i = 0; i < value->type->elements.size(); ++i) values.push_back(tupleElement(value, i));
  }
  auto* tuple = ir_.make<ir::MakeTuple>(type(expr), loc(expr));
  tuple->elements = ir_.arena.copy(values);
  return tuple;
}

ir::Expr* FunctionLowering::lowerConstant(const ast::Constant& expr) {
  using Kind = ast::ConstantValue::Kind;
  const ast::ConstantValue& value = expr.value;
  support::Loc place = loc(expr);
  switch (value.kind) {
  case Kind::True:
  case Kind::False: return ir::boolean(ir_, context_.types, value.kind == Kind::True, place);
  case Kind::Int: return integer(value.integer, place);
  case Kind::Float: return ir::floating(ir_, context_.types, value.number, place);
  case Kind::Imaginary: return ir::complex(ir_, context_.types.complex(), 0.0, value.number, place);
  case Kind::Str: return ir::string(ir_, context_.types, value.text, place);
  case Kind::Bytes: {
    // As a text whose code points are the bytes.
    std::string text;
    for (char c : value.text) {
      auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80) text += static_cast<char>(0xc0 | byte >> 6);
      text += static_cast<char>(byte < 0x80 ? byte : 0x80 | (byte & 0x3f));
    }
    return libraryCall("bytes.__literal__", {ir::string(ir_, context_.types, ir_.text(text), place)}, place);
  }
  case Kind::None: return ir_.make<ir::NoneConst>(context_.types.none(), place);
  default: return unsupported(expr, "this constant");
  }
}

ir::Expr* FunctionLowering::lowerName(const ast::NameExpr& expr) {
  const sema::Callee& callee = instance_.callee(expr);
  if (callee.kind == sema::Callee::Kind::Constant) return lowerConstantOf(callee, loc(expr));
  if (callee.kind == sema::Callee::Kind::Variable) {
    auto variable = context_.var_of_variable.find(callee.constant);
    bool own = callee.module == context_.module_index && variable != context_.var_of_variable.end();
    return own ? reference(variable->second, loc(expr)) : unsupported(expr, "a variable of another file");
  }
  if (callee.kind == sema::Callee::Kind::Builtin) {
    if (sema::facts(callee.builtin).rule == sema::BuiltinRule::IntConstant) {
      return integer(sema::integerValue(callee.builtin), loc(expr));
    }
    if (sema::facts(callee.builtin).rule == sema::BuiltinRule::TextConstant) {
      return ir::string(ir_, context_.types, sema::textValue(callee.builtin), loc(expr));
    }
    if (sema::isComplex(type(expr))) {
      return ir::complex(ir_, type(expr), 0.0, sema::constantValue(callee.builtin), loc(expr));
    }
    return ir::floating(ir_, context_.types, sema::constantValue(callee.builtin), loc(expr));
  }
  sema::WebId web = info_.web(expr);
  if (type(expr)->kind == sema::TypeKind::None) return ir_.make<ir::NoneConst>(context_.types.none(), loc(expr));
  if (!web && type(expr)->kind == sema::TypeKind::Function) return plainFunction(type(expr), loc(expr));
  if (!web) return unsupported(expr, fmt::format("`{}`", text(expr.id)));
  return readWeb(web, expr);
}

ir::Expr* FunctionLowering::lowerConstantOf(const sema::Callee& callee, support::Loc loc) {
  const sema::Constant& constant = context_.program.modules[callee.module].constants[callee.constant];
  auto variable = context_.var_of_constant.find({callee.module, callee.constant});
  if (variable != context_.var_of_constant.end()) return reference(variable->second, loc);
  return lowerFolded(constant.folded, loc);
}

// A tuple of the module stands for its elements.
ir::Expr* FunctionLowering::lowerFolded(const sema::FoldedValue& value, support::Loc loc) {
  switch (value.kind) {
  case sema::TypeKind::Bool: return ir::boolean(ir_, context_.types, value.integer != 0, loc);
  case sema::TypeKind::Int: return integer(value.integer, loc);
  case sema::TypeKind::Float: return ir::floating(ir_, context_.types, value.number, loc);
  case sema::TypeKind::Complex: return ir::complex(ir_, context_.types.complex(), value.number, value.imaginary, loc);
  case sema::TypeKind::Str: return ir::string(ir_, context_.types, ir_.text(value.text), loc);
  case sema::TypeKind::None: return ir_.make<ir::NoneConst>(context_.types.none(), loc);
  default: break;
  }
  std::vector<ir::Expr*> elements;
  for (const sema::FoldedValue& element : value.elements) elements.push_back(lowerFolded(element, loc));
  return makeTuple(elements, sema::typeOf(value, context_.types), loc);
}

ir::Expr* FunctionLowering::readWeb(sema::WebId web, const ast::NameExpr& expr) {
  if (ir::Var* flag = boundFlag(web)) {
    auto* check = ir_.make<ir::ExprStmt>(loc(expr));
    check->value =
        runtimeCall(ir::RuntimeFunction::CheckBound, context_.types.none(),
                    {reference(flag, loc(expr)), ir::string(ir_, context_.types, text(expr.id), loc(expr))}, loc(expr));
    append(check);
  }
  ir::Type known = instance_.web_types[web.index];
  if (sema::isPlainFunction(known)) return plainFunction(known, loc(expr));
  ir::Expr* value = reference(var(web), loc(expr));
  // Where tests have shown that it is not None.
  ir::Type here = instance_.type(expr);
  bool narrowed = here && sema::isOptional(known) && here == known->elements[0];
  return narrowed ? deref(value) : value;
}

ir::Expr* FunctionLowering::lowerAttribute(const ast::Attribute& expr) {
  const sema::Callee& callee = instance_.callee(expr);
  if (callee.kind == sema::Callee::Kind::Constant) return lowerConstantOf(callee, loc(expr));
  if (auto name = instance_.class_names.find(expr.node_id.index); name != instance_.class_names.end()) {
    return ir::string(ir_, context_.types, name->second, loc(expr));
  }
  if (auto part = instance_.caught_parts.find(expr.node_id.index); part != instance_.caught_parts.end()) {
    return lowerCaughtPart(expr, part->second);
  }
  if (ir::Expr* member = lowerMember(expr)) return member;
  if (type(expr)->kind == sema::TypeKind::Function && !instance_.type(*expr.value)) {
    return plainFunction(type(expr), loc(expr));
  }
  if (callee.kind == sema::Callee::Kind::Builtin && sema::isComplex(type(expr))) {
    return ir::complex(ir_, type(expr), 0.0, sema::constantValue(callee.builtin), loc(expr));
  }
  if (callee.kind == sema::Callee::Kind::Builtin && sema::isNumber(type(expr)) &&
      sema::facts(callee.builtin).rule == sema::BuiltinRule::FloatConstant) {
    return ir::floating(ir_, context_.types, sema::constantValue(callee.builtin), loc(expr));
  }
  if (callee.kind == sema::Callee::Kind::Builtin &&
      sema::facts(callee.builtin).rule == sema::BuiltinRule::IntConstant) {
    return integer(sema::integerValue(callee.builtin), loc(expr));
  }
  if (callee.kind == sema::Callee::Kind::Builtin &&
      sema::facts(callee.builtin).rule == sema::BuiltinRule::TextConstant) {
    return ir::string(ir_, context_.types, sema::textValue(callee.builtin), loc(expr));
  }
  if (callee.kind == sema::Callee::Kind::Library) {
    return libraryCall(sema::facts(callee.library).dotted_name, {lowerExpr(*expr.value)}, loc(expr));
  }
  if (ir::Type holder = instance_.type(*expr.value); holder && holder->named) {
    return tupleElement(settledTuple(lowerExpr(*expr.value)), fieldIndex(*holder->named, expr.attr));
  }
  if (!instance_.type(*expr.value) || !sema::isArray(instance_.type(*expr.value))) {
    return unsupported(expr, fmt::format("the attribute `{}`", text(expr.attr)));
  }
  ir::Expr* array = once(lowerExpr(*expr.value), "array");
  int ndim = array->type->ndim;
  std::string_view name = text(expr.attr);
  if (name == "ndim") return integer(ndim, loc(expr));
  std::vector<ir::Expr*> extents;
  for (int axis = 0; axis < ndim; ++axis) extents.push_back(ir::dimension(ir_, context_.types, again(array), axis));
  if (name == "shape") {
    auto* shape = ir_.make<ir::MakeTuple>(type(expr), loc(expr));
    shape->elements = ir_.arena.copy(extents);
    return shape;
  }
  if (name == "size") {
    ir::Expr* size = extents.front();
    for (std::size_t axis = 1; axis < extents.size(); ++axis) {
      // The elements are in memory, so their number fits.
      size = ir::binary(ir_, ir::BinaryOp::Mul, ir::Arithmetic::Plain, size, extents[axis], loc(expr));
    }
    return size;
  }
  return unsupported(expr, fmt::format("the attribute `{}` of an array", name));
}

std::vector<ir::Expr*> FunctionLowering::lowerIndices(const ast::Expr& slice) {
  std::vector<ir::Expr*> indices;
  if (const auto* tuple = ast::as<ast::Tuple>(&slice)) {
    for (const ast::Expr* index : tuple->elts) indices.push_back(lowerAs(*index, context_.types.integer()));
  } else {
    indices.push_back(lowerAs(slice, context_.types.integer()));
  }
  return indices;
}

// a[i, j], a[i][j]: one access of all axes; a[i] of more axes: a view of the rest.
ir::Expr* FunctionLowering::lowerElement(const ast::Subscript& expr) {
  ir::Expr* array = lowerPresent(*expr.value, "is not subscriptable");
  if (sema::isMutable(array->type)) return lowerMutableElement(expr, array);
  if (!sema::isArray(array->type))
    return unsupported(expr, "assignment to an element of " + sema::typeName(array->type));
  std::vector<ir::Expr*> indices;
  if (auto* part = ir::as<ir::Subview>(array)) {
    indices.assign(part->indices.begin(), part->indices.end());
    array = part->array;
  }
  std::vector<ir::Expr*> last = lowerIndices(*expr.slice);
  indices.insert(indices.end(), last.begin(), last.end());
  if (indices.size() > array->type->ndim) return unsupported(expr, "an index with more axes than the array has");
  ir::Bounds bounds = context_.checks.bounds ? ir::Bounds::Checked : ir::Bounds::Proved;
  return ir::element(ir_, context_.types, array, indices, bounds, loc(expr));
}

ir::Expr* FunctionLowering::lowerSubscript(const ast::Subscript& expr) {
  if (isObjectItem(expr)) return lowerObjectItem(expr);
  if (sema::isText(type(*expr.value))) return lowerTextPart(expr);
  ir::Type container = type(*expr.value);
  if (sema::isArray(container)) return lowerElement(expr);
  if (isSliced(expr)) return lowerItem(expr);
  if (sema::isMutable(container)) return lowerElement(expr);
  if (!sema::isTuple(container)) return unsupported(expr, "an element of " + sema::typeName(container));
  if (const auto* slice = ast::as<ast::Slice>(expr.slice)) return lowerTupleSlice(expr, *slice);
  ir::Expr* tuple = lowerExpr(*expr.value);
  ir::Expr* index = lowerNext({&tuple, 1}, [&] { return lowerExpr(*expr.slice); });
  std::optional<std::int64_t> position = constantOf(index);
  if (!position) {
    // All elements are of one type.
    return libraryCall("tuple.__getitem__", {listOf(tuple), index}, loc(expr));
  }
  std::int64_t count = static_cast<std::int64_t>(container->elements.size());
  if (*position < 0) *position += count;
  if (*position < 0 || *position >= count) return unsupported(expr, "a tuple index outside the tuple");
  return tupleElement(settledTuple(tuple), static_cast<std::size_t>(*position));
}

// t[a:b:c] with constant parts: a tuple of the elements that are meant.
ir::Expr* FunctionLowering::lowerTupleSlice(const ast::Subscript& expr, const ast::Slice& slice) {
  ir::Expr* tuple = lowerExpr(*expr.value);
  tuple = settledTuple(tuple);
  auto size = static_cast<std::int64_t>(tuple->type->elements.size());
  auto part = [&](const ast::Expr* value) -> std::optional<std::int64_t> {
    if (!value || type(*value)->kind == sema::TypeKind::None) return std::nullopt;
    return std::clamp<std::int64_t>(constantOf(lowerExpr(*value)).value_or(0), -size - 1, size + 1);
  };
  std::int64_t step = part(slice.step).value_or(1);
  std::int64_t lowest = step > 0 ? 0 : -1;
  std::int64_t highest = step > 0 ? size : size - 1;
  auto bounded = [&](std::optional<std::int64_t> given, std::int64_t missing) {
    if (!given) return missing;
    return std::clamp(*given < 0 ? *given + size : *given, lowest, highest);
  };
  std::int64_t stop = bounded(part(slice.upper), step > 0 ? highest : lowest);
  std::vector<ir::Expr*> elements;
  for (std::int64_t i = bounded(part(slice.lower), step > 0 ? lowest : highest); step > 0 ? i < stop : i > stop;
       i += step) {
    elements.push_back(tupleElement(tuple, static_cast<std::size_t>(i)));
  }
  if (elements.size() != type(expr)->elements.size()) return unsupported(expr, "this slice of a tuple");
  return makeTuple(elements, type(expr), loc(expr));
}

// The value of an int that is known here.
std::optional<std::int64_t> FunctionLowering::constantOf(const ir::Expr* value) {
  if (const auto* reference = ir::as<ir::VarRef>(value); reference && reference->var->constant) {
    value = reference->var->constant;
  }
  if (const auto* number = ir::as<ir::IntConst>(value)) return number->value;
  if (const auto* truth = ir::as<ir::BoolConst>(value)) return truth->value ? 1 : 0;
  return std::nullopt;
}

// name := value    is an assignment before the expression that it stands in.
ir::Expr* FunctionLowering::lowerNamedExpr(const ast::NamedExpr& expr) {
  ir::Expr* value = lowerExpr(*expr.value);
  ir::Var* target = varOf(*expr.target);
  if (target->type == value->type) {
    assignTo(*expr.target, value);
    return reference(target, loc(expr));
  }
  value = once(value, "value");
  assignTo(*expr.target, again(value));
  return value;
}

ir::Expr* FunctionLowering::lowerIfExp(const ast::IfExp& expr) {
  if (auto truth = instance_.truthOf(*expr.test)) return lowerAs(*truth ? *expr.body : *expr.orelse, type(expr));
  ir::Expr* condition = lowerCondition(*expr.test);
  ir::Type result = type(expr);
  Apart then_value = apart([&] { return lowerAs(*expr.body, result); });
  Apart else_value = apart([&] { return lowerAs(*expr.orelse, result); });
  return chooseBetween(condition, then_value, else_value, result, loc(expr));
}

// condition ? then : else, or an `if` that assigns a variable where a branch needs statements.
ir::Expr* FunctionLowering::chooseBetween(ir::Expr* condition, const Apart& then_value, const Apart& else_value,
                                          ir::Type type, support::Loc loc) {
  if (then_value.prelude->stmts.empty() && else_value.prelude->stmts.empty()) {
    auto* select = ir_.make<ir::Select>(type, loc);
    select->condition = condition;
    select->then_value = then_value.value;
    select->else_value = else_value.value;
    return select;
  }
  ir::Var* result = temporary("choice", type, loc);
  auto* choice = ir_.make<ir::If>(loc);
  choice->condition = condition;
  append(choice);
  auto branch = [&](const Apart& value) {
    ir::Block* outer = block_;
    block_ = value.prelude;
    assign(result, value.value, loc);
    block_ = outer;
    return value.prelude;
  };
  choice->then_block = branch(then_value);
  choice->else_block = branch(else_value);
  return reference(result, loc);
}

} // namespace pyompcc::lower
