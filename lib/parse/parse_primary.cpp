// lib/parse/parse_primary.cpp
//
// Atoms, attributes, calls and subscripts (language reference, sections 6.2 and 6.3).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

// primary: primary '.' NAME | primary '(' [arguments] ')' | primary '[' slices ']' | atom
ast::Expr* Parser::parsePrimary() {
  std::uint32_t from = begin();
  ast::Expr* primary = parseAtom();
  for (;;) {
    switch (kind()) {
    case TokenKind::Dot: {
      advance();
      Name name = expectName();
      auto* attribute = make<ast::Attribute>(from);
      attribute->value = primary;
      attribute->attr = name;
      attribute->ctx = ast::ExprContext::Load;
      primary = attribute;
      break;
    }
    case TokenKind::LeftParen: primary = parseCall(from, primary); break;
    case TokenKind::LeftBracket: primary = parseSubscript(from, primary); break;
    default: return primary;
    }
  }
}

ast::Expr* Parser::parseAtom() {
  switch (kind()) {
  case TokenKind::Identifier: return parseNameExpr();
  case TokenKind::Number: return parseNumber();
  case TokenKind::String:
  case TokenKind::FStringStart:
  case TokenKind::TStringStart: return parseStrings();
  case TokenKind::LeftParen: return parseParenthesised();
  case TokenKind::LeftBracket: return parseListDisplay();
  case TokenKind::LeftBrace: return parseBraceDisplay();
  case TokenKind::KwNone: return parseConstant(ast::ConstantValue::Kind::None);
  case TokenKind::KwTrue: return parseConstant(ast::ConstantValue::Kind::True);
  case TokenKind::KwFalse: return parseConstant(ast::ConstantValue::Kind::False);
  case TokenKind::Ellipsis: return parseConstant(ast::ConstantValue::Kind::Ellipsis);
  default: failExpectedExpression(); return errorExpr();
  }
}

ast::Expr* Parser::parseNameExpr() {
  std::uint32_t from = begin();
  Name name = expectName();
  auto* expr = make<ast::NameExpr>(from);
  expr->id = name;
  expr->ctx = ast::ExprContext::Load;
  return expr;
}

ast::Expr* Parser::parseConstant(ast::ConstantValue::Kind value) {
  std::uint32_t from = begin();
  advance();
  auto* constant = make<ast::Constant>(from);
  constant->value.kind = value;
  return constant;
}

ast::Expr* Parser::parseCall(std::uint32_t from, ast::Expr* callee) {
  std::span<ast::Expr*> args;
  std::span<ast::Keyword*> keywords;
  parseArguments(args, keywords, false);
  auto* call = make<ast::Call>(from);
  call->func = callee;
  call->args = args;
  call->keywords = keywords;
  return call;
}

// Notes a positional argument behind a keyword argument. CPython reports the first behind the arguments that could
// have been meant: the next one that is out of order again, or the closing bracket.
void Parser::checkOrder(ArgumentOrder& order, const ast::Node& argument) {
  if (const auto* keyword = ast::as<ast::Keyword>(&argument)) {
    order.has_keyword = true;
    order.has_unpacked_mapping = order.has_unpacked_mapping || !keyword->arg;
    return;
  }
  bool is_misplaced = order.has_keyword && argument.kind != ast::NodeKind::Starred && !atComprehension();
  if (!is_misplaced) return;
  if (order.misplaced) return failMisplaced(order);
  order.misplaced = &argument;
  order.after = order.has_unpacked_mapping ? "`**`" : "a keyword argument";
  order.has_keyword = order.has_unpacked_mapping = false;
}

void Parser::failMisplaced(const ArgumentOrder& order) {
  if (!order.misplaced || failed()) return;
  fail(loc(token()), diag::ArgumentAfterKeyword, order.after).note(loc(*order.misplaced), diag::ArgumentPositional);
}

// '(' [','.argument+ [',']] ')'
// A class takes no generator expression without parentheses.
void Parser::parseArguments(std::span<ast::Expr*>& args, std::span<ast::Keyword*>& keywords, bool is_class) {
  std::uint32_t open = begin();
  advance();
  List<ast::Node> given(*this);
  std::size_t keyword_count = 0;
  ArgumentOrder order;
  while (!at(TokenKind::RightParen) && !failed()) {
    if (at(TokenKind::Star) && order.has_unpacked_mapping) {
      fail(loc(python_ < 13 ? token() : current_[-1]), diag::ArgumentAfterKeyword, "`**`");
    }
    ast::Node* argument = parseArgument();
    if (failed()) break;
    if (argument->kind == ast::NodeKind::Keyword) ++keyword_count;
    checkOrder(order, *argument);
    if (atComprehension() && argument->kind != ast::NodeKind::Keyword) {
      // A generator expression that is the only argument shares the call's parentheses.
      auto* element = static_cast<ast::Expr*>(argument);
      if (element->kind == ast::NodeKind::Starred) fail(loc(*element), diag::ComprehensionUnpacks, "*");
      if (is_class) failUnclosed(TokenKind::RightParen);
      std::span<ast::Comprehension*> generators = parseComprehensions();
      bool is_alone = given.empty() && accept(TokenKind::RightParen);
      bool has_more = is_alone || !given.empty() || at(TokenKind::Comma);
      if (!has_more) {
        fail(loc(token()), diag::ExpectedToken, lex::describe(TokenKind::RightParen), lex::describe(kind()));
      }
      auto* generator = make<ast::GeneratorExp>(open);
      generator->elt = element;
      generator->generators = generators;
      if (!is_alone && !failed()) fail(loc(*element), diag::GeneratorNotAlone);
      args = single<ast::Expr>(generator);
      return;
    }
    given.add(argument);
    if (!accept(TokenKind::Comma)) break;
  }
  if (at(TokenKind::RightParen)) failMisplaced(order);
  if (!accept(TokenKind::RightParen)) return failUnclosed(TokenKind::RightParen);
  std::size_t count = given.size();
  List<ast::Expr> positional(*this);
  for (std::size_t i = 0; i < count; ++i) {
    if (given[i]->kind != ast::NodeKind::Keyword) positional.add(static_cast<ast::Expr*>(given[i]));
  }
  args = positional.take();
  List<ast::Keyword> named(*this);
  for (std::size_t i = 0; keyword_count > 0 && i < count; ++i) {
    if (auto* keyword = ast::as<ast::Keyword>(given[i])) named.add(keyword);
  }
  keywords = named.take();
}

