// lib/sema/fold_constant.cpp
//
// Evaluates constant expressions as Python does, within 64 bits.
#include "lib/sema/fold_constant.h"

#include <cmath>
#include <compare>
#include <cstddef>
#include <optional>
#include <utility>

namespace pyompcc::sema {
namespace {

using Folded = std::optional<FoldedValue>;
using ast::BinaryOp;

constexpr int MaxDepth = 200;
// Constants made of constants can double at each line; what is bigger is not known at compile time.
constexpr std::size_t MaxSize = 1U << 16U;

std::size_t sizeOf(const FoldedValue& value) {
  std::size_t size = 1 + value.text.size();
  for (const FoldedValue& element : value.elements) size += sizeOf(element);
  return size;
}

bool isIntLike(const FoldedValue& value) { return value.kind == TypeKind::Int || value.kind == TypeKind::Bool; }
bool isRealValue(const FoldedValue& value) { return isIntLike(value) || value.kind == TypeKind::Float; }
double asDouble(const FoldedValue& value) {
  return value.kind == TypeKind::Float ? value.number : static_cast<double>(value.integer);
}

// Python rounds the quotient to minus infinity; the remainder has the sign of the divisor.
Folded floorDivide(std::int64_t left, std::int64_t right) {
  if (right == 0 || (right == -1 && left == INT64_MIN)) return std::nullopt;
  std::int64_t quotient = left / right;
  if (left % right != 0 && (left < 0) != (right < 0)) --quotient;
  return FoldedValue::ofInt(quotient);
}

Folded modulo(std::int64_t left, std::int64_t right) {
  if (right == 0) return std::nullopt;
  if (right == -1) return FoldedValue::ofInt(0);
  std::int64_t remainder = left % right;
  if (remainder != 0 && (remainder < 0) != (right < 0)) remainder += right;
  return FoldedValue::ofInt(remainder);
}

// At most 64 squarings: a base above 1 leaves 64 bits before that.
Folded power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) {
    if (base == 0) return std::nullopt;
    return FoldedValue::ofFloat(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
  }
  std::int64_t result = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return std::nullopt;
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) return std::nullopt;
  }
  return FoldedValue::ofInt(result);
}

Folded shiftLeft(std::int64_t value, std::int64_t count) {
  if (count < 0) return std::nullopt;
  if (value == 0) return FoldedValue::ofInt(0);
  if (count > 62) return std::nullopt;
  std::int64_t result = 0;
  if (__builtin_mul_overflow(value, std::int64_t{1} << count, &result)) return std::nullopt;
  return FoldedValue::ofInt(result);
}

Folded intBinary(BinaryOp op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  switch (op) {
  case BinaryOp::Add: return __builtin_add_overflow(left, right, &result) ? Folded() : FoldedValue::ofInt(result);
  case BinaryOp::Sub: return __builtin_sub_overflow(left, right, &result) ? Folded() : FoldedValue::ofInt(result);
  case BinaryOp::Mult: return __builtin_mul_overflow(left, right, &result) ? Folded() : FoldedValue::ofInt(result);
  case BinaryOp::Div: {
    // Beyond 53 bits Python divides exactly before it rounds; a quotient of rounded operands may differ.
    constexpr std::int64_t Exact = std::int64_t{1} << 53;
    if (right == 0 || left < -Exact || left > Exact || right < -Exact || right > Exact) return std::nullopt;
    return FoldedValue::ofFloat(static_cast<double>(left) / static_cast<double>(right));
  }
  case BinaryOp::FloorDiv: return floorDivide(left, right);
  case BinaryOp::Mod: return modulo(left, right);
  case BinaryOp::Pow: return power(left, right);
  case BinaryOp::LShift: return shiftLeft(left, right);
  case BinaryOp::RShift: return right < 0 ? Folded() : FoldedValue::ofInt(left >> (right > 63 ? 63 : right));
  case BinaryOp::BitAnd: return FoldedValue::ofInt(left & right);
  case BinaryOp::BitOr: return FoldedValue::ofInt(left | right);
  case BinaryOp::BitXor: return FoldedValue::ofInt(left ^ right);
  case BinaryOp::MatMult: return std::nullopt;
  }
  return std::nullopt;
}

