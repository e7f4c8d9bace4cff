// lib/parse/parse_match.cpp
//
// match and its patterns (language reference, section 8.6).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

// `match` is a name unless its line ends in a colon, which no other statement that starts with a name does:
//   match x:        match(x)        match = 1        match[x]: int
// or a block of `case` stands below it, where the colon was forgotten.
bool Parser::atSoftStatement() const {
  switch (kindAhead(1)) {
  case TokenKind::Equal:
  case TokenKind::Dot:
  case TokenKind::Comma:
  case TokenKind::Colon:
  case TokenKind::Newline:
  case TokenKind::Semicolon:
  case TokenKind::RightParen: return false;
  default: break;
  }
  const Token* t = current_ + 1;
  while (t->kind != TokenKind::Newline && t->kind != TokenKind::EndOfFile) ++t;
  if (t->kind == TokenKind::EndOfFile) return false;
  bool has_cases = t[1].kind == TokenKind::Indent && t[2].kind == TokenKind::Identifier && t[2].name == case_;
  return t[-1].kind == TokenKind::Colon || (has_cases && atSoftKeyword(match_));
}

// "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
ast::Stmt* Parser::parseMatch() {
  std::uint32_t from = begin();
  advance();
  std::uint32_t subject_begin = begin();
  ast::Expr* subject = parseStarNamedExpression();
  if (at(TokenKind::Comma)) {
    List<ast::Expr> elements(*this);
    elements.add(subject);
    while (accept(TokenKind::Comma) && !at(TokenKind::Colon)) elements.add(parseStarNamedExpression());
    auto* tuple = make<ast::Tuple>(subject_begin);
    tuple->elts = elements.take();
    tuple->ctx = ast::ExprContext::Load;
    subject = tuple;
  } else if (subject->kind == ast::NodeKind::Starred) {
    fail(loc(*subject), diag::StarExpressionAlone);
  }
  expectColon("the subject of `match`");
  expect(TokenKind::Newline);
  if (!failed() && !accept(TokenKind::Indent)) failExpectedBlock("`match`", from);
  List<ast::MatchCase> cases(*this);
  while (!at(TokenKind::Dedent) && !at(TokenKind::EndOfFile) && !failed()) {
    if (!atSoftKeyword(case_)) {
      fail(loc(token()), diag::ExpectedToken, "`case`", lex::describe(kind()));
      break;
    }
    cases.add(parseCase());
  }
  accept(TokenKind::Dedent);
  auto* statement = make<ast::Match>(from);
  statement->subject = subject;
  statement->cases = cases.take();
  return statement;
}

// "case" patterns ['if' named_expression] ':' block
ast::MatchCase* Parser::parseCase() {
  std::uint32_t from = begin();
  advance();
  ast::Pattern* pattern = parseOpenPattern();
  ast::Expr* guard = accept(TokenKind::KwIf) ? parseNamedExpression() : nullptr;
  expectColon("the pattern of `case`");
  std::span<ast::Stmt*> body = parseBlock("`case`", from);
  auto* match_case = make<ast::MatchCase>(from);
  match_case->pattern = pattern;
  match_case->guard = guard;
  match_case->body = body;
  return match_case;
}

// open_sequence_pattern | pattern: commas make a sequence without brackets
ast::Pattern* Parser::parseOpenPattern() {
  std::uint32_t from = begin();
  ast::Pattern* first = at(TokenKind::Star) ? parseStarPattern() : parsePattern();
  if (!at(TokenKind::Comma)) {
    if (first->kind == ast::NodeKind::MatchStar) fail(loc(token()), diag::StarExpressionAlone);
    return first;
  }
  List<ast::Pattern> patterns(*this);
  patterns.add(first);
  while (accept(TokenKind::Comma) && !at(TokenKind::Colon) && !at(TokenKind::KwIf)) {
    patterns.add(at(TokenKind::Star) ? parseStarPattern() : parsePattern());
  }
  auto* sequence = make<ast::MatchSequence>(from);
  sequence->patterns = patterns.take();
  return sequence;
}

// or_pattern ['as' NAME]
ast::Pattern* Parser::parsePattern() {
  Level level(*this);
  std::uint32_t from = begin();
  ast::Pattern* pattern = parseOrPattern();
  if (!accept(TokenKind::KwAs)) return pattern;
  if (atSoftKeyword(underscore_)) fail(loc(token()), diag::PatternTarget);
  Name name = expectName();
  auto* capture = make<ast::MatchAs>(from);
  capture->pattern = pattern;
  capture->name = name;
  return capture;
}

