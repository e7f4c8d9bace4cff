// lib/parse/parse_statement.cpp
//
// Statement lists and simple statements (language reference, section 7).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

#include <algorithm>
#include <utility>

namespace pyompcc::parse {
namespace {

using ast::BinaryOp;

std::optional<BinaryOp> augmentedOp(TokenKind kind) {
  switch (kind) {
  case TokenKind::PlusEqual: return BinaryOp::Add;
  case TokenKind::MinusEqual: return BinaryOp::Sub;
  case TokenKind::StarEqual: return BinaryOp::Mult;
  case TokenKind::SlashEqual: return BinaryOp::Div;
  case TokenKind::DoubleSlashEqual: return BinaryOp::FloorDiv;
  case TokenKind::PercentEqual: return BinaryOp::Mod;
  case TokenKind::AtEqual: return BinaryOp::MatMult;
  case TokenKind::DoubleStarEqual: return BinaryOp::Pow;
  case TokenKind::AmperEqual: return BinaryOp::BitAnd;
  case TokenKind::BarEqual: return BinaryOp::BitOr;
  case TokenKind::CaretEqual: return BinaryOp::BitXor;
  case TokenKind::LeftShiftEqual: return BinaryOp::LShift;
  case TokenKind::RightShiftEqual: return BinaryOp::RShift;
  default: return std::nullopt;
  }
}

bool isSingleTarget(const ast::Expr& expr) {
  return expr.kind == ast::NodeKind::NameExpr || expr.kind == ast::NodeKind::Attribute ||
         expr.kind == ast::NodeKind::Subscript;
}

} // namespace

// statements: statement*, up to the end of the block
void Parser::parseStatements(List<ast::Stmt>& body) {
  while (!at(TokenKind::EndOfFile) && !at(TokenKind::Dedent)) {
    if (at(TokenKind::Indent)) {
      // At the last of the blanks, as CPython.
      report(loc(begin() - 1, begin()), diag::UnexpectedIndent);
      skipBlock();
      continue;
    }
    std::size_t size = body.size();
    parseStatement(body);
    if (!failed()) continue;
    while (body.size() > size) body.removeLast();
    recover();
  }
}

void Parser::parseStatement(List<ast::Stmt>& body) {
  ast::Stmt* statement = nullptr;
  switch (kind()) {
  case TokenKind::KwIf: statement = parseIf(); break;
  case TokenKind::KwWhile: statement = parseWhile(); break;
  case TokenKind::KwFor: statement = parseFor<ast::For>(begin()); break;
  case TokenKind::KwWith: statement = parseWith<ast::With>(begin()); break;
  case TokenKind::KwTry: statement = parseTry(); break;
  case TokenKind::KwDef: statement = parseFunction<ast::FunctionDef>(begin(), {}); break;
  case TokenKind::KwClass: statement = parseClass({}); break;
  case TokenKind::KwAsync: statement = parseAsync(); break;
  case TokenKind::At: statement = parseDecorated(); break;
  case TokenKind::KwElif:
  case TokenKind::KwElse:
  case TokenKind::KwExcept:
  case TokenKind::KwFinally: return failWordOutOfPlace();
  default:
    if (atOrphanedCase()) {
      parseCase();
      return;
    }
    if (!atSoftKeyword(match_) || !atSoftStatement()) return parseSimpleLine(body);
    statement = parseMatch();
    break;
  }
  body.add(statement);
}

// A clause without its statement; nothing is said when the statement is there but could not be read.
void Parser::failWordOutOfPlace() {
  bool is_orphan = std::exchange(has_orphaned_clauses_, false) ||
                   std::ranges::find(buffer_.uneven_lines, begin()) != buffer_.uneven_lines.end();
  if (!is_orphan) {
    fail(loc(token()), diag::WordOutOfPlace, lex::spelling(kind()));
  } else if (beginFailure()) {
    --error_count_;
  }
}

// A `case` line of a `match` that could not be read.
bool Parser::atOrphanedCase() const { return error_count_ > 0 && atSoftKeyword(case_) && atSoftStatement(); }

// simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE
void Parser::parseSimpleLine(List<ast::Stmt>& body) {
  do {
    body.add(parseSimpleStatement());
  } while (accept(TokenKind::Semicolon) && !at(TokenKind::Newline));
  if (!accept(TokenKind::Newline)) failAfterStatement();
}

// Something follows a statement on its line, or an expression in brackets, which started at `from`. What it is tells
// what was most likely meant.
void Parser::failUnexpected(std::uint32_t from) {
  if (failed()) return;
  using enum TokenKind;
  const Token* before = current_ == buffer_.tokens.data() ? nullptr : current_ - 1;
  // CPython misses no comma behind a name before a string, or behind a word that may start a statement.
  bool is_name_before = before && before->begin == from && before->kind == Identifier;
  bool is_soft = is_name_before && (before->name == match_ || before->name == case_ || before->name == underscore_);
  if (is_name_before && (at(String) || (is_soft && !at(Equal)))) from = begin();
  switch (kind()) {
  case Identifier:
  case Number:
  case String:
  case FStringStart:
  case KwNone:
  case KwTrue:
  case KwFalse:
  case KwLambda: fail(loc(from, token().end), diag::MissingComma); return;
  case Equal: return failAssignment();
  case KwNot: fail(loc(current_[1]), diag::ExpectedToken, "`in` after `not`", lex::describe(kindAhead(1))); return;
  default: fail(loc(token()), diag::ExpectedAfterStatement, lex::describe(kind())); return;
  }
}

template <class T> ast::Stmt* Parser::parseKeywordStatement() {
  std::uint32_t from = begin();
  advance();
  return make<T>(from);
}

ast::Stmt* Parser::parseSimpleStatement() {
  switch (kind()) {
  case TokenKind::KwPass: return parseKeywordStatement<ast::Pass>();
  case TokenKind::KwBreak: return parseKeywordStatement<ast::Break>();
  case TokenKind::KwContinue: return parseKeywordStatement<ast::Continue>();
  case TokenKind::KwReturn: return parseReturn();
  case TokenKind::KwRaise: return parseRaise();
  case TokenKind::KwImport: return parseImport();
  case TokenKind::KwFrom: return parseImportFrom();
  case TokenKind::KwGlobal: return parseScopeStatement<ast::Global>();
  case TokenKind::KwNonlocal: return parseScopeStatement<ast::Nonlocal>();
  case TokenKind::KwDel: return parseDelete();
  case TokenKind::KwAssert: return parseAssert();
  default: break;
  }
  if (atSoftKeyword(type_) && kindAhead(1) == TokenKind::Identifier) return parseTypeAlias();
  return parseExpressionStatement();
}

// assignment | star_expressions
ast::Stmt* Parser::parseExpressionStatement() {
  std::uint32_t from = begin();
  bool is_parenthesised = at(TokenKind::LeftParen);
  const Token* first_token = current_;
  ast::Expr* first = parseYieldOrStarExpressions();
  if (at(TokenKind::Newline) || at(TokenKind::Semicolon)) {
    auto* statement = make<ast::ExprStmt>(from);
    statement->value = first;
    return statement;
  }
  if (at(TokenKind::Equal)) return parseAssignment(from, first);
  if (at(TokenKind::Colon)) return parseAnnotatedAssignment(from, is_parenthesised, first);
  if (auto op = augmentedOp(kind())) {
    if (!isSingleTarget(*first)) {
      fail(loc(*first), diag::AugmentedTarget, lex::spelling(kind()), describeExpr(*first));
      return make<ast::Pass>(from);
    }
    setContext(first, ast::ExprContext::Store, true);
    advance();
    auto* statement = make<ast::AugAssign>(from, from);
    statement->target = first;
    statement->op = *op;
    statement->value = parseYieldOrStarExpressions();
    statement->end = placement_.loc(from, previousEnd()).end;
    return statement;
  }
  // Python 2's statements.
  bool is_statement_word = first_token->kind == TokenKind::Identifier && first->kind == ast::NodeKind::NameExpr &&
                           (textOf(*first_token) == "print" || textOf(*first_token) == "exec");
  if (is_statement_word && !failed()) fail(loc(*first_token), diag::PrintStatement, textOf(*first_token));
  failAfterStatement();
  return make<ast::Pass>(from);
}

// (star_targets '=')+ (yield_expr | star_expressions)
ast::Stmt* Parser::parseAssignment(std::uint32_t from, ast::Expr* first) {
  List<ast::Expr> targets(*this);
  ast::Expr* value = first;
  while (at(TokenKind::Equal)) {
    if (!setContext(value, ast::ExprContext::Store, true)) break;
    targets.add(value);
    advance();
    value = parseYieldOrStarExpressions();
  }
  auto* statement = make<ast::Assign>(from);
  statement->targets = targets.take();
  statement->value = value;
  return statement;
}

// (NAME | '(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
ast::Stmt* Parser::parseAnnotatedAssignment(std::uint32_t from, bool is_parenthesised, ast::Expr* target) {
  if (!isSingleTarget(*target)) {
    if (target->kind == ast::NodeKind::Tuple || target->kind == ast::NodeKind::List) {
      fail(loc(*target), diag::AnnotationTarget, describeExpr(*target));
    } else {
      fail(loc(token()), diag::ExpectedAfterStatement, lex::describe(kind()));
    }
    return make<ast::Pass>(from);
  }
  setContext(target, ast::ExprContext::Store, true);
  expect(TokenKind::Colon);
  ast::Expr* annotation = parseExpression();
  ast::Expr* value = accept(TokenKind::Equal) ? parseYieldOrStarExpressions() : nullptr;
  auto* statement = make<ast::AnnAssign>(from);
  statement->target = target;
  statement->annotation = annotation;
  statement->value = value;
  statement->simple = target->kind == ast::NodeKind::NameExpr && !is_parenthesised ? 1 : 0;
  return statement;
}

// 'return' [star_expressions]
ast::Stmt* Parser::parseReturn() {
  std::uint32_t from = begin();
  advance();
  ast::Expr* value = atExpressionEnd() ? nullptr : parseStarExpressions();
  auto* statement = make<ast::Return>(from);
  statement->value = value;
  return statement;
}

// 'raise' [expression ['from' expression]]
ast::Stmt* Parser::parseRaise() {
  std::uint32_t from = begin();
  advance();
  ast::Expr* exception = atExpressionEnd() ? nullptr : parseExpression();
  ast::Expr* cause = exception && accept(TokenKind::KwFrom) ? parseExpression() : nullptr;
  auto* statement = make<ast::Raise>(from);
  statement->exc = exception;
  statement->cause = cause;
  return statement;
}

// 'assert' expression [',' expression]
ast::Stmt* Parser::parseAssert() {
  std::uint32_t from = begin();
  advance();
  ast::Expr* test = parseExpression();
  ast::Expr* message = accept(TokenKind::Comma) ? parseExpression() : nullptr;
  auto* statement = make<ast::Assert>(from);
  statement->test = test;
  statement->msg = message;
  return statement;
}

// 'del' del_target (',' del_target)* [',']
ast::Stmt* Parser::parseDelete() {
  std::uint32_t from = begin();
  advance();
  List<ast::Expr> targets(*this);
  do {
    ast::Expr* target = parseBinary(0);
    setContext(target, ast::ExprContext::Del, true);
    targets.add(target);
  } while (accept(TokenKind::Comma) && !atExpressionEnd());
  auto* statement = make<ast::Delete>(from);
  statement->targets = targets.take();
  return statement;
}

// 'type' NAME [type_params] '=' expression
ast::Stmt* Parser::parseTypeAlias() {
  std::uint32_t from = begin();
  require(12, loc(token()), "a `type` statement");
  advance();
  ast::Expr* name = parseNameExpr();
  setContext(name, ast::ExprContext::Store, true);
  std::span<ast::TypeParam*> type_params = parseTypeParams();
  expect(TokenKind::Equal);
  ast::Expr* value = parseExpression();
  auto* statement = make<ast::TypeAlias>(from);
  statement->name = name;
  statement->type_params = type_params;
  statement->value = value;
  return statement;
}

// ('global' | 'nonlocal') NAME (',' NAME)*
template <class T> ast::Stmt* Parser::parseScopeStatement() {
  std::uint32_t from = begin();
  advance();
  std::span<Name> listed = parseNameList();
  auto* statement = make<T>(from);
  statement->names = listed;
  return statement;
}

std::span<Name> Parser::parseNameList() {
  std::vector<Name> listed;
  do {
    listed.push_back(expectName());
  } while (accept(TokenKind::Comma));
  return module_.arena.copy(listed);
}

} // namespace pyompcc::parse
