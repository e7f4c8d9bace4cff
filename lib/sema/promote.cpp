// lib/sema/promote.cpp
//
// Promotion by NumPy 2's rules: Python numbers are weak, they take the width of the NumPy operand.
#include "lib/sema/promote.h"

#include "lib/support/check.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pyompcc::sema {
namespace {

using ast::BinaryOp;

struct DTypeShape {
  DTypeClass type_class;
  int bits;
};

constexpr DTypeShape shapeOf(DType dtype) {
  constexpr DTypeShape Shapes[] = {
#define DTYPE(Name, NumPyName, CppType, Class, Bits, Code) {DTypeClass::Class, Bits},
#include "grammar/dtypes.def"
  };
  return Shapes[static_cast<std::size_t>(dtype)];
}

constexpr DType realOfBits(int bits) { return bits <= 32 ? DType::Float32 : DType::Float64; }
constexpr DType complexOfBits(int bits) { return bits <= 64 ? DType::Complex64 : DType::Complex128; }
constexpr DType signedOfBits(int bits) {
  return bits <= 8 ? DType::Int8 : bits <= 16 ? DType::Int16 : bits <= 32 ? DType::Int32 : DType::Int64;
}

constexpr bool isInteger(DTypeClass type_class) {
  return type_class == DTypeClass::Signed || type_class == DTypeClass::Unsigned;
}

// The bits of the real type that an operand needs: integers of up to 16 bits fit a float32 (there is no float16 here).
constexpr int realBits(DTypeShape shape) {
  if (shape.type_class == DTypeClass::Boolean) return 32;
  if (isInteger(shape.type_class)) return shape.bits <= 16 ? 32 : 64;
  return shape.type_class == DTypeClass::Complex ? shape.bits / 2 : shape.bits;
}

constexpr DType promoteDTypes(DType left, DType right) {
  if (left == right) return left;
  DTypeShape a = shapeOf(left);
  DTypeShape b = shapeOf(right);
  if (a.type_class == DTypeClass::Boolean) return right;
  if (b.type_class == DTypeClass::Boolean) return left;
  if (a.type_class == DTypeClass::Complex || b.type_class == DTypeClass::Complex) {
    return complexOfBits(2 * std::max(realBits(a), realBits(b)));
  }
  if (a.type_class == DTypeClass::Real || b.type_class == DTypeClass::Real) {
    return realOfBits(std::max(realBits(a), realBits(b)));
  }
  if (a.type_class == b.type_class) return a.bits > b.bits ? left : right;
  int signed_bits = a.type_class == DTypeClass::Signed ? a.bits : b.bits;
  int unsigned_bits = a.type_class == DTypeClass::Signed ? b.bits : a.bits;
  if (signed_bits > unsigned_bits) return signedOfBits(signed_bits);
  return unsigned_bits == 64 ? DType::Float64 : signedOfBits(2 * unsigned_bits);
}

constexpr bool isCommutative() {
  constexpr DType Last = DType::Complex128;
  for (int a = 0; a <= static_cast<int>(Last); ++a) {
    for (int b = 0; b <= static_cast<int>(Last); ++b) {
      if (promoteDTypes(static_cast<DType>(a), static_cast<DType>(b)) !=
          promoteDTypes(static_cast<DType>(b), static_cast<DType>(a))) {
        return false;
      }
    }
  }
  return true;
}
static_assert(isCommutative(), "the order of operands does not change the promoted dtype");
static_assert(promoteDTypes(DType::UInt64, DType::Int8) == DType::Float64);
static_assert(promoteDTypes(DType::Int32, DType::UInt32) == DType::Int64);
static_assert(promoteDTypes(DType::Int16, DType::Float32) == DType::Float32);
static_assert(promoteDTypes(DType::Int32, DType::Float32) == DType::Float64);
static_assert(promoteDTypes(DType::Complex64, DType::Float64) == DType::Complex128);

bool isBitwise(BinaryOp op) {
  return op == BinaryOp::BitAnd || op == BinaryOp::BitOr || op == BinaryOp::BitXor || op == BinaryOp::LShift ||
         op == BinaryOp::RShift;
}
bool isShift(BinaryOp op) { return op == BinaryOp::LShift || op == BinaryOp::RShift; }

// The dtype that a weak Python number takes beside a NumPy scalar (NEP 50, table 1).
DType weakDType(TypeKind python, DType other) {
  DTypeShape shape = shapeOf(other);
  switch (python) {
  case TypeKind::Bool: return shape.type_class == DTypeClass::Boolean ? DType::Bool : other;
  case TypeKind::Int: return shape.type_class == DTypeClass::Boolean ? DType::Int64 : other;
  case TypeKind::Float: return shape.type_class >= DTypeClass::Real ? other : DType::Float64;
  default:
    if (shape.type_class == DTypeClass::Complex) return other;
    return other == DType::Float32 ? DType::Complex64 : DType::Complex128;
  }
}

// The dtype of both operands after promotion, at least one being NumPy's.
DType commonDType(Type left, Type right) {
  if (left->kind != TypeKind::Scalar) return weakDType(left->kind, right->dtype);
  if (right->kind != TypeKind::Scalar) return weakDType(right->kind, left->dtype);
  return promote(left->dtype, right->dtype);
}

Type numpyBinaryType(TypeTable& types, BinaryOp op, DType common) {
  DTypeClass type_class = shapeOf(common).type_class;
  bool boolean = type_class == DTypeClass::Boolean;
  if (isBitwise(op)) {
    if (type_class > DTypeClass::Unsigned) return nullptr;
    return types.scalar(boolean && isShift(op) ? DType::Int8 : common);
  }
  switch (op) {
  case BinaryOp::Div: return types.scalar(type_class >= DTypeClass::Real ? common : DType::Float64);
  case BinaryOp::Sub: return boolean ? nullptr : types.scalar(common);
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod:
    if (type_class == DTypeClass::Complex) return nullptr;
    return types.scalar(boolean ? DType::Int8 : common);
  case BinaryOp::Pow: return types.scalar(boolean ? DType::Int8 : common);
  default: return types.scalar(common);
  }
}

Type pythonBinaryType(TypeTable& types, BinaryOp op, Type left, Type right) {
  TypeKind widest = std::max(left->kind, right->kind);
  if (isBitwise(op)) {
    if (widest > TypeKind::Int) return nullptr;
    return widest == TypeKind::Bool && !isShift(op) ? types.boolean() : types.integer();
  }
  if (widest == TypeKind::Complex) {
    return op == BinaryOp::FloorDiv || op == BinaryOp::Mod ? nullptr : types.complex();
  }
  if (widest == TypeKind::Float || op == BinaryOp::Div) return types.floating();
  return types.integer();
}
static_assert(TypeKind::Bool < TypeKind::Int && TypeKind::Int < TypeKind::Float && TypeKind::Float < TypeKind::Complex,
              "Python's numeric kinds are in the order of widening");

// Texts are joined, and repeated by ints on either side.
Type textBinaryType(BinaryOp op, Type left, Type right) {
  if (op == BinaryOp::Add) return left == right ? left : nullptr;
  if (op != BinaryOp::Mult) return nullptr;
  if (isText(left)) return isIntegral(right) ? left : nullptr;
  return isIntegral(left) ? right : nullptr;
}

// Values of a Python number that share a variable with values of a NumPy scalar take its type, as weak operands do.
Type joinWithScalar(TypeTable& types, Type python, Type scalar) {
  DTypeClass type_class = facts(scalar->dtype).type_class;
  switch (python->kind) {
  case TypeKind::Bool: return type_class == DTypeClass::Boolean ? scalar : nullptr;
  case TypeKind::Int: return type_class == DTypeClass::Boolean ? nullptr : scalar;
  case TypeKind::Float:
    if (type_class == DTypeClass::Boolean) return nullptr;
    return types.scalar(weakDType(TypeKind::Float, scalar->dtype));
  case TypeKind::Complex:
    return type_class == DTypeClass::Complex ? types.scalar(weakDType(TypeKind::Complex, scalar->dtype)) : nullptr;
  default: return nullptr;
  }
}

Type joinScalars(TypeTable& types, Type left, Type right) {
  DTypeClass a = facts(left->dtype).type_class;
  DTypeClass b = facts(right->dtype).type_class;
  auto is_real_number = [](DTypeClass type_class) {
    return type_class != DTypeClass::Boolean && type_class != DTypeClass::Complex;
  };
  if (a != b && !(is_real_number(a) && is_real_number(b))) return nullptr;
  DType common = promote(left->dtype, right->dtype);
  // int64 and uint64: a float64 would lose digits of both.
  if (isInteger(a) && isInteger(b) && !isInteger(facts(common).type_class)) return nullptr;
  return types.scalar(common);
}

Type joinArrays(TypeTable& types, Type left, Type right) {
  if (left->dtype != right->dtype || left->ndim != right->ndim) return nullptr;
  Layout layout = left->layout == right->layout ? left->layout : Layout::Strided;
  return types.array(left->dtype, left->ndim, layout, left->read_only || right->read_only);
}

// Tuples of different lengths whose elements are of one type are tuples of that type and of any length.
Type joinSequences(TypeTable& types, Type left, Type right) {
  Type element = types.unknown();
  for (Type side : {left, right}) {
    for (Type each : side->elements) {
      if (element->kind != TypeKind::Unknown && each != element && !hasUnknown(each)) return nullptr;
      if (element->kind == TypeKind::Unknown) element = each;
    }
  }
  return types.container(TypeKind::Sequence, std::array{element});
}

Type joinTuples(TypeTable& types, Type left, Type right) {
  if (left->elements.size() != right->elements.size()) return joinSequences(types, left, right);
  std::vector<Type> elements;
  for (std::size_t i = 0; i < left->elements.size(); ++i) {
    Type element = joinTypes(types, left->elements[i], right->elements[i]);
    if (!element) return nullptr;
    elements.push_back(element);
  }
  return left->named ? types.namedTuple(*left->named, elements) : types.tuple(elements);
}

// What is known of the elements of both: `list[?]` and `list[int]` are `list[int]`. A container that several variables
// share has one type, so its elements are not converted.
Type mergeUnknown(TypeTable& types, Type left, Type right) {
  if (left == right || right->kind == TypeKind::Unknown) return left;
  if (left->kind == TypeKind::Unknown) return right;
  if (left->kind != right->kind || left->elements.size() != right->elements.size()) return nullptr;
  if (left->named != right->named) return nullptr;
  bool holds_values =
      isContainer(left) || isView(left) || left->kind == TypeKind::Tuple || left->kind == TypeKind::Iterator;
  if (!holds_values || (!hasUnknown(left) && !hasUnknown(right))) return nullptr;
  std::vector<Type> elements;
  for (std::size_t i = 0; i < left->elements.size(); ++i) {
    Type element = mergeUnknown(types, left->elements[i], right->elements[i]);
    if (!element) return nullptr;
    elements.push_back(element);
  }
  if (left->named) return types.namedTuple(*left->named, elements);
  return types.container(left->kind, elements);
}

Type joinOptional(TypeTable& types, Type left, Type right) {
  auto value_of = [](Type type) { return type->kind == TypeKind::Optional ? type->elements[0] : type; };
  if (left->kind == TypeKind::None) return types.optional(right);
  if (right->kind == TypeKind::None) return types.optional(left);
  Type value = joinTypes(types, value_of(left), value_of(right));
  return value ? types.optional(value) : nullptr;
}

} // namespace

