// lib/lower/lower_operator.cpp
//
// Arithmetic, comparisons, and the short-circuit operators.
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/promote.h"

#include <cstdint>

namespace pyompcc::lower {
namespace {

using sema::DTypeClass;
using sema::TypeKind;

// A left-leaning chain of operators longer than this is cut by a variable, so that no tree gets too deep for a walk.
constexpr std::size_t LongestChain = 200;

ir::BinaryOp operatorOf(ast::BinaryOp op) {
  switch (op) {
  case ast::BinaryOp::Add: return ir::BinaryOp::Add;
  case ast::BinaryOp::BitAnd: return ir::BinaryOp::BitAnd;
  case ast::BinaryOp::BitOr: return ir::BinaryOp::BitOr;
  case ast::BinaryOp::BitXor: return ir::BinaryOp::BitXor;
  case ast::BinaryOp::Div: return ir::BinaryOp::TrueDiv;
  case ast::BinaryOp::FloorDiv: return ir::BinaryOp::FloorDiv;
  case ast::BinaryOp::LShift: return ir::BinaryOp::ShiftLeft;
  case ast::BinaryOp::MatMult: break;
  case ast::BinaryOp::Mod: return ir::BinaryOp::Mod;
  case ast::BinaryOp::Mult: return ir::BinaryOp::Mul;
  case ast::BinaryOp::Pow: return ir::BinaryOp::Pow;
  case ast::BinaryOp::RShift: return ir::BinaryOp::ShiftRight;
  case ast::BinaryOp::Sub: return ir::BinaryOp::Sub;
  }
  return ir::BinaryOp::Add;
}

bool isNumpyInteger(ir::Type type) {
  return hasClass(type, DTypeClass::Signed) || hasClass(type, DTypeClass::Unsigned);
}

bool isUnsigned64(ir::Type type) { return type->kind == TypeKind::Scalar && type->dtype == sema::DType::UInt64; }

bool isSignedInt(ir::Type type) { return type->kind == TypeKind::Int || hasClass(type, DTypeClass::Signed); }

// The type in which two numbers are compared: as NEP 50 has it for NumPy's, exactly for Python's int and float.
ir::Type comparisonType(sema::TypeTable& types, ir::Type left, ir::Type right) {
  bool integers = sema::isIntegral(left) && sema::isIntegral(right);
  if (integers) {
    return isUnsigned64(left) || isUnsigned64(right) ? types.scalar(sema::DType::UInt64) : types.integer();
  }
  return sema::binaryType(types, ast::BinaryOp::Add, left, right);
}

} // namespace

ir::Type FunctionLowering::operationType(ast::BinaryOp op, ir::Type left, ir::Type right) {
  return sema::binaryType(context_.types, op, left, right);
}

// What an operation does when it has no result: Python's numbers raise, NumPy's integers wrap, NumPy's floats give nan
// or inf. Checks that `--checks` leaves out count as proved.
ir::Arithmetic FunctionLowering::modeOf(ir::BinaryOp op, ir::Type type) const {
  const Checks& checks = context_.checks;
  bool divides = op == ir::BinaryOp::TrueDiv || op == ir::BinaryOp::FloorDiv || op == ir::BinaryOp::Mod;
  bool bitwise = op == ir::BinaryOp::BitAnd || op == ir::BinaryOp::BitOr || op == ir::BinaryOp::BitXor;
  if (bitwise) return ir::Arithmetic::Plain;
  if (isNumpyInteger(type)) return ir::Arithmetic::Wrapping;
  if (sema::isComplex(type)) {
    if (op != ir::BinaryOp::TrueDiv && op != ir::BinaryOp::Pow) return ir::Arithmetic::Plain;
    return type->kind == TypeKind::Complex ? ir::Arithmetic::Checked : ir::Arithmetic::Wrapping;
  }
  if (type->kind == TypeKind::Int) {
    bool kept = divides ? checks.zero_division : checks.overflow;
    return kept ? ir::Arithmetic::Checked : ir::Arithmetic::Plain;
  }
  if (type->kind == TypeKind::Float && divides) {
    return checks.zero_division ? ir::Arithmetic::Checked : ir::Arithmetic::Plain;
  }
  if (type->kind == TypeKind::Float && op == ir::BinaryOp::Pow) return ir::Arithmetic::Checked;
  if (divides && op != ir::BinaryOp::TrueDiv) return ir::Arithmetic::Wrapping;
  return ir::Arithmetic::Plain;
}

// a + b + c + ...: the left spine is walked with a loop, since it can have a hundred thousand terms.
ir::Expr* FunctionLowering::lowerBinOp(const ast::BinOp& expr) {
  std::vector<const ast::BinOp*> spine;
  const ast::Expr* innermost = &expr;
  while (const auto* binary = ast::as<ast::BinOp>(innermost)) {
    if (auto value = sema::foldBeyond64(*binary)) {
      if (spine.empty()) return integer(*value, loc(expr));
      break;
    }
    spine.push_back(binary);
    innermost = binary->left;
  }
  ir::Expr* result = lowerExpr(*innermost);
  std::size_t length = 0;
  for (auto binary = spine.rbegin(); binary != spine.rend(); ++binary) {
    ir::Expr* right = lowerNext({&result, 1}, [&] { return lowerExpr(*(*binary)->right); });
    result = operand(result, (*binary)->op, right, true);
    right = operand(right, (*binary)->op, result, false);
    if (ir::Expr* called = lowerObjectOperation(**binary, (*binary)->op, result, right)) {
      result = called;
      continue;
    }
    result = arithmetic((*binary)->op, result, right, type(**binary), loc(**binary));
    if (++length % LongestChain == 0) result = keep(result, "partial");
  }
  return result;
}

ir::Expr* FunctionLowering::arithmetic(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, ir::Type type,
                                       support::Loc loc) {
  if (sema::isTuple(left->type)) return lowerTupleOperation(op, left, right, loc);
  if (!sema::isText(type) && (!sema::isNumber(left->type) || !sema::isNumber(right->type))) {
    return lowerLibraryOperator(op, left, right, loc);
  }
  ir::BinaryOp operation = operatorOf(op);
  if (sema::isText(type)) {
    auto to_operand = [&](ir::Expr* value) {
      return sema::isText(value->type) ? value : convert(value, context_.types.integer());
    };
    auto* joined = ir_.make<ir::Binary>(type, loc);
    joined->op = operation;
    joined->left = to_operand(left);
    joined->right = to_operand(right);
    return joined;
  }
  const auto* exponent = ir::as<ir::IntConst>(right);
  if (operation == ir::BinaryOp::Pow && exponent && exponent->value == 2) {
    ir::Expr* base = convert(left, type);
    bool raises = type->kind == TypeKind::Float || type->kind == TypeKind::Int || type->kind == TypeKind::Complex;
    auto* square = ir_.make<ir::RuntimeCall>(type, loc);
    square->callee = ir::RuntimeFunction::Square;
    square->mode = raises                 ? ir::Arithmetic::Checked
                   : isNumpyInteger(type) ? ir::Arithmetic::Wrapping
                                          : ir::Arithmetic::Plain;
    square->args = ir_.arena.copy(std::vector<ir::Expr*>{base});
    return square;
  }
  // 1 + 2j
  if (auto* sum = sumOfConstants(operation, left, right, type, loc)) return sum;
  // int / int is rounded once, also where the operands have no exact float.
  bool exact_division = operation == ir::BinaryOp::TrueDiv && left->type->kind != TypeKind::Scalar &&
                        right->type->kind != TypeKind::Scalar && sema::isIntegral(left->type) &&
                        sema::isIntegral(right->type);
  if (exact_division) {
    ir::Type integer_type = context_.types.integer();
    auto* division = ir_.make<ir::Binary>(type, loc);
    division->op = operation;
    division->mode = modeOf(operation, context_.types.floating());
    division->left = convert(left, integer_type);
    division->right = convert(right, integer_type);
    return division;
  }
  bool shift = operation == ir::BinaryOp::ShiftLeft || operation == ir::BinaryOp::ShiftRight;
  auto* result = ir_.make<ir::Binary>(type, loc);
  result->op = operation;
  result->mode = modeOf(operation, type);
  result->left = convert(left, type);
  result->right =
      shift && type->kind == TypeKind::Int ? convert(right, context_.types.integer()) : convert(right, type);
  return result;
}

// A complex literal is written as the sum of its parts; null for all else.
ir::Expr* FunctionLowering::sumOfConstants(ir::BinaryOp operation, const ir::Expr* left, const ir::Expr* right,
                                           ir::Type type, support::Loc loc) {
  bool adds = operation == ir::BinaryOp::Add || operation == ir::BinaryOp::Sub;
  const auto* imaginary = ir::as<ir::ComplexConst>(right);
  const auto* whole = ir::as<ir::IntConst>(left);
  const auto* number = ir::as<ir::FloatConst>(left);
  if (!adds || type->kind != TypeKind::Complex || !imaginary || (!whole && !number)) return nullptr;
  double real = whole ? static_cast<double>(whole->value) : number->value;
  if (operation == ir::BinaryOp::Sub) {
    return ir::complex(ir_, type, real - imaginary->real, 0.0 - imaginary->imag, loc);
  }
  return ir::complex(ir_, type, real + imaginary->real, 0.0 + imaginary->imag, loc);
}

ir::Expr* FunctionLowering::lowerUnaryOp(const ast::UnaryOp& expr) {
  if (expr.op == ast::UnaryOperator::Not) {
    return ir::negated(ir_, context_.types, lowerCondition(*expr.operand));
  }
  ir::Type result_type = type(expr);
  if (auto value = sema::foldBeyond64(expr); value && result_type->kind == TypeKind::Int) {
    return integer(*value, loc(expr));
  }
  ir::Expr* operand = lowerExpr(*expr.operand);
  if (sema::isOptional(operand->type)) {
    operand = present(operand, fmt::format("bad operand type for unary {}: 'NoneType'", ast::spelling(expr.op)));
  }
  for (std::string_view method : {"__neg__", "__pos__", "__invert__"}) {
    if (ir::Expr* called = implicitCall(expr, method, {operand})) return called;
  }
  if (expr.op == ast::UnaryOperator::UAdd) return convert(operand, result_type);
  if (expr.op == ast::UnaryOperator::USub) {
    if (auto* constant = ir::as<ir::IntConst>(operand); constant && constant->value != INT64_MIN) {
      return integer(-constant->value, loc(expr));
    }
    if (auto* constant = ir::as<ir::FloatConst>(operand)) {
      return ir::floating(ir_, context_.types, -constant->value, loc(expr));
    }
    if (auto* constant = ir::as<ir::ComplexConst>(operand)) {
      return ir::complex(ir_, result_type, -constant->real, -constant->imag, loc(expr));
    }
  }
  auto* result = ir_.make<ir::Unary>(result_type, loc(expr));
  result->op = expr.op == ast::UnaryOperator::USub ? ir::UnaryOp::Negate : ir::UnaryOp::Invert;
  result->operand = convert(operand, result_type);
  // The complement of NumPy's boolean is its opposite.
  if (result->op == ir::UnaryOp::Invert && hasClass(result_type, DTypeClass::Boolean)) result->op = ir::UnaryOp::Not;
  if (result->op == ir::UnaryOp::Negate) result->mode = modeOf(ir::BinaryOp::Sub, result_type);
  return result;
}

ir::Expr* FunctionLowering::comparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  if (ir::Expr* compared = lowerNoneComparison(op, left, right, loc)) return compared;
  bool texts = sema::isText(left->type) && sema::isText(right->type);
  if (texts && (op == ast::CompareOp::In || op == ast::CompareOp::NotIn)) {
    ir::Expr* found = runtimeCall(ir::RuntimeFunction::TextContains, context_.types.boolean(), {right, left}, loc);
    return op == ast::CompareOp::In ? found : ir::negated(ir_, context_.types, found);
  }
  bool membership = op == ast::CompareOp::In || op == ast::CompareOp::NotIn;
  if (sema::isTuple(right->type) && (membership || left->type == right->type)) {
    return lowerTupleComparison(op, left, right, loc);
  }
  if (!texts && (!sema::isNumber(left->type) || !sema::isNumber(right->type)))
    return lowerLibraryComparison(op, left, right, loc);
  auto* result = ir_.make<ir::Compare>(sema::compareType(context_.types, left->type, right->type), loc);
  switch (op) {
  case ast::CompareOp::Eq: result->op = ir::CompareOp::Eq; break;
  case ast::CompareOp::Gt: result->op = ir::CompareOp::Gt; break;
  case ast::CompareOp::GtE: result->op = ir::CompareOp::GtE; break;
  case ast::CompareOp::Lt: result->op = ir::CompareOp::Lt; break;
  case ast::CompareOp::LtE: result->op = ir::CompareOp::LtE; break;
  case ast::CompareOp::NotEq: result->op = ir::CompareOp::NotEq; break;
  default: context_.emitter.report(loc, diag::NotLowered, fmt::format("`{}`", ast::spelling(op))); break;
  }
  if (texts) {
    result->left = left;
    result->right = right;
    return result;
  }
  bool int_and_float = (left->type->kind == TypeKind::Int && right->type->kind == TypeKind::Float) ||
                       (left->type->kind == TypeKind::Float && right->type->kind == TypeKind::Int);
  int_and_float |= (left->type->kind == TypeKind::Int && right->type->kind == TypeKind::Complex) ||
                   (left->type->kind == TypeKind::Complex && right->type->kind == TypeKind::Int);
  if (int_and_float && left->kind != ir::ExprKind::IntConst && right->kind != ir::ExprKind::IntConst) {
    result->left = left;
    result->right = right;
    return result;
  }
  // Between the two no type holds both; a literal that is not negative is of either.
  auto clash = [](const ir::Expr* one, const ir::Expr* other) {
    const auto* literal = ir::as<ir::IntConst>(other);
    return isUnsigned64(one->type) && isSignedInt(other->type) && !(literal && literal->value >= 0);
  };
  if (clash(left, right) || clash(right, left)) {
    result->left = isUnsigned64(left->type) ? left : convert(left, context_.types.integer());
    result->right = isUnsigned64(right->type) ? right : convert(right, context_.types.integer());
    return result;
  }
  ir::Type common = comparisonType(context_.types, left->type, right->type);
  if (!common) {
    context_.emitter.report(loc, diag::NotLowered, "this comparison");
    common = context_.types.integer();
  }
  result->left = convert(left, common);
  result->right = convert(right, common);
  return result;
}

