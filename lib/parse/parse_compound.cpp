// lib/parse/parse_compound.cpp
//
// Blocks, if, while, for, with, try, async and decorators (language reference, section 8).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

// block: NEWLINE INDENT statements DEDENT | simple_stmts, after the colon. `what` and the place of the header are for
// the message when there is no block.
std::span<ast::Stmt*> Parser::parseBlock(std::string_view what, std::uint32_t header) {
  List<ast::Stmt> body(*this);
  if (failed()) return {};
  if (!at(TokenKind::Newline)) {
    parseSimpleLine(body);
    return body.take();
  }
  advance();
  if (!accept(TokenKind::Indent)) {
    failExpectedBlock(what, header);
    return {};
  }
  parseStatements(body);
  accept(TokenKind::Dedent);
  return body.take();
}

// The line here belongs to the block outside: it is read as if the header had not been there.
void Parser::failExpectedBlock(std::string_view what, std::uint32_t header) {
  std::uint32_t line = 1;
  for (std::uint32_t i = 0; i < header; ++i) line += text_[i] == '\n' || (text_[i] == '\r' && text_[i + 1] != '\n');
  fail(loc(token()), diag::ExpectedIndent, what, static_cast<diag::Number>(line));
  is_line_unread_ = true;
  has_orphaned_clauses_ = true;
}

std::span<ast::Stmt*> Parser::parseElse() {
  std::uint32_t from = begin();
  if (!accept(TokenKind::KwElse)) return {};
  expectColon("`else`");
  return parseBlock("`else`", from);
}

// 'if' named_expression ':' block ('elif' named_expression ':' block)* [else_block]
// A chain of elif becomes Ifs inside each other; it is built from the inside when its end is known.
ast::Stmt* Parser::parseIf() {
  List<ast::Stmt> chain(*this);
  for (bool is_first = true; is_first || at(TokenKind::KwElif); is_first = false) {
    std::uint32_t from = begin();
    advance();
    ast::Expr* test = parseNamedExpression();
    expectColon(is_first ? "the condition of `if`" : "the condition of `elif`");
    std::span<ast::Stmt*> body = parseBlock(is_first ? "`if`" : "`elif`", from);
    auto* link = make<ast::If>(from);
    link->test = test;
    link->body = body;
    chain.add(link);
  }
  std::span<ast::Stmt*> last = parseElse();
  std::uint32_t end = placement_.loc(0, previousEnd()).end;
  for (std::size_t i = chain.size(); i-- > 0;) {
    auto* link = static_cast<ast::If*>(chain[i]);
    link->orelse = last;
    link->end = end;
    last = i > 0 ? single<ast::Stmt>(link) : last;
  }
  return chain[0];
}

