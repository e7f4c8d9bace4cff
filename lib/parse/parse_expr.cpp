// lib/parse/parse_expr.cpp
//
// Operators, from the loosest to the tightest (language reference, sections 6.5 to 6.13 and 6.17).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {
namespace {

using ast::BinaryOp;
using ast::CompareOp;

// Binary operators below comparisons and above unary ones; a higher number binds tighter. `**` stands apart: it binds
// to the right and tighter than a unary operator on its left.
struct BinaryRow {
  std::int8_t precedence = -1;
  BinaryOp op{};
};
constexpr std::array<BinaryRow, 256> BinaryRows = [] {
  std::array<BinaryRow, 256> rows{};
  auto set = [&](TokenKind kind, int precedence, BinaryOp op) {
    rows[static_cast<std::size_t>(kind)] = {static_cast<std::int8_t>(precedence), op};
  };
  set(TokenKind::Bar, 0, BinaryOp::BitOr);
  set(TokenKind::Caret, 1, BinaryOp::BitXor);
  set(TokenKind::Amper, 2, BinaryOp::BitAnd);
  set(TokenKind::LeftShift, 3, BinaryOp::LShift);
  set(TokenKind::RightShift, 3, BinaryOp::RShift);
  set(TokenKind::Plus, 4, BinaryOp::Add);
  set(TokenKind::Minus, 4, BinaryOp::Sub);
  set(TokenKind::Star, 5, BinaryOp::Mult);
  set(TokenKind::Slash, 5, BinaryOp::Div);
  set(TokenKind::DoubleSlash, 5, BinaryOp::FloorDiv);
  set(TokenKind::Percent, 5, BinaryOp::Mod);
  set(TokenKind::At, 5, BinaryOp::MatMult);
  return rows;
}();

std::optional<ast::UnaryOperator> unaryOp(TokenKind kind) {
  switch (kind) {
  case TokenKind::Minus: return ast::UnaryOperator::USub;
  case TokenKind::Plus: return ast::UnaryOperator::UAdd;
  case TokenKind::Tilde: return ast::UnaryOperator::Invert;
  default: return std::nullopt;
  }
}

} // namespace

// True where an optional list of expressions ends.
bool Parser::atExpressionEnd() const {
  using enum TokenKind;
  switch (kind()) {
  case Newline:
  case Semicolon:
  case EndOfFile:
  case RightParen:
  case RightBracket:
  case RightBrace:
  case Equal:
  case Colon:
  case Exclamation: return true;
  default:
    return lex::spelling(kind()).ends_with('=') && !at(NotEqual) && !at(LessEqual) && !at(GreaterEqual) &&
           !at(EqualEqual);
  }
}

// yield_expr | star_expressions
ast::Expr* Parser::parseYieldOrStarExpressions() {
  return at(TokenKind::KwYield) ? parseYield() : parseStarExpressions();
}

// 'yield' 'from' expression | 'yield' [star_expressions]
ast::Expr* Parser::parseYield() {
  std::uint32_t from = begin();
  advance();
  if (accept(TokenKind::KwFrom)) {
    ast::Expr* value = parseExpression();
    auto* yield = make<ast::YieldFrom>(from);
    yield->value = value;
    return yield;
  }
  ast::Expr* value = atExpressionEnd() ? nullptr : parseStarExpressions();
  auto* yield = make<ast::Yield>(from);
  yield->value = value;
  return yield;
}

// star_expression (',' star_expression)* [','], a tuple when there is a comma
ast::Expr* Parser::parseStarExpressions() {
  std::uint32_t from = begin();
  ast::Expr* first = parseStarExpression();
  if (!at(TokenKind::Comma)) return first;
  List<ast::Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && !atExpressionEnd()) elements.add(parseStarExpression());
  auto* tuple = make<ast::Tuple>(from);
  tuple->elts = elements.take();
  tuple->ctx = ast::ExprContext::Load;
  return tuple;
}

// '*' bitwise_or | expression
ast::Expr* Parser::parseStarExpression() {
  if (!at(TokenKind::Star)) return parseExpression();
  std::uint32_t from = begin();
  advance();
  ast::Expr* value = parseBinary(0);
  auto* starred = make<ast::Starred>(from);
  starred->value = value;
  starred->ctx = ast::ExprContext::Load;
  return starred;
}

// '*' bitwise_or | named_expression
ast::Expr* Parser::parseStarNamedExpression() {
  return at(TokenKind::Star) ? parseStarExpression() : parseNamedExpression();
}

// NAME ':=' expression | expression
ast::Expr* Parser::parseNamedExpression() {
  if (!at(TokenKind::Identifier) || kindAhead(1) != TokenKind::ColonEqual) {
    ast::Expr* value = parseExpression();
    if (at(TokenKind::ColonEqual)) fail(loc(*value), diag::WalrusTarget, describeExpr(*value));
    last_named_ = value;
    return value;
  }
  std::uint32_t from = begin();
  ast::Expr* target = parseNameExpr();
  setContext(target, ast::ExprContext::Store, true);
  expect(TokenKind::ColonEqual);
  ast::Expr* value = parseExpression();
  auto* named = make<ast::NamedExpr>(from);
  named->target = target;
  named->value = value;
  return named;
}

// disjunction ['if' disjunction 'else' expression] | lambda
ast::Expr* Parser::parseExpression() {
  Level level(*this);
  if (at(TokenKind::KwLambda)) return parseLambda();
  std::uint32_t from = begin();
  ast::Expr* body = parseDisjunction();
  if (!accept(TokenKind::KwIf)) return body;
  ast::Expr* test = parseDisjunction();
  if (!accept(TokenKind::KwElse)) {
    if (failed()) return body;
    if (at(TokenKind::Colon)) {
      failAfterStatement();
    } else {
      fail(loc(from, previousEnd()), diag::ElseMissing);
    }
    return body;
  }
  ast::Expr* orelse = parseExpression();
  auto* conditional = make<ast::IfExp>(from);
  conditional->test = test;
  conditional->body = body;
  conditional->orelse = orelse;
  return conditional;
}