DType promote(DType left, DType right) { return promoteDTypes(left, right); }

std::optional<DType> dtypeOfNumber(Type type) {
  switch (type->kind) {
  case TypeKind::Bool: return DType::Bool;
  case TypeKind::Int: return DType::Int64;
  case TypeKind::Float: return DType::Float64;
  case TypeKind::Complex: return DType::Complex128;
  case TypeKind::Scalar: return type->dtype;
  default: return std::nullopt;
  }
}

std::optional<DType> dtypeOfFloatFunction(Type type) {
  if (type->kind == TypeKind::Bool) return std::nullopt;
  if (type->kind != TypeKind::Scalar) return DType::Float64;
  switch (type->dtype) {
  case DType::Bool:
  case DType::Int8:
  case DType::UInt8: return std::nullopt;
  case DType::Int16:
  case DType::UInt16:
  case DType::Float32: return DType::Float32;
  default: return DType::Float64;
  }
}

Type binaryType(TypeTable& types, ast::BinaryOp op, Type left, Type right) {
  if (isText(left) || isText(right)) return textBinaryType(op, left, right);
  if (!isNumber(left) || !isNumber(right) || op == BinaryOp::MatMult) return nullptr;
  if (left->kind != TypeKind::Scalar && right->kind != TypeKind::Scalar) {
    return pythonBinaryType(types, op, left, right);
  }
  return numpyBinaryType(types, op, commonDType(left, right));
}

