// lib/sema/type.cpp
//
// Interns types and spells them.
#include "lib/sema/type.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace pyompcc::sema {
namespace {

constexpr auto DTypes = std::to_array<DTypeFacts>({
#define DTYPE(Name, NumPyName, CppType, Class, Bits, Code) {NumPyName, CppType, DTypeClass::Class, Bits, Code},
#include "grammar/dtypes.def"
});

constexpr bool inOrderOfPromotion() {
  for (std::size_t i = 1; i < DTypes.size(); ++i) {
    if (DTypes[i - 1].type_class == DTypes[i].type_class && DTypes[i - 1].bits >= DTypes[i].bits) return false;
  }
  return true;
}
static_assert(inOrderOfPromotion(), "dtypes.def: within a class, wider types come later");

std::size_t hashOf(const TypeNode& node) {
  std::size_t hash = static_cast<std::size_t>(node.kind);
  auto mix = [&](std::size_t value) { hash = hash * 1099511628211U ^ value; };
  mix(static_cast<std::size_t>(node.dtype));
  mix(node.ndim);
  mix(node.function);
  mix(static_cast<std::size_t>(node.layout) * 2 + (node.read_only ? 1 : 0));
  mix(std::hash<const ObjectClass*>{}(node.object));
  for (Type element : node.elements) mix(std::hash<Type>{}(element));
  return hash;
}

std::string arrayName(const TypeNode& type) {
  std::string axes;
  for (int axis = 0; axis < type.ndim; ++axis) {
    bool unit = (type.layout == Layout::C && axis == type.ndim - 1) || (type.layout == Layout::Fortran && axis == 0);
    if (axis > 0) axes += ", ";
    axes += unit ? "::1" : ":";
  }
  return (type.read_only ? "readonly " : "") + std::string(facts(type.dtype).numpy_name) + "[" + axes + "]";
}

// `tuple[int, float]`; the elements of an empty list are not known: `list[?]`.
std::string containerName(std::string_view kind, const TypeNode& type) {
  std::string elements;
  for (Type element : type.elements) {
    if (!elements.empty()) elements += ", ";
    elements += element->kind == TypeKind::Unknown ? std::string("?") : typeName(element);
  }
  return std::string(kind) + "[" + (elements.empty() ? std::string("()") : elements) + "]";
}

} // namespace

bool ObjectClass::hasOwn(std::string_view method) const {
  return std::ranges::find(own_methods, method) != own_methods.end();
}

const DTypeFacts& facts(DType dtype) { return DTypes[static_cast<std::size_t>(dtype)]; }

TypeTable::TypeTable() {
  auto simple = [this](TypeKind kind) {
    TypeNode node;
    node.kind = kind;
    return intern(std::move(node));
  };
  error_ = simple(TypeKind::Error);
  unknown_ = simple(TypeKind::Unknown);
  none_ = simple(TypeKind::None);
  bool_ = simple(TypeKind::Bool);
  int_ = simple(TypeKind::Int);
  float_ = simple(TypeKind::Float);
  complex_ = simple(TypeKind::Complex);
  str_ = simple(TypeKind::Str);
  range_ = simple(TypeKind::Range);
  bytes_ = simple(TypeKind::Bytes);
  slice_ = simple(TypeKind::Slice);
  lock_ = simple(TypeKind::Lock);
  nest_lock_ = simple(TypeKind::NestLock);
  exception_ = simple(TypeKind::Exception);
  TypeNode special;
  special.kind = TypeKind::Exception;
  special.own_text = true;
  special_exception_ = intern(std::move(special));
}

Type TypeTable::intern(TypeNode node) {
  std::size_t hash = hashOf(node);
  auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (*it->second == node) return it->second;
  }
  nodes_.push_back(std::make_unique<TypeNode>(std::move(node)));
  Type type = nodes_.back().get();
  by_hash_.emplace(hash, type);
  return type;
}