Folded floatBinary(BinaryOp op, double left, double right) {
  switch (op) {
  case BinaryOp::Add: return FoldedValue::ofFloat(left + right);
  case BinaryOp::Sub: return FoldedValue::ofFloat(left - right);
  case BinaryOp::Mult: return FoldedValue::ofFloat(left * right);
  case BinaryOp::Div: return right == 0.0 ? Folded() : FoldedValue::ofFloat(left / right);
  case BinaryOp::Pow: {
    double result = std::pow(left, right);
    if (!std::isfinite(result) || !std::isfinite(left) || !std::isfinite(right)) return std::nullopt;
    return FoldedValue::ofFloat(result);
  }
  default: return std::nullopt;
  }
}

// Real numbers become complex first, as CPython has it.
Folded complexBinary(BinaryOp op, const FoldedValue& left, const FoldedValue& right) {
  auto is_number = [](const FoldedValue& value) { return value.kind == TypeKind::Complex || isRealValue(value); };
  if (!is_number(left) || !is_number(right)) return std::nullopt;
  auto real = [](const FoldedValue& value) { return value.kind == TypeKind::Complex ? value.number : asDouble(value); };
  double a = real(left);
  double b = left.imaginary;
  double c = real(right);
  double d = right.imaginary;
  switch (op) {
  case BinaryOp::Add: return FoldedValue::ofComplex(a + c, b + d);
  case BinaryOp::Sub: return FoldedValue::ofComplex(a - c, b - d);
  case BinaryOp::Mult: return FoldedValue::ofComplex(a * c - b * d, a * d + b * c);
  default: return std::nullopt;
  }
}

class ConstantFolder {
 public:
  explicit ConstantFolder(const ConstantLookup& lookup) : lookup_(lookup) {}

  Folded fold(const ast::Expr& expr, int depth) const {
    if (depth > MaxDepth) return std::nullopt;
    using ast::as;
    if (const auto* constant = as<ast::Constant>(&expr)) return literal(constant->value);
    if (as<ast::NameExpr>(&expr) || as<ast::Attribute>(&expr)) return lookup_(expr);
    if (const auto* unary = as<ast::UnaryOp>(&expr)) return foldUnary(*unary, depth);
    if (const auto* binary = as<ast::BinOp>(&expr)) return foldBinary(*binary, depth);
    if (const auto* compare = as<ast::Compare>(&expr)) return foldCompare(*compare, depth);
    if (const auto* both = as<ast::BoolOp>(&expr)) return foldLogical(*both, depth);
    if (const auto* choice = as<ast::IfExp>(&expr)) return foldChoice(*choice, depth);
    if (const auto* tuple = as<ast::Tuple>(&expr)) return foldTuple(*tuple, depth);
    if (const auto* subscript = as<ast::Subscript>(&expr)) return foldSubscript(*subscript, depth);
    if (const auto* joined = as<ast::JoinedStr>(&expr)) return foldJoined(*joined, depth);
    return std::nullopt;
  }

 private:
  static Folded literal(const ast::ConstantValue& value) {
    using Kind = ast::ConstantValue::Kind;
    switch (value.kind) {
    case Kind::None: return FoldedValue{TypeKind::None, 0, 0.0, {}, {}};
    case Kind::False: return FoldedValue::ofBool(false);
    case Kind::True: return FoldedValue::ofBool(true);
    case Kind::Int: return FoldedValue::ofInt(value.integer);
    case Kind::Float: return FoldedValue::ofFloat(value.number);
    case Kind::Imaginary: return FoldedValue::ofComplex(0.0, value.number);
    case Kind::Str: return FoldedValue{TypeKind::Str, 0, 0.0, std::string(value.text), {}};
    default: return std::nullopt;
    }
  }