// '|'.closed_pattern+
ast::Pattern* Parser::parseOrPattern() {
  std::uint32_t from = begin();
  ast::Pattern* first = parseClosedPattern();
  if (!at(TokenKind::Bar)) return first;
  List<ast::Pattern> patterns(*this);
  patterns.add(first);
  while (accept(TokenKind::Bar)) patterns.add(parseClosedPattern());
  auto* either = make<ast::MatchOr>(from);
  either->patterns = patterns.take();
  return either;
}

ast::Pattern* Parser::parseClosedPattern() {
  switch (kind()) {
  case TokenKind::Identifier: return parseNamePattern();
  case TokenKind::LeftParen: return parseSequencePattern(TokenKind::RightParen);
  case TokenKind::LeftBracket: return parseSequencePattern(TokenKind::RightBracket);
  case TokenKind::LeftBrace: return parseMappingPattern();
  default: return parseLiteralPattern();
  }
}

// signed_number | complex_number | strings | 'None' | 'True' | 'False'
ast::Pattern* Parser::parseLiteralPattern() {
  std::uint32_t from = begin();
  ast::Expr* value = parseLiteralExpr();
  auto* constant = ast::as<ast::Constant>(value);
  bool is_singleton = constant && (constant->value.kind == ast::ConstantValue::Kind::None ||
                                   constant->value.kind == ast::ConstantValue::Kind::True ||
                                   constant->value.kind == ast::ConstantValue::Kind::False);
  if (is_singleton) {
    auto* pattern = make<ast::MatchSingleton>(from);
    pattern->value = constant->value;
    return pattern;
  }
  auto* pattern = make<ast::MatchValue>(from);
  pattern->value = value;
  return pattern;
}

ast::Expr* Parser::parseLiteralExpr() {
  switch (kind()) {
  case TokenKind::Number:
  case TokenKind::Minus: return parseSignedNumber();
  case TokenKind::String:
  case TokenKind::FStringStart: {
    const Token& first = token();
    ast::Expr* value = parseStrings();
    if (!failed() && value->kind != ast::NodeKind::Constant) {
      fail(loc(*value), diag::ExpectedPattern, lex::describe(first.kind));
    }
    return value;
  }
  case TokenKind::KwNone:
  case TokenKind::KwTrue:
  case TokenKind::KwFalse: return parseAtom();
  default:
    if (!failed()) fail(loc(token()), diag::ExpectedPattern, lex::describe(kind()));
    return errorExpr();
  }
}

// ['-'] NUMBER [('+' | '-') NUMBER]
ast::Expr* Parser::parseSignedNumber() {
  std::uint32_t from = begin();
  bool is_negative = accept(TokenKind::Minus);
  if (is_negative && !at(TokenKind::Number)) {
    fail(loc(token()), diag::ExpectedToken, "a number", lex::describe(kind()));
    return errorExpr();
  }
  std::string_view text = textOf(token());
  auto* number_literal = static_cast<ast::Constant*>(parseNumber());
  ast::Expr* number = number_literal;
  if (is_negative) {
    auto* negated = make<ast::UnaryOp>(from);
    negated->op = ast::UnaryOperator::USub;
    negated->operand = number;
    number = negated;
  }
  if (!at(TokenKind::Plus) && !at(TokenKind::Minus)) return number;
  ast::BinaryOp op = at(TokenKind::Plus) ? ast::BinaryOp::Add : ast::BinaryOp::Sub;
  advance();
  if (!at(TokenKind::Number)) {
    if (!failed()) fail(loc(token()), diag::ExpectedToken, "an imaginary number", lex::describe(kind()));
    return errorExpr();
  }
  if (number_literal->value.kind == ast::ConstantValue::Kind::Imaginary) {
    fail(loc(*number), diag::ComplexRealMissing, text);
  }
  std::string_view second = textOf(token());
  auto* imaginary = static_cast<ast::Constant*>(parseNumber());
  if (imaginary->value.kind != ast::ConstantValue::Kind::Imaginary) {
    fail(loc(*imaginary), diag::ComplexImaginaryMissing, second);
  }
  auto* sum = make<ast::BinOp>(from);
  sum->left = number;
  sum->op = op;
  sum->right = imaginary;
  return sum;
}

// NAME ('.' NAME)*
ast::Expr* Parser::parseNameOrAttribute() {
  std::uint32_t from = begin();
  ast::Expr* value = parseNameExpr();
  while (accept(TokenKind::Dot)) {
    Name name = expectName();
    auto* attribute = make<ast::Attribute>(from);
    attribute->value = value;
    attribute->attr = name;
    attribute->ctx = ast::ExprContext::Load;
    value = attribute;
  }
  return value;
}

