// lib/lower/lower_conversion.cpp
//
// Conversions between types, truth values, and values that are used twice.
#include "lib/diag/rows/lower.h"
#include "lib/ir/clone.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/support/check.h"

namespace pyompcc::lower {
namespace {

using sema::DTypeClass;
using sema::TypeKind;

// Can the value be written twice without being computed twice?
bool isSimple(const ir::Expr& value) {
  switch (value.kind) {
  case ir::ExprKind::IntConst:
  case ir::ExprKind::FloatConst:
  case ir::ExprKind::ComplexConst:
  case ir::ExprKind::BoolConst:
  case ir::ExprKind::StrConst:
  case ir::ExprKind::NoneConst:
  case ir::ExprKind::VarRef: return true;
  case ir::ExprKind::Dimension: return isSimple(*static_cast<const ir::Dimension&>(value).array);
  case ir::ExprKind::Convert: {
    const auto& conversion = static_cast<const ir::Convert&>(value);
    return conversion.mode == ir::Arithmetic::Plain && isSimple(*conversion.operand);
  }
  default: return false;
  }
}

bool isInteger(ir::Type type) {
  return type->kind == TypeKind::Bool || type->kind == TypeKind::Int || hasClass(type, DTypeClass::Boolean) ||
         hasClass(type, DTypeClass::Signed) || hasClass(type, DTypeClass::Unsigned);
}

// A Python number that becomes a NumPy integer must fit (NEP 50, "Python integer out of bounds"); a float that becomes
// an int must be finite and fit. NumPy's own conversions wrap.
ir::Arithmetic conversionMode(ir::Type from, ir::Type to) {
  if (isInteger(to) && to->kind != TypeKind::Bool) {
    if (sema::isReal(from)) return ir::Arithmetic::Checked;
    bool narrows = to->kind == TypeKind::Scalar && to->dtype != sema::DType::Int64;
    if (from->kind == TypeKind::Int && narrows) return ir::Arithmetic::Checked;
    if (from->kind == TypeKind::Scalar && from->dtype == sema::DType::UInt64 && to->kind == TypeKind::Int) {
      return ir::Arithmetic::Checked;
    }
    if (narrows && from->kind == TypeKind::Scalar) return ir::Arithmetic::Wrapping;
  }
  return ir::Arithmetic::Plain;
}

// May a NumPy integer be beyond what an element of a signed type holds? NumPy tests there, and wraps in unsigned ones.
bool mayNotFit(ir::Type from, ir::Type element) {
  bool integers = hasClass(element, DTypeClass::Signed) &&
                  (hasClass(from, DTypeClass::Signed) || hasClass(from, DTypeClass::Unsigned));
  if (!integers) return false;
  int room = sema::facts(element->dtype).bits - (hasClass(from, DTypeClass::Unsigned) ? 1 : 0);
  return sema::facts(from->dtype).bits > room;
}

} // namespace

ir::Expr* FunctionLowering::convert(ir::Expr* value, ir::Type type) {
  if (auto* cell = ir::as<ir::MakeTuple>(value); cell && type->kind == TypeKind::Cell) {
    for (ir::Expr*& element : cell->elements) element = convert(element, type->elements[0]);
    cell->type = type;
    return cell;
  }
  if (value->type == type) return value;
  if (sema::isOptional(type) && value->type->kind == TypeKind::None) {
    if (value->kind != ir::ExprKind::NoneConst) evaluate(value);
    return ir_.make<ir::NoneConst>(type, value->loc);
  }
  // A literal is converted before it is one of two.
  if (sema::isOptional(type) && !sema::isOptional(value->type)) {
    auto* some = ir_.make<ir::Convert>(type, value->loc);
    some->operand = convert(value, type->elements[0]);
    return some;
  }
  if (sema::isComplex(type)) {
    if (auto* constant = ir::as<ir::ComplexConst>(value)) {
      constant->type = type;
      return constant;
    }
    const auto* whole = ir::as<ir::IntConst>(value);
    const auto* number = ir::as<ir::FloatConst>(value);
    double real = whole ? static_cast<double>(whole->value) : number ? number->value : 0.0;
    if (whole || number) return ir::complex(ir_, type, real, 0.0, value->loc);
  }
  if (auto* constant = ir::as<ir::IntConst>(value)) {
    if (type->kind == TypeKind::Float || (type->kind == TypeKind::Scalar && type->dtype == sema::DType::Float64)) {
      auto* result = ir_.make<ir::FloatConst>(type, value->loc);
      result->value = static_cast<double>(constant->value);
      return result;
    }
    if (type->kind == TypeKind::Scalar && type->dtype == sema::DType::Int64) {
      constant->type = type;
      return constant;
    }
  }
  if (auto* constant = ir::as<ir::FloatConst>(value);
      constant && type->kind == TypeKind::Scalar && type->dtype == sema::DType::Float64) {
    constant->type = type;
    return constant;
  }
  if (type->kind == TypeKind::Bool) return truth(value);
  if (sema::isOptional(value->type) && !sema::isOptional(type)) return convert(deref(value), type);
  bool literal = value->kind == ir::ExprKind::MakeContainer || value->kind == ir::ExprKind::MakeDict ||
                 value->kind == ir::ExprKind::MakeDefaultDict;
  if (literal) {
    // The elements of an empty literal are what its use says.
    convertElements(value, type);
    return value;
  }
  // Unknown elements have become known by the use; ranges of all kinds become iterators where they are kept.
  if (sema::isContainer(type) && value->type->kind == type->kind) {
    value->type = type;
    return value;
  }
  if (type->kind == TypeKind::Iterator) return value;
  if (type->kind == TypeKind::Sequence && sema::isTuple(value->type)) {
    value = settledTuple(value);
    auto* made = ir_.make<ir::MakeContainer>(type, value->loc);
    std::vector<ir::Expr*> elements;
    for (std::size_t i = 0; i < value->type->elements.size(); ++i) {
      elements.push_back(convert(tupleElement(value, i), type->elements[0]));
    }
    made->elements = ir_.arena.copy(elements);
    return made;
  }
  if (auto* tuple = ir::as<ir::MakeTuple>(value); tuple && sema::isTuple(type)) {
    for (std::size_t i = 0; i < tuple->elements.size(); ++i) {
      tuple->elements[i] = convert(tuple->elements[i], type->elements[i]);
    }
    tuple->type = type;
    return tuple;
  }
  if (sema::isTuple(type) && sema::isTuple(value->type)) {
    auto* result = ir_.make<ir::MakeTuple>(type, value->loc);
    std::vector<ir::Expr*> elements;
    value = keep(value, "pair");
    for (std::size_t i = 0; i < type->elements.size(); ++i) {
      auto* element = ir_.make<ir::TupleElement>(value->type->elements[i], value->loc);
      element->tuple = again(value);
      element->index = static_cast<int>(i);
      elements.push_back(convert(element, type->elements[i]));
    }
    result->elements = ir_.arena.copy(elements);
    return result;
  }
  auto* conversion = ir_.make<ir::Convert>(type, value->loc);
  conversion->operand = value;
  conversion->mode = conversionMode(value->type, type);
  return conversion;
}

/// The value as an element of an array: `a[i] = x` raises where a NumPy integer `x` does not fit, `np.int8(x)` does not
/// (NumPy's setitem of integer types).
ir::Expr* FunctionLowering::convertStored(ir::Expr* value, ir::Type type) {
  bool tested = mayNotFit(value->type, type);
  ir::Expr* result = convert(value, type);
  if (auto* conversion = ir::as<ir::Convert>(result); conversion && tested && result != value) {
    conversion->mode = ir::Arithmetic::Checked;
  }
  return result;
}

ir::Expr* FunctionLowering::truth(ir::Expr* value) {
  ir::Type boolean = context_.types.boolean();
  if (value->type == boolean) return value;
  if (value->type->kind == TypeKind::None) {
    if (value->kind != ir::ExprKind::NoneConst) evaluate(value);
    return ir::boolean(ir_, context_.types, false, value->loc);
  }
  if (sema::isOptional(value->type)) {
    value = once(value, "value");
    ir::Expr* present = ir::negated(ir_, context_.types, isNone(value));
    ir::Type held = value->type->elements[0];
    if (sema::isObject(held)) return present;
    return ir::logical(ir_, context_.types, ir::LogicalOp::And, present, truth(deref(again(value))));
  }
  if (sema::isObject(value->type)) {
    if (value->kind != ir::ExprKind::VarRef) evaluate(value);
    return ir::boolean(ir_, context_.types, true, value->loc);
  }
  if (hasClass(value->type, DTypeClass::Boolean)) {
    auto* conversion = ir_.make<ir::Convert>(boolean, value->loc);
    conversion->operand = value;
    return conversion;
  }
  if (sema::isText(value->type)) {
    return ir::negated(ir_, context_.types, runtimeCall(ir::RuntimeFunction::TextEmpty, boolean, {value}, value->loc));
  }
  if (sema::isLibraryName(sema::methodOf(value->type, "__len__"))) {
    auto* comparison = ir_.make<ir::Compare>(boolean, value->loc);
    comparison->op = ir::CompareOp::NotEq;
    comparison->left = lengthOf(value);
    comparison->right = integer(0, value->loc);
    return comparison;
  }
  if (!sema::isNumber(value->type)) {
    context_.emitter.report(value->loc, diag::NotLowered, "the truth value of " + sema::typeName(value->type));
    return ir::boolean(ir_, context_.types, false, value->loc);
  }
  auto* comparison = ir_.make<ir::Compare>(boolean, value->loc);
  comparison->op = ir::CompareOp::NotEq;
  comparison->left = value;
  comparison->right = convert(integer(0, value->loc), value->type);
  return comparison;
}

ir::Expr* FunctionLowering::reference(ir::Var* var, support::Loc loc) { return ir::variable(ir_, var, loc); }

ir::Expr* FunctionLowering::integer(std::int64_t value, support::Loc loc) {
  return ir::integer(ir_, context_.types, value, loc);
}

ir::Expr* FunctionLowering::makeTuple(const std::vector<ir::Expr*>& elements, ir::Type type, support::Loc loc) {
  auto* tuple = ir_.make<ir::MakeTuple>(type, loc);
  std::vector<ir::Expr*> converted;
  for (std::size_t i = 0; i < elements.size(); ++i) converted.push_back(convert(elements[i], type->elements[i]));
  tuple->elements = ir_.arena.copy(converted);
  return tuple;
}

/// An element of a simple value.
ir::Expr* FunctionLowering::tupleElement(ir::Expr* tuple, std::size_t index) {
  if (auto* made = ir::as<ir::MakeTuple>(tuple)) return again(made->elements[index]);
  auto* element = ir_.make<ir::TupleElement>(tuple->type->elements[index], tuple->loc);
  element->tuple = again(tuple);
  element->index = static_cast<int>(index);
  return element;
}

/// A second copy of a simple value.
ir::Expr* FunctionLowering::again(const ir::Expr* value) {
  PYOMPCC_CHECK(isSimple(*value), "a value that is used twice must be simple");
  return ir::clone(ir_, value);
}

/// The value itself when it may be written twice, else a variable that holds it.
ir::Expr* FunctionLowering::once(ir::Expr* value, std::string_view name) {
  return isSimple(*value) ? value : keep(value, name);
}

/// A variable that holds the value from here on.
ir::Expr* FunctionLowering::keep(ir::Expr* value, std::string_view name) {
  ir::Var* variable = temporary(name, value->type, value->loc);
  assign(variable, value, value->loc);
  return reference(variable, value->loc);
}

} // namespace pyompcc::lower
