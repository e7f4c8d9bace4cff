// lib/sema/infer_operator.cpp
//
// Types of arithmetic, boolean operations and comparisons.
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <vector>

namespace pyompcc::sema {

// A sum of a hundred thousand terms leans to the left, so its spine is walked in a loop.
Type InstanceInference::inferBinOp(const ast::BinOp& expr, bool float_use) {
  if (foldBeyond64(expr)) return inferFolded(expr);
  std::vector<const ast::BinOp*> spine{&expr};
  while (const auto* left = ast::as<ast::BinOp>(spine.back()->left)) {
    if (foldBeyond64(*left)) break;
    spine.push_back(left);
  }
  std::ranges::reverse(spine);
  std::vector<Type> rights(spine.size(), nullptr);
  Type left = infer(*spine.front()->left);
  for (std::size_t i = 0; i < spine.size(); ++i) {
    const ast::BinOp& node = *spine[i];
    if (!rights[i]) rights[i] = inferOperand(*node.right, node.op == ast::BinaryOp::Div || isReal(left));
    bool used_as_float = float_use;
    if (i + 1 < spine.size()) {
      const ast::BinOp& user = *spine[i + 1];
      used_as_float = user.op == ast::BinaryOp::Div;
      if (node.op == ast::BinaryOp::Pow && user.op != ast::BinaryOp::Pow) {
        // Whether the power is used as a float depends on what it is used with.
        rights[i + 1] = inferOperand(*user.right, used_as_float);
        used_as_float |= isReal(rights[i + 1]);
      }
    }
    // [0] + [0.5] * n
    if (node.op == ast::BinaryOp::Add && isContainer(left) && isContainer(rights[i])) {
      left = adapted(*node.left, left, rights[i]);
      rights[i] = adapted(*node.right, rights[i], left);
    }
    left = set(node, binaryResult(node, node.op, left, rights[i], *node.right, used_as_float));
  }
  return left;
}

// 2**63 - 1 is an int, whatever its parts are.
Type InstanceInference::inferFolded(const ast::Expr& expr) {
  ast::forEachNode(expr, [&](const ast::Node& node) {
    set(node, types().integer());
    return true;
  });
  return types().integer();
}

Type InstanceInference::binaryResult(const ast::Node& place, ast::BinaryOp op, Type left, Type right,
                                     const ast::Expr& right_expr, bool float_use) {
  if (left->kind == TypeKind::Error || right->kind == TypeKind::Error) return types().error();
  if (left->kind == TypeKind::Unknown || right->kind == TypeKind::Unknown) return types().unknown();
  left = present(left);
  right = present(right);
  if (isObject(left) || isObject(right)) {
    if (Type result = objectOperation(place, op, left, right)) return result;
    say(place, diag::OperandTypes, ast::spelling(op), typeName(left), typeName(right));
    return types().error();
  }
  if (left->kind == TypeKind::Array || right->kind == TypeKind::Array) {
    return unsupported(place, "arithmetic with whole arrays", "write a loop over the elements");
  }
  if (Type result = tupleOperation(op, left, right, right_expr)) return result;
  if (!isNumber(left) || !isNumber(right)) {
    if (std::optional<Type> result = inferLibraryOperator(place, op, left, right)) return *result;
  }
  if (op == ast::BinaryOp::Pow) return powerResult(place, left, right, right_expr, float_use);
  Type result = binaryType(types(), op, left, right);
  if (result) return result;
  say(place, diag::OperandTypes, ast::spelling(op), typeName(left), typeName(right));
  return types().error();
}

// int ** int is an int for an exponent from 0 on and a float below (Python library reference, pow): the sign has to be
// known here. NumPy's integers stay integers, and a negative exponent raises.
Type InstanceInference::powerResult(const ast::Node& place, Type left, Type right, const ast::Expr& exponent,
                                    bool float_use) {
  Type result = binaryType(types(), ast::BinaryOp::Pow, left, right);
  if (!result) {
    say(place, diag::OperandTypes, ast::spelling(ast::BinaryOp::Pow), typeName(left), typeName(right));
    return types().error();
  }
  if (result->kind != TypeKind::Int || right->kind == TypeKind::Bool) return result;
  std::optional<FoldedValue> folded = fold(exponent);
  if (folded && folded->kind == TypeKind::Int && folded->integer < 0) return types().floating();
  if (isNonNegative(exponent)) return result;
  if (float_use) return types().floating();
  say(place, diag::NegativePower);
  return types().error();
}

Type InstanceInference::inferUnaryOp(const ast::UnaryOp& expr, bool float_use) {
  if (expr.op == ast::UnaryOperator::Not) {
    inferTruth(*expr.operand);
    return types().boolean();
  }
  if (foldBeyond64(expr)) return inferFolded(expr);
  Type operand = inferOperand(*expr.operand, float_use);
  if (!isSettled(operand)) return operand;
  operand = present(operand);
  if (isObject(operand)) {
    static constexpr std::pair<ast::UnaryOperator, std::string_view> Methods[] = {
        {ast::UnaryOperator::USub, "__neg__"},
        {ast::UnaryOperator::UAdd, "__pos__"},
        {ast::UnaryOperator::Invert, "__invert__"}};
    for (auto [op, method] : Methods) {
      if (op != expr.op) continue;
      if (Type result = callMethod(expr, method, operand, {})) return result;
    }
  }
  if (operand->kind == TypeKind::Array) {
    return unsupported(expr, "arithmetic with whole arrays", "write a loop over the elements");
  }
  Type result = unaryType(types(), expr.op, operand);
  if (result) return result;
  say(expr, diag::OperandType, ast::spelling(expr.op), typeName(operand));
  return types().error();
}

// As a value `a and b` is one of its operands.
Type InstanceInference::inferBoolOp(const ast::BoolOp& expr) {
  Type result = types().unknown();
  Narrowed before = narrowed_;
  bool is_or = expr.op == ast::BooleanOp::Or;
  for (const ast::Expr* value : expr.values) {
    Type type = infer(*value);
    checkTruth(*value, type);
    noteTruth(*value);
    narrow(*value, !is_or);
    // `x or y` gives x only where it is not None.
    bool passes_on = value != expr.values.back();
    result = joinValues(expr, result, is_or && passes_on ? present(type) : type);
  }
  narrowed_ = before;
  return result;
}

Type InstanceInference::inferCompare(const ast::Compare& expr) {
  Type left = infer(*expr.left);
  Type result = types().unknown();
  for (std::size_t i = 0; i < expr.comparators.size(); ++i) {
    Type right = infer(*expr.comparators[i]);
    Type one = isSettled(left) && isSettled(right) && (isObjectOrNone(left) || isObjectOrNone(right))
                   ? objectComparison(*expr.comparators[i], expr.ops[i], left, right)
                   : nullptr;
    if (!one) one = comparisonResult(expr, expr.ops[i], left, right);
    Type joined = joinTypes(types(), result, one);
    result = joined ? joined : types().error();
    left = right;
  }
  return result;
}

Type InstanceInference::comparisonResult(const ast::Expr& place, ast::CompareOp op, Type left, Type right) {
  if (left->kind == TypeKind::Error || right->kind == TypeKind::Error) return types().error();
  if (left->kind == TypeKind::Unknown || right->kind == TypeKind::Unknown) return types().unknown();
  if (left->kind == TypeKind::Array || right->kind == TypeKind::Array) {
    return unsupported(place, "comparing whole arrays", "write a loop over the elements");
  }
  if (isOptional(left) || isOptional(right)) {
    bool equality = op == ast::CompareOp::Eq || op == ast::CompareOp::NotEq;
    Type joined = equality ? joinTypes(types(), left, right) : nullptr;
    if (joined && !isObjectOrNone(joined)) return types().boolean();
    if (op != ast::CompareOp::Is && op != ast::CompareOp::IsNot && !equality) {
      left = present(left);
      right = present(right);
    }
  }
  bool texts = isText(left) && isText(right);
  if (left->kind == TypeKind::Tuple || right->kind == TypeKind::Tuple) {
    if (Type result = tupleComparison(place, op, left, right)) return result;
  }
  bool membership = op == ast::CompareOp::In || op == ast::CompareOp::NotIn;
  if (!texts && !methodName(op).empty() && !(isNumber(left) && isNumber(right))) {
    LibraryOperand operands[] = {{nullptr, membership ? right : left, {}}, {nullptr, membership ? left : right, {}}};
    std::string dotted = methodOf(operands[0].type, fmt::format("__{}__", methodName(op)));
    if (std::optional<Type> result = inferLibrary(place, dotted, operands)) return *result;
  }
  switch (op) {
  case ast::CompareOp::In:
  case ast::CompareOp::NotIn:
    if (texts) return types().boolean();
    return unsupported(place, "`in`", "compare with `==` in a loop, or with `or`");
  case ast::CompareOp::Is:
  case ast::CompareOp::IsNot:
    if (left->kind == TypeKind::None || right->kind == TypeKind::None) return types().boolean();
    return unsupported(place, "`is` between values", "compare with `==`");
  default: break;
  }
  if (texts) return types().boolean();
  bool equality = op == ast::CompareOp::Eq || op == ast::CompareOp::NotEq;
  if (isNumber(left) && isNumber(right) && equality) return compareType(types(), left, right);
  if (isRealNumber(left) && isRealNumber(right)) return compareType(types(), left, right);
  say(place, diag::CompareTypes, ast::spelling(op), typeName(left), typeName(right));
  return types().error();
}

} // namespace pyompcc::sema
