// lib/sema/infer_operator.cpp
//
// Types of arithmetic, boolean operations and comparisons.
#include "lib/sema/instance_inference.h"

#include <vector>

namespace pyompcc::sema {

// A sum of a hundred thousand terms leans to the left, so its spine is walked in a loop.
Type InstanceInference::inferBinOp(const ast::BinOp& expr) {
  std::vector<const ast::BinOp*> spine{&expr};
  while (const auto* left = ast::as<ast::BinOp>(spine.back()->left)) spine.push_back(left);
  Type type = infer(*spine.back()->left);
  for (auto it = spine.rbegin(); it != spine.rend(); ++it) {
    const ast::BinOp& node = **it;
    Type right = infer(*node.right);
    type = set(node, binaryResult(node, node.op, type, right, *node.right));
  }
  return type;
}

Type InstanceInference::binaryResult(const ast::Node& place, ast::BinaryOp op, Type left, Type right,
                                     const ast::Expr& right_expr) {
  if (left->kind == TypeKind::Error || right->kind == TypeKind::Error) return types().error();
  if (left->kind == TypeKind::Unknown || right->kind == TypeKind::Unknown) return types().unknown();
  if (left->kind == TypeKind::Array || right->kind == TypeKind::Array) {
    return unsupported(place, "arithmetic with whole arrays", "write a loop over the elements");
  }
  if (op == ast::BinaryOp::Pow) return powerResult(place, left, right, right_expr);
  Type result = binaryType(types(), op, left, right);
  if (result) return result;
  say(place, diag::OperandTypes, ast::spelling(op), typeName(left), typeName(right));
  return types().error();
}

// int ** int is an int for an exponent from 0 on and a float below (Python library reference, pow): the sign has to be
// known here. NumPy's integers stay integers, and a negative exponent raises.
Type InstanceInference::powerResult(const ast::Node& place, Type left, Type right, const ast::Expr& exponent) {
  Type result = binaryType(types(), ast::BinaryOp::Pow, left, right);
  if (!result) {
    say(place, diag::OperandTypes, ast::spelling(ast::BinaryOp::Pow), typeName(left), typeName(right));
    return types().error();
  }
  if (result->kind != TypeKind::Int || right->kind == TypeKind::Bool) return result;
  std::optional<FoldedValue> folded = fold(exponent);
  if (!folded || folded->kind != TypeKind::Int) {
    say(place, diag::NegativePower);
    return types().error();
  }
  return folded->integer < 0 ? types().floating() : result;
}

Type InstanceInference::inferUnaryOp(const ast::UnaryOp& expr) {
  if (expr.op == ast::UnaryOperator::Not) {
    inferTruth(*expr.operand);
    return types().boolean();
  }
  const auto* literal = ast::as<ast::Constant>(expr.operand);
  if (expr.op == ast::UnaryOperator::USub && literal && literal->value.kind == ast::ConstantValue::Kind::BigInt &&
      literal->value.text == "9223372036854775808") {
    // The smallest int has no positive counterpart; it is written as one literal all the same.
    set(*literal, types().integer());
    return types().integer();
  }
  Type operand = infer(*expr.operand);
  if (!isSettled(operand)) return operand;
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
  for (const ast::Expr* value : expr.values) {
    Type type = infer(*value);
    checkTruth(*value, type);
    result = joinValues(expr, result, type);
  }
  return result;
}

Type InstanceInference::inferCompare(const ast::Compare& expr) {
  Type left = infer(*expr.left);
  Type result = types().unknown();
  for (std::size_t i = 0; i < expr.comparators.size(); ++i) {
    Type right = infer(*expr.comparators[i]);
    result = joinTypes(types(), result, comparisonResult(expr, expr.ops[i], left, right));
    left = right;
  }
  return result;
}

Type InstanceInference::comparisonResult(const ast::Compare& expr, ast::CompareOp op, Type left, Type right) {
  if (left->kind == TypeKind::Error || right->kind == TypeKind::Error) return types().error();
  if (left->kind == TypeKind::Unknown || right->kind == TypeKind::Unknown) return types().unknown();
  if (left->kind == TypeKind::Array || right->kind == TypeKind::Array) {
    return unsupported(expr, "comparing whole arrays", "write a loop over the elements");
  }
  switch (op) {
  case ast::CompareOp::In:
  case ast::CompareOp::NotIn: return unsupported(expr, "`in`", "compare with `==` in a loop, or with `or`");
  case ast::CompareOp::Is:
  case ast::CompareOp::IsNot:
    if (left->kind == TypeKind::None || right->kind == TypeKind::None) return types().boolean();
    return unsupported(expr, "`is` between values", "compare with `==`");
  default: break;
  }
  if (isRealNumber(left) && isRealNumber(right)) return compareType(types(), left, right);
  say(expr, diag::CompareTypes, ast::spelling(op), typeName(left), typeName(right));
  return types().error();
}

} // namespace pyompcc::sema
