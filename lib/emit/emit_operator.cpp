// lib/emit/emit_operator.cpp
//
// Operators: where C++ has the operation it is written with C++'s operator, else as a function of the runtime.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/representation.h"
#include "lib/ir/runtime_function.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <fmt/format.h>

#include <array>

namespace pyompcc::emit {
namespace {

using ir::Arithmetic;
using ir::BinaryOp;
using ir::CompareOp;
using ir::UnaryOp;
using sema::DType;
using sema::isReal;

enum class Chain : std::uint8_t { None, Left, Both };

struct LevelFacts {
  Level wraps;
  Chain chain;
};
constexpr auto Levels = std::to_array<LevelFacts>({
#define CPP_LEVEL(Name, Wraps, Chains) {Level::Wraps, Chain::Chains},
#include "grammar/cpp_precedence.def"
});

struct OperatorFacts {
  std::string_view function;
  std::string_view symbol;
  Level level;
};
struct BinaryRow {
  BinaryOp op;
  OperatorFacts facts;
};
struct CompareRow {
  CompareOp op;
  OperatorFacts facts;
};
constexpr auto Binaries = std::to_array<BinaryRow>({
#define CPP_BINARY(Op, Function, Symbol, Level_) {BinaryOp::Op, {Function, Symbol, Level::Level_}},
#include "grammar/cpp_operators.def"
});
constexpr auto Compares = std::to_array<CompareRow>({
#define CPP_COMPARE(Op, Function, Symbol, Level_) {CompareOp::Op, {Function, Symbol, Level::Level_}},
#include "grammar/cpp_operators.def"
});

template <class Rows> constexpr bool inOrder(const Rows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].op) != i) return false;
  }
  return true;
}
static_assert(inOrder(Binaries) && inOrder(Compares), "cpp_operators.def: rows stand in the order of lib/ir/ir.h");

const OperatorFacts& facts(BinaryOp op) { return Binaries[static_cast<std::size_t>(op)].facts; }
const OperatorFacts& facts(CompareOp op) { return Compares[static_cast<std::size_t>(op)].facts; }

/// Types whose operations C++ does in int, so that the result has to be brought back.
bool isPromoted(ir::Type type) {
  auto number = sema::dtypeOfNumber(type);
  return number == DType::Bool || number == DType::Int8 || number == DType::UInt8 || number == DType::Int16 ||
         number == DType::UInt16;
}

/// Conversions that C++ does by itself when the other operand has the target's type.
bool isUsual(const ir::Expr* node) {
  const auto* conversion = ir::as<ir::Convert>(node);
  if (!conversion || conversion->mode != Arithmetic::Plain) return false;
  auto to = sema::dtypeOfNumber(conversion->type);
  auto from = sema::dtypeOfNumber(conversion->operand->type);
  if (!from || from == DType::Float64) return false;
  bool from_float = from == DType::Float32;
  return to == DType::Float64 || (!from_float && (to == DType::Float32 || to == DType::Int64));
}

bool usesSymbol(BinaryOp op, Arithmetic mode, ir::Type type, ir::Type operand_type) {
  if (facts(op).symbol.empty()) return false;
  if (op == BinaryOp::TrueDiv && !isReal(operand_type)) return false;
  return facts(op).function.empty() || mode == Arithmetic::Plain || (mode == Arithmetic::Wrapping && isReal(type));
}

} // namespace

std::string FunctionEmitter::operand(const Piece& piece, Level level, bool is_right) {
  const LevelFacts& own = Levels[static_cast<std::size_t>(level)];
  bool wrapped = piece.level <= own.wraps && piece.level != level;
  if (piece.level < level) wrapped = true;
  if (piece.level == level) wrapped = own.chain == Chain::None || (own.chain == Chain::Left && is_right);
  return wrapped ? fmt::format("({})", piece.text) : piece.text;
}

Piece FunctionEmitter::infix(std::string_view symbol, Level level, const ir::Expr* left, const ir::Expr* right,
                             ir::Type type) {
  // (c + 0.5): the int becomes a float by itself beside one.
  Piece left_piece;
  Piece right_piece;
  if (isUsual(left) && !isUsual(right)) {
    right_piece = expr(right);
    left_piece = expr(right_piece.exact ? ir::as<ir::Convert>(left)->operand : left);
  } else {
    left_piece = expr(left);
    right_piece = expr(isUsual(right) && left_piece.exact ? ir::as<ir::Convert>(right)->operand : right);
  }
  bool arithmetic =
      level > Level::Relational || level == Level::BitAnd || level == Level::BitOr || level == Level::BitXor;
  bool exact = left_piece.exact || right_piece.exact;
  // "-" * n: the literal is a text.
  bool repeated = symbol == "*" && sema::isText(type);
  if (repeated && sema::isText(right->type) && !right_piece.exact) {
    right_piece = {exactly(right), Level::Primary, true};
  }
  if (repeated && sema::isText(left->type) && !left_piece.exact) left_piece = {exactly(left), Level::Primary, true};
  if ((arithmetic || sema::isText(left->type)) && !exact) {
    // Two literals would be computed in C++'s int, or compared as arrays of characters.
    left_piece = {exactly(left), Level::Primary, true};
  }
  std::string text =
      fmt::format("{} {} {}", operand(left_piece, level, false), symbol, operand(right_piece, level, true));
  if (arithmetic && isPromoted(type)) return {fmt::format("{}({})", numberType(type), text)};
  return {text, level, true};
}

