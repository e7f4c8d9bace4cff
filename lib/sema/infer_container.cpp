// lib/sema/infer_container.cpp
//
// Types of lists, dicts, sets, their elements, and comprehensions.
#include "lib/diag/rows/sema.h"
#include "lib/sema/instance_inference.h"

#include <array>

namespace pyompcc::sema {

// What all elements are; an int among floats is a float, as in a variable.
Type InstanceInference::joinElements(std::span<ast::Expr* const> elements) {
  Type joined = types().unknown();
  bool known = true;
  for (const ast::Expr* element : elements) {
    const auto* starred = ast::as<ast::Starred>(element);
    Type type = starred ? inferIterable(*starred->value) : infer(*element);
    if (type->kind == TypeKind::Error) return type;
    Type both = starred ? joinTypes(types(), joined, type) : widenTypes(types(), joined, type);
    if (!both) {
      say(*element, diag::ElementTypes, typeName(joined), typeName(type));
      return types().error();
    }
    joined = both;
    known &= type->kind != TypeKind::Unknown;
  }
  // [[0, 1], [0.5, 2]]
  for (const ast::Expr* element : elements) {
    if (element->kind == ast::NodeKind::Starred || !isContainer(instance_.type(*element))) continue;
    Type type = adapted(*element, instance_.type(*element), joined);
    if (joinTypes(types(), type, joined) == joined) continue;
    say(*element, diag::ElementTypes, typeName(joined), typeName(type));
    return types().error();
  }
  // What the others are may turn out to be too narrow.
  return known ? joined : types().unknown();
}

Type InstanceInference::inferList(const ast::List& list) {
  Type element = joinElements(list.elts);
  return element->kind == TypeKind::Error ? element : types().list(element);
}

Type InstanceInference::inferSet(const ast::Set& set) {
  Type element = joinElements(set.elts);
  if (element->kind == TypeKind::Error) return element;
  Type type = types().set(element);
  return checkKeys(set, type) ? type : types().error();
}

Type InstanceInference::inferDict(const ast::Dict& dict) {
  Type key = types().unknown();
  Type value = types().unknown();
  auto join_into = [&](Type& joined, Type type, const ast::Expr& place) {
    Type both = type->kind == TypeKind::Error ? type : joinTypes(types(), joined, type);
    if (!both) {
      say(place, diag::ElementTypes, typeName(joined), typeName(type));
      both = types().error();
    }
    joined = both;
  };
  for (std::size_t i = 0; i < dict.keys.size(); ++i) {
    // {**other}
    Type given = dict.keys[i] ? infer(*dict.keys[i]) : infer(*dict.values[i]);
    if (!dict.keys[i] && isSettled(given) && !isMapping(given)) {
      given = unsupported(*dict.values[i], "`**` before what is no dict", "give a dict");
    }
    bool merged = !dict.keys[i] && isMapping(given);
    join_into(key, merged ? given->elements[0] : given, dict.keys[i] ? *dict.keys[i] : *dict.values[i]);
    join_into(value, merged ? given->elements[1] : dict.keys[i] ? infer(*dict.values[i]) : given, *dict.values[i]);
    if (key->kind == TypeKind::Error || value->kind == TypeKind::Error) return types().error();
  }
  Type type = types().dict(key, value);
  return checkKeys(dict, type) ? type : types().error();
}

// The type of what a loop over the value gives.
Type InstanceInference::inferIterable(const ast::Expr& iterable) {
  Type type = infer(iterable);
  if (!isSettled(type)) return type;
  // What may be None is asked for when the loop begins.
  if (isOptional(type)) type = type->elements[0];
  if (Type made = iteratorOf(iterable, type)) return isSettled(made) ? itemType(types(), made) : made;
  if (Type item = itemType(types(), type)) return item;
  say(iterable, diag::IterationType, typeName(type));
  return types().error();
}

void InstanceInference::inferGenerators(std::span<ast::Comprehension*> generators) {
  for (const ast::Comprehension* generator : generators) {
    if (generator->is_async) unsupported(*generator, "`async`", "write an ordinary comprehension");
    inferTarget(*generator->target, inferIterable(*generator->iter));
    noteCounting(*generator->target, *generator->iter, true);
    for (const ast::Expr* condition : generator->ifs) inferTruth(*condition);
  }
}

Type InstanceInference::inferComprehension(const ast::Expr& expr) {
  auto made = [&](TypeKind kind, std::span<ast::Comprehension*> generators, const ast::Expr& first,
                  const ast::Expr* second) {
    inferGenerators(generators);
    std::vector<Type> elements{infer(first)};
    if (second) elements.push_back(infer(*second));
    for (Type element : elements) {
      if (element->kind == TypeKind::Error) return element;
    }
    Type type = types().container(kind, elements);
    return checkKeys(expr, type) ? type : types().error();
  };
  if (const auto* list = ast::as<ast::ListComp>(&expr)) {
    return made(TypeKind::List, list->generators, *list->elt, nullptr);
  }
  if (const auto* set = ast::as<ast::SetComp>(&expr)) {
    return made(TypeKind::Set, set->generators, *set->elt, nullptr);
  }
  if (const auto* dict = ast::as<ast::DictComp>(&expr)) {
    return made(TypeKind::Dict, dict->generators, *dict->key, dict->value);
  }
  const auto& generator = static_cast<const ast::GeneratorExp&>(expr);
  return made(TypeKind::Iterator, generator.generators, *generator.elt, nullptr);
}

Type InstanceInference::inferSlice(const ast::Slice& slice) {
  for (const ast::Expr* part : {slice.lower, slice.upper, slice.step}) {
    if (!part) continue;
    Type type = infer(*part);
    if (!isSettled(type)) return type;
    if (!isIntegral(type) && type->kind != TypeKind::None) {
      say(*part, diag::IndexType, typeName(type));
      return types().error();
    }
  }
  return types().slice();
}

// xs[i], d[k]; slices and texts are rows of the library.
Type InstanceInference::inferMutableElement(const ast::Subscript& expr, Type container) {
  Type index = infer(*expr.slice);
  if (!isSettled(index)) return index;
  if (isIndexed(container) && isIntegral(index)) return container->elements[0];
  if (isMapping(container)) {
    Type key = joinTypes(types(), container->elements[0], index);
    if (!key) {
      say(*expr.slice, diag::KeyType, typeName(container), typeName(index));
      return types().error();
    }
    if (key != container->elements[0])
      refine(*expr.value, types().container(container->kind, std::array{key, container->elements[1]}));
    return container->elements[1];
  }
  LibraryOperand operands[] = {{expr.value, container, {}}, {expr.slice, index, {}}};
  std::string dotted = methodOf(container, "__getitem__");
  if (auto result = inferLibrary(expr, dotted, operands)) return *result;
  if (isLibraryName(dotted) || isIndexed(container)) {
    say(*expr.slice, diag::IndexType, typeName(index));
  } else {
    say(expr, diag::SubscriptType, typeName(container));
  }
  return types().error();
}

void InstanceInference::inferMutableTarget(const ast::Subscript& target, Type container, Type value) {
  Type index = instance_.type(*target.slice);
  if (!index || !isSettled(index) || !isSettled(value)) return;
  bool element = isMapping(container) || (isIndexed(container) && isIntegral(index));
  if (!element) {
    LibraryOperand operands[] = {{target.value, container, {}}, {target.slice, index, {}}, {nullptr, value, {}}};
    if (inferLibrary(target, methodOf(container, "__setitem__"), operands)) return;
    say(target, diag::ElementType, typeName(value), typeName(container));
    return;
  }
  std::vector<Type> elements(container->elements.begin(), container->elements.end());
  Type joined = joinTypes(types(), elements.back(), value);
  if (isMapping(container)) elements.front() = joinTypes(types(), elements.front(), index);
  if (!joined || !elements.front()) {
    say(target, diag::ElementType, typeName(value), typeName(container));
    return;
  }
  elements.back() = joined;
  Type whole = types().container(container->kind, elements);
  if (!checkKeys(target, whole)) return;
  if (hasUnknown(container) || mode_ == Mode::Silent) {
    refine(*target.value, whole);
  } else if (whole != container) {
    say(target, diag::ElementType, typeName(value), typeName(container));
  }
}

void InstanceInference::inferElementDeletion(const ast::Subscript& target) {
  Type container = infer(*target.value);
  Type index = infer(*target.slice);
  if (!isSettled(container) || !isSettled(index)) return;
  if (callMethod(target, "__delitem__", present(container), {index})) return;
  LibraryOperand operands[] = {{target.value, container, {}}, {target.slice, index, {}}};
  if (inferLibrary(target, methodOf(container, "__delitem__"), operands)) return;
  unsupported(target, "`del` of this element", "give it another value");
}

// Tuples of one type are compared element by element; `in` compares with each element. Null where it is another matter.
Type InstanceInference::tupleComparison(const ast::Expr& place, ast::CompareOp op, Type left, Type right) {
  bool membership = op == ast::CompareOp::In || op == ast::CompareOp::NotIn;
  if (membership && right->kind == TypeKind::Tuple) {
    for (Type element : right->elements) {
      if (!isSettled(comparisonResult(place, ast::CompareOp::Eq, left, element))) return types().error();
    }
    return types().boolean();
  }
  bool compares = !methodName(op).empty() && !membership;
  static constexpr std::string_view Comparing[] = {"__eq__", "__lt__"};
  bool equality = op == ast::CompareOp::Eq || op == ast::CompareOp::NotEq;
  if (compares && left == right && !lendMethods(place, left, std::span(Comparing).first(equality ? 1 : 2))) {
    return types().error();
  }
  return compares && left == right ? types().boolean() : nullptr;
}

// a + b, a * 3: the number of elements has to be known. Null where it is another matter.
Type InstanceInference::tupleOperation(ast::BinaryOp op, Type left, Type right, const ast::Expr& right_expr) const {
  if (left->kind != TypeKind::Tuple) return nullptr;
  std::vector<Type> elements(left->elements.begin(), left->elements.end());
  if (op == ast::BinaryOp::Add && right->kind == TypeKind::Tuple) {
    elements.insert(elements.end(), right->elements.begin(), right->elements.end());
    return types().tuple(elements);
  }
  constexpr std::int64_t LongestTuple = 64;
  std::optional<FoldedValue> times = op == ast::BinaryOp::Mult ? fold(right_expr) : std::nullopt;
  if (!times || times->kind != TypeKind::Int || times->integer > LongestTuple) return nullptr;
  std::vector<Type> repeated;
  for (std::int64_t i = 0; i < times->integer; ++i) repeated.insert(repeated.end(), elements.begin(), elements.end());
  return types().tuple(repeated);
}

// Containers that nothing was ever put into.
void InstanceInference::reportUnknownElements() {
  if (context_.emitter.hasErrors()) return;
  for (std::size_t i = 0; i < function_.webs.size(); ++i) {
    Type type = instance_.web_types[i];
    std::string_view name = context_.names.text(function_.webs[i].name);
    if (type->kind == TypeKind::Unknown) {
      sayAt(function_.webs[i].first, diag::UnknownType, name);
    } else if (hasUnknown(type)) {
      sayAt(function_.webs[i].first, diag::ElementsUnknown, name, typeName(type));
    }
  }
  if (instance_.result->kind != TypeKind::Unknown && hasUnknown(instance_.result)) {
    sayAt(result_origin_.loc, diag::ResultElementsUnknown, context_.names.text(function_.name),
          typeName(instance_.result));
  }
}

} // namespace pyompcc::sema