// conjunction ('or' conjunction)*
ast::Expr* Parser::parseDisjunction() {
  std::uint32_t from = begin();
  ast::Expr* first = parseConjunction();
  last_operand_ = from;
  if (!at(TokenKind::KwOr)) return first;
  List<ast::Expr> values(*this);
  values.add(first);
  while (accept(TokenKind::KwOr)) values.add(parseConjunction());
  auto* either = make<ast::BoolOp>(from);
  either->op = ast::BooleanOp::Or;
  either->values = values.take();
  last_operand_ = from;
  return either;
}

// inversion ('and' inversion)*
ast::Expr* Parser::parseConjunction() {
  std::uint32_t from = begin();
  ast::Expr* first = parseInversion();
  if (!at(TokenKind::KwAnd)) return first;
  List<ast::Expr> values(*this);
  values.add(first);
  while (accept(TokenKind::KwAnd)) values.add(parseInversion());
  auto* both = make<ast::BoolOp>(from);
  both->op = ast::BooleanOp::And;
  both->values = values.take();
  return both;
}

// 'not' inversion | comparison
ast::Expr* Parser::parseInversion() {
  if (!at(TokenKind::KwNot)) return parseComparison();
  Level level(*this);
  std::uint32_t from = begin();
  advance();
  ast::Expr* operand = parseInversion();
  auto* inversion = make<ast::UnaryOp>(from);
  inversion->op = ast::UnaryOperator::Not;
  inversion->operand = operand;
  return inversion;
}

bool Parser::acceptCompareOp(CompareOp& op) {
  switch (kind()) {
  case TokenKind::EqualEqual: op = CompareOp::Eq; break;
  case TokenKind::NotEqual: op = CompareOp::NotEq; break;
  case TokenKind::Less: op = CompareOp::Lt; break;
  case TokenKind::LessEqual: op = CompareOp::LtE; break;
  case TokenKind::Greater: op = CompareOp::Gt; break;
  case TokenKind::GreaterEqual: op = CompareOp::GtE; break;
  case TokenKind::KwIn: op = CompareOp::In; break;
  case TokenKind::KwIs: op = kindAhead(1) == TokenKind::KwNot ? CompareOp::IsNot : CompareOp::Is; break;
  case TokenKind::KwNot:
    if (kindAhead(1) != TokenKind::KwIn) return false;
    op = CompareOp::NotIn;
    break;
  default: return false;
  }
  advance();
  if (op == CompareOp::IsNot || op == CompareOp::NotIn) advance();
  return true;
}

// bitwise_or (compare_op bitwise_or)*
ast::Expr* Parser::parseComparison() {
  std::uint32_t from = begin();
  ast::Expr* left = parseBinary(0);
  CompareOp op{};
  if (!acceptCompareOp(op)) return left;
  List<ast::Expr> comparators(*this);
  CompareOp first = op;
  comparators.add(parseBinary(0));
  std::vector<CompareOp> others;
  while (acceptCompareOp(op)) {
    others.push_back(op);
    comparators.add(parseBinary(0));
  }
  auto* comparison = make<ast::Compare>(from);
  comparison->left = left;
  comparison->comparators = comparators.take();
  auto* ops =
      static_cast<CompareOp*>(module_.arena.allocate((others.size() + 1) * sizeof(CompareOp), alignof(CompareOp)));
  ops[0] = first;
  std::copy(others.begin(), others.end(), ops + 1);
  comparison->ops = {ops, others.size() + 1};
  return comparison;
}

// Operators of at least the precedence `lowest`; each level binds to the left, so a long sum is one loop:
//   a + b * c - d   ->   BinOp(BinOp(a, +, BinOp(b, *, c)), -, d)
ast::Expr* Parser::parseBinary(int lowest) {
  std::uint32_t from = begin();
  ast::Expr* left = parseUnary();
  for (;;) {
    BinaryRow row = BinaryRows[static_cast<std::size_t>(kind())];
    if (row.precedence < lowest) return left;
    advance();
    ast::Expr* right = parseBinary(row.precedence + 1);
    auto* binary = make<ast::BinOp>(from);
    binary->left = left;
    binary->op = row.op;
    binary->right = right;
    left = binary;
  }
}

// ('+' | '-' | '~') factor | power
ast::Expr* Parser::parseUnary() {
  auto op = unaryOp(kind());
  if (!op) return parsePower();
  Level level(*this);
  std::uint32_t from = begin();
  advance();
  ast::Expr* operand = parseUnary();
  auto* unary = make<ast::UnaryOp>(from);
  unary->op = *op;
  unary->operand = operand;
  return unary;
}

// ['await'] primary ['**' factor]
ast::Expr* Parser::parsePower() {
  std::uint32_t from = begin();
  ast::Expr* base = nullptr;
  if (accept(TokenKind::KwAwait)) {
    ast::Expr* value = parsePrimary();
    auto* await = make<ast::Await>(from);
    await->value = value;
    base = await;
  } else {
    base = parsePrimary();
  }
  if (!at(TokenKind::DoubleStar)) return base;
  Level level(*this);
  advance();
  ast::Expr* exponent = parseUnary();
  auto* power = make<ast::BinOp>(from);
  power->left = base;
  power->op = BinaryOp::Pow;
  power->right = exponent;
  return power;
}

} // namespace pyompcc::parse