// 'while' named_expression ':' block [else_block]
ast::Stmt* Parser::parseWhile() {
  std::uint32_t from = begin();
  advance();
  ast::Expr* test = parseNamedExpression();
  expectColon("the condition of `while`");
  std::span<ast::Stmt*> body = parseBlock("`while`", from);
  std::span<ast::Stmt*> orelse = parseElse();
  auto* statement = make<ast::While>(from);
  statement->test = test;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

// 'for' star_targets 'in' star_expressions ':' block [else_block]
template <class T> ast::Stmt* Parser::parseFor(std::uint32_t from) {
  std::uint32_t word = begin();
  advance();
  ast::Expr* target = parseTargetList();
  expect(TokenKind::KwIn);
  ast::Expr* iter = parseStarExpressions();
  expectColon("the header of `for`");
  std::span<ast::Stmt*> body = parseBlock("`for`", word);
  std::span<ast::Stmt*> orelse = parseElse();
  auto* statement = make<T>(from);
  statement->target = target;
  statement->iter = iter;
  statement->body = body;
  statement->orelse = orelse;
  return statement;
}

// 'with' ('(' ','.with_item+ [','] ')' | ','.with_item+) ':' block
template <class T> ast::Stmt* Parser::parseWith(std::uint32_t from) {
  std::uint32_t word = begin();
  advance();
  List<ast::WithItem> items(*this);
  bool is_parenthesised = atParenthesisedItems();
  if (is_parenthesised) advance();
  do {
    items.add(parseWithItem());
  } while (accept(TokenKind::Comma) && !(is_parenthesised && at(TokenKind::RightParen)));
  if (is_parenthesised) expect(TokenKind::RightParen);
  expectColon("the header of `with`");
  std::span<ast::Stmt*> body = parseBlock("`with`", word);
  auto* statement = make<T>(from);
  statement->items = items.take();
  statement->body = body;
  return statement;
}

// expression ['as' star_target]
ast::WithItem* Parser::parseWithItem() {
  std::uint32_t from = begin();
  ast::Expr* context = parseExpression();
  ast::Expr* target = nullptr;
  if (accept(TokenKind::KwAs)) {
    target = parseTarget();
    setContext(target, ast::ExprContext::Store, true);
  }
  auto* item = make<ast::WithItem>(from);
  item->context_expr = context;
  item->optional_vars = target;
  return item;
}

// Parentheses after `with` hold items when the colon follows them and nothing in them says otherwise:
//   with (a, b):   two items          with (yield x):  with (a := b):  with (*a, b):  with (x for x in y):  one item
bool Parser::atParenthesisedItems() const {
  if (!at(TokenKind::LeftParen) || kindAhead(1) == TokenKind::RightParen) return false;
  std::size_t depth = 0;
  for (const Token* t = current_;; ++t) {
    switch (t->kind) {
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace: ++depth; break;
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
      if (--depth == 0) return t[1].kind == TokenKind::Colon;
      break;
    case TokenKind::KwYield:
    case TokenKind::KwFor:
    case TokenKind::ColonEqual:
      if (depth == 1) return false;
      break;
    case TokenKind::Star:
      if (depth == 1 && (t[-1].kind == TokenKind::LeftParen || t[-1].kind == TokenKind::Comma) &&
          (t == current_ + 1 || t[-1].kind == TokenKind::Comma)) {
        return false;
      }
      break;
    case TokenKind::Newline:
    case TokenKind::EndOfFile: return false;
    default: break;
    }
  }
}

// 'try' ':' block (except_block+ [else_block] [finally_block] | finally_block)
ast::Stmt* Parser::parseTry() {
  std::uint32_t from = begin();
  advance();
  expectColon("`try`");
  std::span<ast::Stmt*> body = parseBlock("`try`", from);
  List<ast::ExceptHandler> handlers(*this);
  bool is_star = false;
  while (at(TokenKind::KwExcept)) {
    const Token* word = current_;
    bool is_star_here = false;
    handlers.add(parseHandler(is_star_here));
    if (failed()) break;
    if (handlers.size() > 1 && is_star_here != is_star) report(loc(*word), diag::ExceptKindsMixed);
    is_star = is_star_here;
  }
  std::span<ast::ExceptHandler*> handled = handlers.take();
  std::span<ast::Stmt*> orelse = handled.empty() ? std::span<ast::Stmt*>() : parseElse();
  std::span<ast::Stmt*> finalbody;
  std::uint32_t finally = begin();
  if (accept(TokenKind::KwFinally)) {
    expectColon("`finally`");
    finalbody = parseBlock("`finally`", finally);
  } else if (handled.empty() && !failed()) {
    fail(loc(token()), diag::ExpectedHandler);
    is_line_unread_ = true;
    has_orphaned_clauses_ = true;
  }
  auto fill = [&](auto* statement) -> ast::Stmt* {
    statement->body = body;
    statement->handlers = handled;
    statement->orelse = orelse;
    statement->finalbody = finalbody;
    return statement;
  };
  return is_star ? fill(make<ast::TryStar>(from)) : fill(make<ast::Try>(from));
}

// 'except' ['*'] [expression ['as' NAME]] ':' block; several types without parentheses as PEP 758
ast::ExceptHandler* Parser::parseHandler(bool& is_star) {
  std::uint32_t from = begin();
  advance();
  if (at(TokenKind::Star)) require(11, loc(token()), "`except*`");
  is_star = accept(TokenKind::Star);
  ast::Expr* type = nullptr;
  Name name;
  if (!at(TokenKind::Colon)) {
    std::uint32_t type_begin = begin();
    type = parseExpression();
    if (at(TokenKind::Comma)) {
      List<ast::Expr> types(*this);
      types.add(type);
      while (accept(TokenKind::Comma) && !at(TokenKind::Colon)) types.add(parseExpression());
      auto* tuple = make<ast::Tuple>(type_begin);
      tuple->elts = types.take();
      type = tuple;
      if (at(TokenKind::KwAs)) fail(loc(*tuple), diag::UnparenthesisedTuple);
      require(14, loc(*tuple), "`except` with several types without parentheses");
    }
    if (accept(TokenKind::KwAs)) name = expectName();
  } else if (is_star) {
    fail(loc(token()), diag::ExceptStarWithoutType);
  }
  expectColon(is_star ? "the type of `except*`" : type ? "the type of `except`" : "`except`");
  std::span<ast::Stmt*> body = parseBlock(is_star ? "`except*`" : "`except`", from);
  auto* handler = make<ast::ExceptHandler>(from);
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

// 'async' (function_def | with_stmt | for_stmt)
ast::Stmt* Parser::parseAsync() {
  std::uint32_t from = begin();
  advance();
  switch (kind()) {
  case TokenKind::KwDef: return parseFunction<ast::AsyncFunctionDef>(from, {});
  case TokenKind::KwFor: return parseFor<ast::AsyncFor>(from);
  case TokenKind::KwWith: return parseWith<ast::AsyncWith>(from);
  default:
    fail(loc(token()), diag::ExpectedToken, "`def`, `for` or `with` after `async`", lex::describe(kind()));
    return make<ast::Pass>(from);
  }
}

// ('@' named_expression NEWLINE)+ (class_def | function_def)
ast::Stmt* Parser::parseDecorated() {
  List<ast::Expr> decorators(*this);
  while (accept(TokenKind::At)) {
    decorators.add(parseNamedExpression());
    if (!accept(TokenKind::Newline)) failAfterStatement();
  }
  std::span<ast::Expr*> list = decorators.take();
  std::uint32_t from = begin();
  if (at(TokenKind::KwDef)) return parseFunction<ast::FunctionDef>(from, list);
  if (at(TokenKind::KwClass)) return parseClass(list);
  if (accept(TokenKind::KwAsync) && at(TokenKind::KwDef)) return parseFunction<ast::AsyncFunctionDef>(from, list);
  // A deeper indentation is reported at the last of its blanks.
  support::Loc place = at(TokenKind::Indent) ? loc(begin() - 1, begin()) : loc(token());
  if (!failed()) fail(place, diag::ExpectedToken, "`def` or `class` after a decorator", lex::describe(kind()));
  return make<ast::Pass>(from);
}

template ast::Stmt* Parser::parseFor<ast::For>(std::uint32_t);
template ast::Stmt* Parser::parseWith<ast::With>(std::uint32_t);

} // namespace pyompcc::parse
