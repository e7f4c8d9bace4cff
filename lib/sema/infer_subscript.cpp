// lib/sema/infer_subscript.cpp
//
// Types of elements: of arrays, of rows of arrays, of tuples.
#include "lib/diag/rows/sema.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>

namespace pyompcc::sema {

Type InstanceInference::inferSubscript(const ast::Subscript& expr) {
  Type value = present(infer(*expr.value));
  if (isObject(value)) {
    Type index = infer(*expr.slice);
    if (!isSettled(index)) return set(expr, index);
    // Of an element that is only assigned nothing is read.
    if (expr.ctx == ast::ExprContext::Store) return set(expr, types().unknown());
    if (Type item = callMethod(expr, "__getitem__", value, {index})) return set(expr, item);
    say(expr, diag::SubscriptType, typeName(value));
    return set(expr, types().error());
  }
  if (value->kind == TypeKind::Array) return set(expr, elementType(expr, value));
  if (value->kind == TypeKind::Tuple) return set(expr, tupleElementType(expr, value));
  if (isText(value)) return set(expr, inferTextPart(expr, value));
  if (isSettled(value)) return set(expr, inferMutableElement(expr, value));
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

// t[1:3] with constant bounds is a tuple of those elements.
Type InstanceInference::tupleSliceType(const ast::Slice& slice, Type tuple) {
  inferSlice(slice);
  std::optional<TupleSlice> places = tupleSlice(slice, static_cast<std::int64_t>(tuple->elements.size()));
  if (!places) return unsupported(slice, "a slice of a tuple whose bounds are no constants", "write constants");
  std::vector<Type> elements;
  for (std::int64_t place : *places) elements.push_back(tuple->elements[static_cast<std::size_t>(place)]);
  return types().tuple(elements);
}

// The elements that a slice with constant parts means (CPython, PySlice_AdjustIndices); nothing for other parts.
std::optional<InstanceInference::TupleSlice> InstanceInference::tupleSlice(const ast::Slice& slice,
                                                                           std::int64_t size) const {
  std::optional<std::int64_t> parts[3];
  const ast::Expr* exprs[3] = {slice.lower, slice.upper, slice.step};
  for (int i = 0; i < 3; ++i) {
    const auto* none = exprs[i] ? ast::as<ast::Constant>(exprs[i]) : nullptr;
    if (!exprs[i] || (none && none->value.kind == ast::ConstantValue::Kind::None)) continue;
    std::optional<FoldedValue> folded = fold(*exprs[i]);
    if (!folded || folded->kind != TypeKind::Int) return std::nullopt;
    parts[i] = std::clamp<std::int64_t>(folded->integer, -size - 1, size + 1);
  }
  std::int64_t step = parts[2].value_or(1);
  if (step == 0) return std::nullopt;
  std::int64_t lowest = step > 0 ? 0 : -1;
  std::int64_t highest = step > 0 ? size : size - 1;
  auto bounded = [&](std::optional<std::int64_t> part, std::int64_t missing) {
    if (!part) return missing;
    return std::clamp(*part < 0 ? *part + size : *part, lowest, highest);
  };
  std::int64_t stop = bounded(parts[1], step > 0 ? highest : lowest);
  TupleSlice places;
  for (std::int64_t i = bounded(parts[0], step > 0 ? lowest : highest); step > 0 ? i < stop : i > stop; i += step) {
    places.push_back(i);
  }
  return places;
}

Type InstanceInference::tupleElementType(const ast::Subscript& expr, Type tuple) {
  if (const auto* slice = ast::as<ast::Slice>(expr.slice)) return tupleSliceType(*slice, tuple);
  infer(*expr.slice);
  std::optional<FoldedValue> folded = fold(*expr.slice);
  bool constant = folded && (folded->kind == TypeKind::Int || folded->kind == TypeKind::Bool);
  Type uniform = itemType(types(), tuple);
  if (!constant && uniform && isIntegral(instance_.type(*expr.slice))) return uniform;
  if (!constant) {
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