// "_" | NAME | attribute | name_or_attribute '(' ... ')'
ast::Pattern* Parser::parseNamePattern() {
  std::uint32_t from = begin();
  TokenKind next = kindAhead(1);
  if (next != TokenKind::Dot && next != TokenKind::LeftParen) {
    Name name = token().name == underscore_ ? Name{} : token().name;
    advance();
    auto* capture = make<ast::MatchAs>(from);
    capture->name = name;
    return capture;
  }
  ast::Expr* value = parseNameOrAttribute();
  if (at(TokenKind::LeftParen)) return parseClassPattern(from, value);
  auto* pattern = make<ast::MatchValue>(from);
  pattern->value = value;
  return pattern;
}

// name_or_attribute '(' [','.(pattern | NAME '=' pattern)+ [',']] ')'
ast::Pattern* Parser::parseClassPattern(std::uint32_t from, ast::Expr* cls) {
  advance();
  List<ast::Pattern> patterns(*this);
  std::vector<ast::Pattern*> keyword_patterns;
  std::vector<Name> keywords;
  while (!at(TokenKind::RightParen) && !failed()) {
    if (at(TokenKind::Identifier) && kindAhead(1) == TokenKind::Equal) {
      keywords.push_back(expectName());
      advance();
      keyword_patterns.push_back(parsePattern());
    } else {
      const Token& first = token();
      patterns.add(parsePattern());
      if (!keywords.empty()) fail(loc(first), diag::PatternKeywordOrder);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  if (!accept(TokenKind::RightParen)) failUnclosed(TokenKind::RightParen);
  auto* pattern = make<ast::MatchClass>(from);
  pattern->cls = cls;
  pattern->patterns = patterns.take();
  pattern->kwd_attrs = module_.arena.copy(keywords);
  pattern->kwd_patterns = module_.arena.copy(keyword_patterns);
  return pattern;
}

// '{' [','.((literal_expr | attribute) ':' pattern)+] [',' '**' NAME] [','] '}'
ast::Pattern* Parser::parseMappingPattern() {
  std::uint32_t from = begin();
  advance();
  std::vector<ast::Expr*> keys;
  List<ast::Pattern> patterns(*this);
  Name rest;
  while (!at(TokenKind::RightBrace) && !failed()) {
    if (rest) {
      fail(loc(token()), diag::PatternAfterRest, names_.text(rest));
      break;
    }
    if (accept(TokenKind::DoubleStar)) {
      if (atSoftKeyword(underscore_)) fail(loc(token()), diag::PatternTarget);
      rest = expectName();
    } else {
      keys.push_back(at(TokenKind::Identifier) && kindAhead(1) == TokenKind::Dot ? parseNameOrAttribute()
                                                                                 : parseLiteralExpr());
      expect(TokenKind::Colon);
      patterns.add(parsePattern());
    }
    if (!accept(TokenKind::Comma)) break;
  }
  if (!accept(TokenKind::RightBrace)) failUnclosed(TokenKind::RightBrace);
  auto* mapping = make<ast::MatchMapping>(from);
  mapping->keys = module_.arena.copy(keys);
  mapping->patterns = patterns.take();
  mapping->rest = rest;
  return mapping;
}

// '*' (NAME | "_")
ast::Pattern* Parser::parseStarPattern() {
  std::uint32_t from = begin();
  advance();
  bool is_wildcard = atSoftKeyword(underscore_);
  Name name = expectName();
  auto* star = make<ast::MatchStar>(from);
  star->name = is_wildcard ? Name{} : name;
  return star;
}

// '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')' | '(' pattern ')'
ast::Pattern* Parser::parseSequencePattern(TokenKind closing) {
  std::uint32_t from = begin();
  advance();
  List<ast::Pattern> patterns(*this);
  bool has_comma = false;
  while (!at(closing) && !failed()) {
    patterns.add(at(TokenKind::Star) ? parseStarPattern() : parsePattern());
    if (!accept(TokenKind::Comma)) break;
    has_comma = true;
  }
  if (!accept(closing)) failUnclosed(closing);
  if (failed()) return make<ast::MatchSequence>(from);
  bool is_group = closing == TokenKind::RightParen && patterns.size() == 1 && !has_comma;
  if (is_group) {
    if (patterns[0]->kind == ast::NodeKind::MatchStar) fail(loc(*patterns[0]), diag::StarExpressionAlone);
    return patterns[0];
  }
  auto* sequence = make<ast::MatchSequence>(from);
  sequence->patterns = patterns.take();
  return sequence;
}

} // namespace pyompcc::parse