  Folded foldUnary(const ast::UnaryOp& unary, int depth) const {
    Folded operand = fold(*unary.operand, depth + 1);
    if (operand && operand->kind == TypeKind::Complex) {
      if (unary.op == ast::UnaryOperator::UAdd) return operand;
      if (unary.op != ast::UnaryOperator::USub) return std::nullopt;
      return FoldedValue::ofComplex(-operand->number, -operand->imaginary);
    }
    if (!operand || !isRealValue(*operand)) return std::nullopt;
    bool is_float = operand->kind == TypeKind::Float;
    switch (unary.op) {
    case ast::UnaryOperator::UAdd: return is_float ? operand : FoldedValue::ofInt(operand->integer);
    case ast::UnaryOperator::USub:
      if (is_float) return FoldedValue::ofFloat(-operand->number);
      return operand->integer == INT64_MIN ? Folded() : FoldedValue::ofInt(-operand->integer);
    case ast::UnaryOperator::Invert: return is_float ? Folded() : FoldedValue::ofInt(~operand->integer);
    case ast::UnaryOperator::Not: return FoldedValue::ofBool(is_float ? operand->number == 0.0 : operand->integer == 0);
    }
    return std::nullopt;
  }

  Folded foldBinary(const ast::BinOp& binary, int depth) const {
    Folded left = fold(*binary.left, depth + 1);
    if (!left) return std::nullopt;
    Folded right = fold(*binary.right, depth + 1);
    if (!right) return std::nullopt;
    if (left->kind == TypeKind::Str && right->kind == TypeKind::Str && binary.op == BinaryOp::Add) {
      left->text += right->text;
      return left;
    }
    if (left->kind == TypeKind::Bool && right->kind == TypeKind::Bool &&
        (binary.op == BinaryOp::BitAnd || binary.op == BinaryOp::BitOr || binary.op == BinaryOp::BitXor)) {
      return FoldedValue::ofBool(intBinary(binary.op, left->integer, right->integer)->integer != 0);
    }
    if (left->kind == TypeKind::Complex || right->kind == TypeKind::Complex) {
      return complexBinary(binary.op, *left, *right);
    }
    if (isIntLike(*left) && isIntLike(*right)) return intBinary(binary.op, left->integer, right->integer);
    if (isRealValue(*left) && isRealValue(*right)) return floatBinary(binary.op, asDouble(*left), asDouble(*right));
    return std::nullopt;
  }

  // Ints with ints, texts with texts.
  Folded foldCompare(const ast::Compare& compare, int depth) const {
    Folded left = fold(*compare.left, depth + 1);
    for (std::size_t i = 0; left && i < compare.ops.size(); ++i) {
      Folded right = fold(*compare.comparators[i], depth + 1);
      if (!right) return std::nullopt;
      std::optional<std::strong_ordering> order;
      if (isIntLike(*left) && isIntLike(*right)) order = left->integer <=> right->integer;
      if (left->kind == TypeKind::Str && right->kind == TypeKind::Str) order = left->text <=> right->text;
      std::optional<bool> holds = order ? compared(compare.ops[i], *order) : std::nullopt;
      if (!holds) return std::nullopt;
      if (!*holds) return FoldedValue::ofBool(false);
      left = std::move(right);
    }
    return left ? FoldedValue::ofBool(true) : Folded();
  }

  static std::optional<bool> compared(ast::CompareOp op, std::strong_ordering order) {
    switch (op) {
    case ast::CompareOp::Eq: return order == 0;
    case ast::CompareOp::NotEq: return order != 0;
    case ast::CompareOp::Lt: return order < 0;
    case ast::CompareOp::LtE: return order <= 0;
    case ast::CompareOp::Gt: return order > 0;
    case ast::CompareOp::GtE: return order >= 0;
    default: return std::nullopt;
    }
  }