// a < b < c: each operand once, the later comparisons only when the earlier ones hold.
ir::Expr* FunctionLowering::lowerCompare(const ast::Compare& expr) {
  ir::Expr* left = lowerExpr(*expr.left);
  ir::Expr* result = nullptr;
  for (std::size_t i = 0; i < expr.ops.size(); ++i) {
    bool last = i + 1 == expr.ops.size();
    ir::Expr* next_left = nullptr;
    auto compare_next = [&] {
      ir::Expr* right = lowerNext({&left, 1}, [&] {
        ir::Expr* value = lowerExpr(*expr.comparators[i]);
        return last ? value : once(value, "middle");
      });
      if (!last) next_left = again(right);
      if (ir::Expr* called = lowerObjectComparison(*expr.comparators[i], expr.ops[i], left, right)) return called;
      return comparison(expr.ops[i], left, right, loc(expr));
    };
    if (!result) {
      result = compare_next();
    } else {
      ir::Expr* first = truth(result);
      Apart second = apart([&] { return truth(compare_next()); });
      if (second.prelude->stmts.empty()) {
        result = ir::logical(ir_, context_.types, ir::LogicalOp::And, first, second.value);
      } else {
        Apart otherwise = apart([&] { return ir::boolean(ir_, context_.types, false, loc(expr)); });
        result = chooseBetween(first, second, otherwise, context_.types.boolean(), loc(expr));
      }
    }
    left = next_left;
  }
  return expr.ops.size() > 1 ? convert(result, type(expr)) : result;
}

// a and b: of bools a logical operation; of other values the one that decides.
ir::Expr* FunctionLowering::lowerBoolOp(const ast::BoolOp& expr) {
  ir::Type result_type = type(expr);
  bool is_and = expr.op == ast::BooleanOp::And;
  if (ir::Expr* chosen = lowerObjectBoolOp(expr)) return chosen;
  ir::Expr* result = lowerAs(*expr.values.front(), result_type);
  for (const ast::Expr* value : expr.values.subspan(1)) {
    Apart next = apart([&] { return lowerAs(*value, result_type); });
    bool logical = result_type->kind == TypeKind::Bool && next.prelude->stmts.empty();
    if (logical) {
      result = ir::logical(ir_, context_.types, is_and ? ir::LogicalOp::And : ir::LogicalOp::Or, result, next.value);
      continue;
    }
    result = once(result, "value");
    Apart first{ir_.makeBlock(), again(result)};
    ir::Expr* condition = truth(result);
    result = is_and ? chooseBetween(condition, next, first, result_type, loc(expr))
                    : chooseBetween(condition, first, next, result_type, loc(expr));
  }
  return result;
}

} // namespace pyompcc::lower