Type TypeTable::scalar(DType dtype) {
  TypeNode node;
  node.kind = TypeKind::Scalar;
  node.dtype = dtype;
  return intern(std::move(node));
}

Type TypeTable::array(DType dtype, int ndim, Layout layout, bool read_only) {
  TypeNode node;
  node.kind = TypeKind::Array;
  node.dtype = dtype;
  node.ndim = static_cast<std::uint8_t>(ndim);
  // One axis with unit stride is C order and Fortran order; it has one type.
  node.layout = ndim == 1 && layout == Layout::Fortran ? Layout::C : layout;
  node.read_only = read_only;
  return intern(std::move(node));
}

Type TypeTable::tuple(std::span<const Type> elements) { return container(TypeKind::Tuple, elements); }

Type TypeTable::namedTuple(const NamedTuple& named, std::span<const Type> elements) {
  TypeNode node;
  node.kind = TypeKind::Tuple;
  node.elements.assign(elements.begin(), elements.end());
  node.named = &named;
  return intern(std::move(node));
}

Type TypeTable::tupleNamed(std::string_view name) const {
  auto found = tuple_of_name_.find(std::string(name));
  return found == tuple_of_name_.end() ? nullptr : found->second;
}

Type TypeTable::container(TypeKind kind, std::span<const Type> elements) {
  if (kind == TypeKind::Optional) return optional(elements[0]);
  TypeNode node;
  node.kind = kind;
  node.elements.assign(elements.begin(), elements.end());
  return intern(std::move(node));
}

Type TypeTable::generator(Type item, Type sent, Type returned, std::uint32_t taker) {
  TypeNode node;
  node.kind = TypeKind::Generator;
  node.function = taker;
  node.elements = {item, sent, returned};
  return intern(std::move(node));
}

Type TypeTable::optional(Type value) {
  if (value->kind == TypeKind::Optional || value->kind == TypeKind::None) return value;
  TypeNode node;
  node.kind = TypeKind::Optional;
  node.elements.push_back(value);
  return intern(std::move(node));
}

Type TypeTable::function(std::uint32_t function, std::span<const Type> captured) {
  TypeNode node;
  node.kind = TypeKind::Function;
  node.function = function;
  node.elements.assign(captured.begin(), captured.end());
  return intern(std::move(node));
}

Type TypeTable::builtinFunction(std::uint32_t builtin) {
  TypeNode node;
  node.kind = TypeKind::Function;
  node.function = builtin;
  node.is_builtin = true;
  return intern(std::move(node));
}

Type TypeTable::object(ObjectClass& object_class) {
  TypeNode node;
  node.kind = TypeKind::Object;
  node.object = &object_class;
  Type type = intern(std::move(node));
  auto [known, is_new] = object_of_name_.try_emplace(object_class.name, type);
  if (!is_new && known->second != type) known->second = nullptr;
  return type;
}

Type TypeTable::classObject(ObjectClass& object_class) {
  TypeNode node;
  node.kind = TypeKind::Function;
  node.object = &object_class;
  return intern(std::move(node));
}

Type TypeTable::objectNamed(std::string_view name) const {
  auto found = object_of_name_.find(std::string(name));
  return found == object_of_name_.end() ? nullptr : found->second;
}

Type TypeTable::cell(Type value) {
  TypeNode node;
  node.kind = TypeKind::Cell;
  node.elements.push_back(value);
  return intern(std::move(node));
}

