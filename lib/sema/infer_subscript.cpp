// lib/sema/infer_subscript.cpp
//
// Types of elements: of arrays, of rows of arrays, of tuples.
#include "lib/sema/instance_inference.h"

namespace pyompcc::sema {

Type InstanceInference::inferSubscript(const ast::Subscript& expr) {
  Type value = infer(*expr.value);
  if (value->kind == TypeKind::Array) return set(expr, elementType(expr, value));
  if (value->kind == TypeKind::Tuple) return set(expr, tupleElementType(expr, value));
  if (isSettled(value)) {
    say(expr, diag::SubscriptType, typeName(value));
    return set(expr, types().error());
  }
  return set(expr, value);
}

// False after an error. Python's and NumPy's booleans are masks, not indices.
bool InstanceInference::inferIndex(const ast::Expr& index) {
  if (index.kind == ast::NodeKind::Slice) {
    unsupported(index, "a slice", "write a loop over the elements");
    return false;
  }
  Type type = infer(index);
  if (type->kind == TypeKind::Error) return false;
  bool boolean = type->kind == TypeKind::Bool || (type->kind == TypeKind::Scalar && type->dtype == DType::Bool);
  if (type->kind == TypeKind::Unknown || (isIntegral(type) && !boolean)) return true;
  say(index, diag::IndexType, typeName(type));
  return false;
}

Type InstanceInference::elementType(const ast::Subscript& expr, Type array) {
  const auto* several = ast::as<ast::Tuple>(expr.slice);
  std::size_t count = 1;
  bool fine = true;
  if (several) {
    count = several->elts.size();
    for (const ast::Expr* index : several->elts) fine &= inferIndex(*index);
  } else {
    fine = inferIndex(*expr.slice);
  }
  if (!fine) return types().error();
  if (count > array->ndim) {
    say(expr, diag::IndexCount, typeName(array), static_cast<diag::Number>(array->ndim),
        static_cast<diag::Number>(count));
    return types().error();
  }
  if (count == array->ndim) return types().scalar(array->dtype);
  // The leading axes are fixed: what is left of C order is C order.
  Layout layout = array->layout == Layout::C ? Layout::C : Layout::Strided;
  return types().array(array->dtype, static_cast<int>(array->ndim - count), layout, array->read_only);
}

Type InstanceInference::tupleElementType(const ast::Subscript& expr, Type tuple) {
  if (expr.slice->kind == ast::NodeKind::Slice) {
    return unsupported(*expr.slice, "a slice of a tuple", "name its elements");
  }
  infer(*expr.slice);
  std::optional<FoldedValue> folded = fold(*expr.slice);
  if (!folded || (folded->kind != TypeKind::Int && folded->kind != TypeKind::Bool)) {
    say(*expr.slice, diag::TupleIndexUnknown);
    return types().error();
  }
  auto size = static_cast<std::int64_t>(tuple->elements.size());
  std::int64_t index = folded->integer < 0 ? folded->integer + size : folded->integer;
  if (index < 0 || index >= size) {
    say(*expr.slice, diag::TupleIndexRange, size, folded->integer);
    return types().error();
  }
  return tuple->elements[static_cast<std::size_t>(index)];
}

} // namespace pyompcc::sema