Type unaryType(TypeTable& types, ast::UnaryOperator op, Type operand) {
  if (op == ast::UnaryOperator::Not) return types.boolean();
  if (!isNumber(operand)) return nullptr;
  bool numpy = operand->kind == TypeKind::Scalar;
  if (op == ast::UnaryOperator::Invert) {
    if (!isIntegral(operand)) return nullptr;
    return numpy ? operand : types.integer();
  }
  if (operand->kind == TypeKind::Bool) return types.integer();
  return numpy && operand->dtype == DType::Bool ? nullptr : operand;
}

Type compareType(TypeTable& types, Type left, Type right) {
  bool numpy = left->kind == TypeKind::Scalar || right->kind == TypeKind::Scalar;
  return numpy ? types.scalar(DType::Bool) : types.boolean();
}

namespace {

// Generators of one function. What differs is what later walks have found out; at the end they have one type.
Type joinGenerators(TypeTable& types, Type left, Type right) {
  if (left->function != right->function) return nullptr;
  std::array<Type, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool same = left->elements[i] == right->elements[i];
    bool known = !hasUnknown(left->elements[i]) && !hasUnknown(right->elements[i]);
    if (!same && known && left->function == 0) return nullptr;
    parts[i] = joinTypes(types, left->elements[i], right->elements[i]);
    if (!parts[i]) return nullptr;
  }
  // Nothing sent yet is no value.
  for (Type side : {left, right}) {
    if (side->elements[1]->kind != TypeKind::None) parts[1] = side->elements[1];
  }
  return types.generator(parts[0], parts[1], parts[2], left->function);
}

} // namespace