std::string typeName(Type type) {
  switch (type->kind) {
  case TypeKind::Error: return "<error>";
  case TypeKind::Unknown: return "<unknown>";
  case TypeKind::None: return "None";
  case TypeKind::Bool: return "bool";
  case TypeKind::Int: return "int";
  case TypeKind::Float: return "float";
  case TypeKind::Complex: return "complex";
  case TypeKind::Scalar:
    // NumPy's boolean under its older name, which Python's cannot be mistaken for.
    return type->dtype == DType::Bool ? "bool_" : std::string(facts(type->dtype).numpy_name);
  case TypeKind::Str: return "str";
  case TypeKind::Range: return "range";
  case TypeKind::Bytes: return "bytes";
  case TypeKind::Slice: return "slice";
  case TypeKind::Lock: return "omp_lock_t";
  case TypeKind::NestLock: return "omp_nest_lock_t";
  case TypeKind::Tuple: return type->named ? type->named->name : containerName("tuple", *type);
  case TypeKind::List: return containerName("list", *type);
  case TypeKind::Dict: return containerName("dict", *type);
  case TypeKind::Set: return containerName("set", *type);
  case TypeKind::FrozenSet: return containerName("frozenset", *type);
  case TypeKind::Deque: return containerName("deque", *type);
  case TypeKind::DefaultDict: return containerName("defaultdict", *type);
  case TypeKind::Counter: {
    Type key = type->elements[0];
    return "Counter[" + (key->kind == TypeKind::Unknown ? std::string("?") : typeName(key)) + "]";
  }
  case TypeKind::Sequence: {
    Type element = type->elements[0];
    return "tuple[" + (element->kind == TypeKind::Unknown ? std::string("?") : typeName(element)) + ", ...]";
  }
  case TypeKind::KeysView: return containerName("dict_keys", *type);
  case TypeKind::ValuesView: return containerName("dict_values", *type);
  case TypeKind::ItemsView: return containerName("dict_items", *type);
  case TypeKind::Iterator: return containerName("iterator", *type);
  case TypeKind::Generator: {
    bool plain = type->elements[1]->kind == TypeKind::None && type->elements[2]->kind == TypeKind::None;
    return plain ? "generator[" + typeName(type->elements[0]) + "]" : containerName("generator", *type);
  }
  case TypeKind::Exception: return "exception";
  case TypeKind::Object: return type->object->name;
  case TypeKind::Array: return arrayName(*type);
  case TypeKind::Optional: return typeName(type->elements[0]) + " | None";
  case TypeKind::Function: return "function";
  case TypeKind::Cell: return "shared " + typeName(type->elements[0]);
  }
  return {};
}

bool canBeOptional(Type type) {
  switch (type->kind) {
  case TypeKind::Array:
  case TypeKind::Function:
  case TypeKind::Cell:
  case TypeKind::Exception:
  case TypeKind::Generator:
  case TypeKind::Iterator:
  case TypeKind::Lock:
  case TypeKind::NestLock:
  case TypeKind::Range:
  case TypeKind::Slice: return false;
  case TypeKind::Tuple: return std::ranges::all_of(type->elements, canBeOptional);
  default: return true;
  }
}

bool holdsAny(Type type, const std::function<bool(Type)>& predicate) {
  // Objects may hold themselves.
  std::vector<Type> seen;
  std::function<bool(Type)> look = [&](Type part) {
    if (predicate(part)) return true;
    if (std::ranges::any_of(part->elements, look)) return true;
    if (part->kind != TypeKind::Object || std::ranges::find(seen, part) != seen.end()) return false;
    seen.push_back(part);
    return std::ranges::any_of(part->object->fields,
                               [&](const ObjectField& field) { return field.type && look(field.type); });
  };
  return look(type);
}

bool isPlainFunction(Type type) {
  return type->kind == TypeKind::Function && std::ranges::all_of(type->elements, isPlainFunction);
}

bool isContainer(Type type) {
  return isMutable(type) || type->kind == TypeKind::FrozenSet || type->kind == TypeKind::Sequence;
}

bool isMutable(Type type) { return isMapping(type) || isIndexed(type) || type->kind == TypeKind::Set; }

bool isMapping(Type type) {
  return type->kind == TypeKind::Dict || type->kind == TypeKind::DefaultDict || type->kind == TypeKind::Counter;
}