Piece FunctionEmitter::operation(std::string_view name, Arithmetic mode, ir::Type type,
                                 std::span<ir::Expr* const> operands) {
  std::string_view place;
  bool is_template = false;
  switch (mode) {
  case Arithmetic::Checked: place = "py::"; break;
  case Arithmetic::Hoisted: place = "at."; break;
  case Arithmetic::Plain: place = "py::proved::"; break;
  case Arithmetic::Wrapping:
    // NumPy's floats do what IEEE says.
    place = isReal(type) ? "py::proved::" : "py::wrapping::";
    is_template = !isReal(type);
    break;
  }
  bool is_min_max = name == "min" || name == "max";
  if (is_min_max) place = "py::";
  is_template |= is_min_max;
  // Functions are overloaded for ints and floats: py::floordiv(7, 2) could be either.
  std::string args = exactlyOneOf(operands, is_template);
  return {fmt::format("{}{}({})", place, name, args)};
}

std::string FunctionEmitter::exactlyOneOf(std::span<ir::Expr* const> operands, bool all) {
  std::string args;
  bool found = false;
  std::vector<Piece> pieces;
  for (const ir::Expr* node : operands) found |= pieces.emplace_back(expr(node)).exact;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    bool spelled = all || (!found && i == 0);
    args += (args.empty() ? "" : ", ") + (spelled ? exactly(operands[i]) : pieces[i].text);
  }
  return args;
}

std::string FunctionEmitter::compoundSymbol(const ir::Binary& node) {
  bool symbol = usesSymbol(node.op, node.mode, node.type, node.left->type);
  return symbol ? std::string(facts(node.op).symbol) : std::string();
}

Piece FunctionEmitter::binary(const ir::Binary& node) {
  const OperatorFacts& row = facts(node.op);
  if (usesSymbol(node.op, node.mode, node.type, node.left->type)) {
    return infix(row.symbol, row.level, node.left, node.right, node.type);
  }
  ir::Expr* operands[] = {node.left, node.right};
  Arithmetic mode = node.mode;
  // The quotient of two ints is rounded once, which only the function does.
  if (node.op == BinaryOp::TrueDiv && mode == Arithmetic::Plain) mode = Arithmetic::Checked;
  bool ieee = mode == Arithmetic::Plain || mode == Arithmetic::Wrapping;
  if (node.op == BinaryOp::Pow && ieee && isReal(node.type)) {
    return {fmt::format("std::pow({}, {})", expr(node.left).text, expr(node.right).text)};
  }
  return operation(row.function, mode, node.type, operands);
}

Piece FunctionEmitter::unary(const ir::Unary& node) {
  if (node.op == UnaryOp::Not) {
    if (const auto* none = ir::as<ir::IsNone>(node.operand)) {
      return {fmt::format("{}.has_value()", operand(expr(none->value), Level::Primary, false)), Level::Primary, true};
    }
    return {fmt::format("!{}", operand(expr(node.operand), Level::Unary, true)), Level::Unary, true};
  }
  bool ieee = node.mode == Arithmetic::Plain || isReal(node.type);
  if (node.op == UnaryOp::Abs) {
    ir::Expr* operands[] = {node.operand};
    if (isReal(node.type)) return {fmt::format("std::abs({})", expr(node.operand).text)};
    return operation("abs", node.mode, node.type, operands);
  }
  if (node.op == UnaryOp::Negate && !ieee) {
    ir::Expr* operands[] = {node.operand};
    return operation("neg", node.mode, node.type, operands);
  }
  Piece piece = expr(node.operand);
  std::string text = operand(piece, Level::Unary, true);
  // - -x, not --x.
  if (text[0] == '-') text = fmt::format("({})", text);
  std::string result = fmt::format("{}{}", node.op == UnaryOp::Negate ? "-" : "~", text);
  if (isPromoted(node.type)) return {fmt::format("{}({})", numberType(node.type), result)};
  return {result, Level::Unary, piece.exact};
}

Piece FunctionEmitter::compare(const ir::Compare& node) {
  const OperatorFacts& row = facts(node.op);
  if (ir::sameRepresentation(node.left->type, node.right->type)) {
    return infix(row.symbol, row.level, node.left, node.right, node.type);
  }
  return {fmt::format("py::{}({}, {})", row.function, expr(node.left).text, expr(node.right).text)};
}

Piece FunctionEmitter::logical(const ir::Logical& node) {
  bool is_and = node.op == ir::LogicalOp::And;
  Level level = is_and ? Level::LogicalAnd : Level::LogicalOr;
  Piece left = expr(node.left);
  Piece right = expr(node.right);
  return {fmt::format("{} {} {}", operand(left, level, false), is_and ? "&&" : "||", operand(right, level, true)),
          level, true};
}

Piece FunctionEmitter::select(const ir::Select& node) {
  Piece condition = expr(node.condition);
  Piece then_piece = expr(node.then_value);
  Piece else_piece = expr(node.else_value);
  if (sema::isText(node.type)) {
    then_piece = {exactly(node.then_value), then_piece.exact ? then_piece.level : Level::Primary, true};
    else_piece = {exactly(node.else_value), else_piece.exact ? else_piece.level : Level::Primary, true};
  }
  bool exact = then_piece.exact || else_piece.exact;
  std::string then_text = operand(then_piece, Level::Conditional, false);
  std::string else_text = operand(else_piece, Level::Conditional, true);
  if (sema::dtypeOfNumber(node.type) && isPromoted(node.type)) exact = then_piece.exact && else_piece.exact;
  return {fmt::format("{} ? {} : {}", operand(condition, Level::Conditional, false), then_text, else_text),
          Level::Conditional, exact};
}

} // namespace pyompcc::emit