  static std::optional<bool> truth(const FoldedValue& value) {
    if (isIntLike(value)) return value.integer != 0;
    if (value.kind == TypeKind::Float) return value.number != 0.0;
    if (value.kind == TypeKind::Str) return !value.text.empty();
    return value.kind == TypeKind::None ? std::optional(false) : std::nullopt;
  }

  Folded foldLogical(const ast::BoolOp& both, int depth) const {
    Folded value;
    for (const ast::Expr* operand : both.values) {
      value = fold(*operand, depth + 1);
      std::optional<bool> holds = value ? truth(*value) : std::nullopt;
      if (!holds) return std::nullopt;
      if (*holds == (both.op == ast::BooleanOp::Or)) break;
    }
    return value;
  }

  Folded foldChoice(const ast::IfExp& choice, int depth) const {
    Folded test = fold(*choice.test, depth + 1);
    std::optional<bool> holds = test ? truth(*test) : std::nullopt;
    return holds ? fold(*holds ? *choice.body : *choice.orelse, depth + 1) : Folded();
  }

  Folded foldTuple(const ast::Tuple& tuple, int depth) const {
    FoldedValue result{TypeKind::Tuple, 0, 0.0, {}, {}};
    for (const ast::Expr* element : tuple.elts) {
      Folded value = fold(*element, depth + 1);
      if (!value) return std::nullopt;
      result.elements.push_back(std::move(*value));
    }
    return result;
  }

  Folded foldSubscript(const ast::Subscript& subscript, int depth) const {
    Folded tuple = fold(*subscript.value, depth + 1);
    if (!tuple || tuple->kind != TypeKind::Tuple) return std::nullopt;
    Folded index = fold(*subscript.slice, depth + 1);
    if (!index || !isIntLike(*index)) return std::nullopt;
    auto size = static_cast<std::int64_t>(tuple->elements.size());
    std::int64_t position = index->integer < 0 ? index->integer + size : index->integer;
    if (position < 0 || position >= size) return std::nullopt;
    return std::move(tuple->elements[static_cast<std::size_t>(position)]);
  }

  Folded foldJoined(const ast::JoinedStr& joined, int depth) const {
    FoldedValue result{TypeKind::Str, 0, 0.0, {}, {}};
    for (const ast::Expr* part : joined.values) {
      const ast::Expr* value_expr = part;
      if (const auto* formatted = ast::as<ast::FormattedValue>(part)) {
        if (formatted->format_spec || (formatted->conversion != -1 && formatted->conversion != 's'))
          return std::nullopt;
        value_expr = formatted->value;
      }
      Folded value = fold(*value_expr, depth + 1);
      std::optional<std::string> text = value ? textOf(*value) : std::nullopt;
      if (!text) return std::nullopt;
      result.text += *text;
    }
    return result;
  }

  const ConstantLookup& lookup_;
};

} // namespace

Folded foldConstant(const ast::Expr& expr, const ConstantLookup& lookup) {
  Folded value = ConstantFolder(lookup).fold(expr, 0);
  return value && sizeOf(*value) <= MaxSize ? std::move(value) : std::nullopt;
}

namespace {

__extension__ using Wide = __int128;

bool fits64(Wide value) { return value >= INT64_MIN && value <= INT64_MAX; }

/// Evaluates literals in 128 bits; `left` says whether a value on the way needed more than 64.
class WideFolder {
 public:
  bool left = false;

  std::optional<Wide> fold(const ast::Expr& expr, int depth = 0) {
    constexpr int MaxWideDepth = 40;
    if (depth > MaxWideDepth) return std::nullopt;
    std::optional<Wide> value;
    if (const auto* constant = ast::as<ast::Constant>(&expr)) {
      value = literal(constant->value);
    } else if (const auto* unary = ast::as<ast::UnaryOp>(&expr)) {
      std::optional<Wide> operand = fold(*unary->operand, depth + 1);
      if (operand && unary->op == ast::UnaryOperator::USub) value = -*operand;
      if (operand && unary->op == ast::UnaryOperator::UAdd) value = operand;
    } else if (const auto* binary = ast::as<ast::BinOp>(&expr)) {
      // The right side first: a long chain of operators leans to the left.
      std::optional<Wide> right = fold(*binary->right, depth + 1);
      std::optional<Wide> left_side = right ? fold(*binary->left, depth + 1) : std::nullopt;
      if (left_side) value = operation(binary->op, *left_side, *right);
    }
    left |= value && !fits64(*value);
    return value;
  }