bool isView(Type type) {
  return type->kind == TypeKind::KeysView || type->kind == TypeKind::ValuesView || type->kind == TypeKind::ItemsView;
}

bool isIndexed(Type type) { return type->kind == TypeKind::List || type->kind == TypeKind::Deque; }

bool isHashable(Type type) {
  switch (type->kind) {
  case TypeKind::Tuple:
  case TypeKind::Sequence:
  case TypeKind::Optional: return std::ranges::all_of(type->elements, isHashable);
  case TypeKind::Unknown:
  case TypeKind::None:
  case TypeKind::Str:
  case TypeKind::Bytes:
  case TypeKind::FrozenSet: return true;
  case TypeKind::Object:
    return type->object->is_key || (type->object->hasOwn("__eq__") && type->object->hasOwn("__hash__"));
  default: return isNumber(type);
  }
}

bool isOrdered(Type type) {
  switch (type->kind) {
  case TypeKind::Tuple:
  case TypeKind::Sequence:
  case TypeKind::List: return std::ranges::all_of(type->elements, isOrdered);
  case TypeKind::Object: return type->object->orders_fields || type->object->hasOwn("__lt__");
  case TypeKind::Unknown:
  case TypeKind::Str:
  case TypeKind::Bytes: return true;
  default: return isNumber(type) && type->kind != TypeKind::Complex && !hasClass(type, DTypeClass::Complex);
  }
}

bool hasUnknown(Type type) {
  return type->kind == TypeKind::Unknown || std::ranges::any_of(type->elements, hasUnknown);
}

Type itemType(TypeTable& types, Type type) {
  switch (type->kind) {
  case TypeKind::Range:
  case TypeKind::Bytes: return types.integer();
  case TypeKind::Str: return types.str();
  case TypeKind::List:
  case TypeKind::Dict:
  case TypeKind::Set:
  case TypeKind::FrozenSet:
  case TypeKind::Deque:
  case TypeKind::DefaultDict:
  case TypeKind::Counter:
  case TypeKind::Sequence:
  case TypeKind::KeysView:
  case TypeKind::Generator:
  case TypeKind::Iterator: return type->elements[0];
  case TypeKind::ValuesView: return type->elements[1];
  case TypeKind::ItemsView: return types.tuple(type->elements);
  case TypeKind::Tuple: {
    bool uniform = !type->elements.empty() &&
                   std::ranges::all_of(type->elements, [&](Type element) { return element == type->elements[0]; });
    return uniform ? type->elements[0] : nullptr;
  }
  case TypeKind::Array: {
    if (type->ndim == 1) return types.scalar(type->dtype);
    Layout layout = type->layout == Layout::C ? Layout::C : Layout::Strided;
    return types.array(type->dtype, type->ndim - 1, layout, type->read_only);
  }
  default: return nullptr;
  }
}

bool isNumber(Type type) {
  switch (type->kind) {
  case TypeKind::Bool:
  case TypeKind::Int:
  case TypeKind::Float:
  case TypeKind::Complex:
  case TypeKind::Scalar: return true;
  default: return false;
  }
}

bool isComplex(Type type) {
  return type->kind == TypeKind::Complex ||
         (type->kind == TypeKind::Scalar && facts(type->dtype).type_class == DTypeClass::Complex);
}

bool isIntegral(Type type) {
  if (type->kind == TypeKind::Bool || type->kind == TypeKind::Int) return true;
  return type->kind == TypeKind::Scalar && facts(type->dtype).type_class <= DTypeClass::Unsigned;
}

bool isReal(Type type) {
  return type->kind == TypeKind::Float ||
         (type->kind == TypeKind::Scalar && facts(type->dtype).type_class == DTypeClass::Real);
}

bool hasClass(Type type, DTypeClass type_class) {
  return (type->kind == TypeKind::Scalar || type->kind == TypeKind::Array) &&
         facts(type->dtype).type_class == type_class;
}

} // namespace pyompcc::sema