Type joinTypes(TypeTable& types, Type left, Type right) {
  if (left == right) return left;
  if (left->kind == TypeKind::Error || right->kind == TypeKind::Error) return types.error();
  if (left->kind == TypeKind::Unknown) return right;
  if (right->kind == TypeKind::Unknown) return left;
  auto may_be_none = [](Type type) { return type->kind == TypeKind::None || type->kind == TypeKind::Optional; };
  if (may_be_none(left) || may_be_none(right)) return joinOptional(types, left, right);
  if (isNumber(left) && isNumber(right)) {
    bool left_numpy = left->kind == TypeKind::Scalar;
    bool right_numpy = right->kind == TypeKind::Scalar;
    if (left_numpy && right_numpy) return joinScalars(types, left, right);
    if (left_numpy) return joinWithScalar(types, right, left);
    if (right_numpy) return joinWithScalar(types, left, right);
    if (left->kind == TypeKind::Bool || right->kind == TypeKind::Bool) return nullptr;
    return std::max(left->kind, right->kind) == TypeKind::Float ? types.floating() : types.complex();
  }
  if (left->kind == TypeKind::Array && right->kind == TypeKind::Array) return joinArrays(types, left, right);
  if (left->named != right->named) return nullptr;
  if (left->kind == TypeKind::Tuple && right->kind == TypeKind::Tuple) return joinTuples(types, left, right);
  auto is_tuple = [](Type type) { return type->kind == TypeKind::Tuple || type->kind == TypeKind::Sequence; };
  if (is_tuple(left) && is_tuple(right) && left->kind != right->kind) return joinSequences(types, left, right);
  if (left->kind == TypeKind::Cell && right->kind == TypeKind::Cell) {
    Type value = joinTypes(types, left->elements[0], right->elements[0]);
    return value && value->kind != TypeKind::Optional ? types.cell(value) : nullptr;
  }
  if (left->kind == TypeKind::Generator && right->kind == TypeKind::Generator) {
    return joinGenerators(types, left, right);
  }
  return mergeUnknown(types, left, right);
}

Type widenTypes(TypeTable& types, Type left, Type right) {
  PYOMPCC_CHECK(left && right, "a type is missing");
  if (Type joined = joinTypes(types, left, right)) return joined;
  if (left->kind != right->kind || !isContainer(left) || left->elements.size() != right->elements.size())
    return nullptr;
  std::vector<Type> elements;
  for (std::size_t i = 0; i < left->elements.size(); ++i) {
    Type element = widenTypes(types, left->elements[i], right->elements[i]);
    if (!element || (element->kind == TypeKind::Optional && !canBeOptional(element->elements[0]))) return nullptr;
    elements.push_back(element);
  }
  return types.container(left->kind, elements);
}

} // namespace pyompcc::sema