// Nothing stands behind an `=`; what it belongs to starts at `from`.
void Parser::failMissingValue(std::uint32_t from) {
  bool is_missing = at(TokenKind::Comma) || at(TokenKind::RightParen);
  if (is_missing && python_ >= 12) fail(loc(from, previousEnd()), diag::ExpectedExpression, lex::describe(kind()));
}

// '*' expression | '**' expression | NAME '=' expression | named_expression
ast::Node* Parser::parseArgument() {
  std::uint32_t from = begin();
  if (at(TokenKind::Star)) {
    advance();
    ast::Expr* value = parseExpression();
    if (at(TokenKind::Equal) && python_ >= 12)
      fail(loc(from, token().end), diag::KeywordTarget, "an unpacked argument");
    auto* starred = make<ast::Starred>(from);
    starred->value = value;
    starred->ctx = ast::ExprContext::Load;
    return starred;
  }
  bool is_mapping = at(TokenKind::DoubleStar);
  if (is_mapping || (at(TokenKind::Identifier) && kindAhead(1) == TokenKind::Equal)) {
    advance();
    Name name = is_mapping ? Name{} : current_[-1].name;
    if (!is_mapping) advance();
    if (!is_mapping) failMissingValue(from);
    ast::Expr* value = parseExpression();
    auto* keyword = make<ast::Keyword>(from);
    keyword->arg = name;
    keyword->value = value;
    return keyword;
  }
  ast::Expr* value = parseNamedExpression();
  if (failed()) return value;
  if (at(TokenKind::Equal)) fail(loc(*value), diag::KeywordTarget, describeExpr(*value));
  return value;
}

// '[' ','.(slice | starred_expression)+ [','] ']', a tuple when there is a comma or a star
ast::Expr* Parser::parseSubscript(std::uint32_t from, ast::Expr* value) {
  advance();
  std::uint32_t slice_begin = begin();
  ast::Expr* slice = parseSliceOrExpression();
  bool is_tuple = at(TokenKind::Comma) || slice->kind == ast::NodeKind::Starred;
  auto require_star = [&](const ast::Expr* element) {
    if (element->kind == ast::NodeKind::Starred) require(11, loc(*element), "`*` in a subscript");
  };
  if (is_tuple && !failed()) {
    require_star(slice);
    List<ast::Expr> elements(*this);
    elements.add(slice);
    while (accept(TokenKind::Comma) && !at(TokenKind::RightBracket)) {
      elements.add(parseSliceOrExpression());
      require_star(elements.last());
    }
    auto* tuple = make<ast::Tuple>(slice_begin);
    tuple->elts = elements.take();
    tuple->ctx = ast::ExprContext::Load;
    slice = tuple;
  }
  if (!accept(TokenKind::RightBracket)) failUnclosed(TokenKind::RightBracket);
  auto* subscript = make<ast::Subscript>(from);
  subscript->value = value;
  subscript->slice = slice;
  subscript->ctx = ast::ExprContext::Load;
  return subscript;
}

// [expression] ':' [expression] [':' [expression]] | named_expression | '*' bitwise_or
ast::Expr* Parser::parseSliceOrExpression() {
  std::uint32_t from = begin();
  auto at_end = [&] { return at(TokenKind::Colon) || at(TokenKind::Comma) || at(TokenKind::RightBracket); };
  ast::Expr* lower = at(TokenKind::Colon) ? nullptr : parseStarNamedExpression();
  if (lower && !at(TokenKind::Colon)) return lower;
  advance();
  ast::Expr* upper = at_end() ? nullptr : parseExpression();
  ast::Expr* step = accept(TokenKind::Colon) && !at_end() ? parseExpression() : nullptr;
  auto* slice = make<ast::Slice>(from);
  slice->lower = lower;
  slice->upper = upper;
  slice->step = step;
  return slice;
}

} // namespace pyompcc::parse