 private:
  static std::optional<Wide> literal(const ast::ConstantValue& value) {
    if (value.kind == ast::ConstantValue::Kind::Int) return value.integer;
    constexpr std::size_t MostDigits = 36;
    if (value.kind != ast::ConstantValue::Kind::BigInt || value.text.size() > MostDigits) return std::nullopt;
    Wide result = 0;
    for (char digit : value.text) {
      if (digit < '0' || digit > '9') return std::nullopt;
      result = result * 10 + (digit - '0');
    }
    return result;
  }

  static std::optional<Wide> operation(BinaryOp op, Wide left_side, Wide right) {
    constexpr Wide MostSteps = 126;
    Wide result = 0;
    switch (op) {
    case BinaryOp::Add: return __builtin_add_overflow(left_side, right, &result) ? std::nullopt : std::optional(result);
    case BinaryOp::Sub: return __builtin_sub_overflow(left_side, right, &result) ? std::nullopt : std::optional(result);
    case BinaryOp::Mult:
      return __builtin_mul_overflow(left_side, right, &result) ? std::nullopt : std::optional(result);
    case BinaryOp::FloorDiv:
      if (right == 0) return std::nullopt;
      result = left_side / right;
      return left_side % right != 0 && (left_side < 0) != (right < 0) ? result - 1 : result;
    case BinaryOp::Mod:
      if (right == 0) return std::nullopt;
      result = left_side % right;
      return result != 0 && (result < 0) != (right < 0) ? result + right : result;
    case BinaryOp::BitAnd: return left_side & right;
    case BinaryOp::BitOr: return left_side | right;
    case BinaryOp::BitXor: return left_side ^ right;
    case BinaryOp::RShift: return right < 0 || right > MostSteps ? std::nullopt : std::optional(left_side >> right);
    case BinaryOp::LShift:
    case BinaryOp::Pow: {
      if (right < 0 || right > MostSteps) return std::nullopt;
      Wide base = op == BinaryOp::Pow ? left_side : 2;
      result = op == BinaryOp::Pow ? 1 : left_side;
      for (; right > 0; --right) {
        if (__builtin_mul_overflow(result, base, &result)) return std::nullopt;
      }
      return result;
    }
    default: return std::nullopt;
    }
  }
};

} // namespace

std::optional<std::int64_t> foldBeyond64(const ast::Expr& expr) {
  WideFolder folder;
  std::optional<Wide> value = folder.fold(expr);
  if (!value || !folder.left || !fits64(*value)) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

Type typeOf(const FoldedValue& value, TypeTable& types) {
  switch (value.kind) {
  case TypeKind::None: return types.none();
  case TypeKind::Bool: return types.boolean();
  case TypeKind::Int: return types.integer();
  case TypeKind::Float: return types.floating();
  case TypeKind::Complex: return types.complex();
  case TypeKind::Str: return types.str();
  case TypeKind::Tuple: {
    std::vector<Type> elements;
    for (const FoldedValue& element : value.elements) elements.push_back(typeOf(element, types));
    return types.tuple(elements);
  }
  default: return types.error();
  }
}

std::optional<std::string> textOf(const FoldedValue& value) {
  switch (value.kind) {
  case TypeKind::Bool: return value.integer != 0 ? "True" : "False";
  case TypeKind::Int: return std::to_string(value.integer);
  case TypeKind::Str: return value.text;
  default: return std::nullopt;
  }
}

} // namespace pyompcc::sema
