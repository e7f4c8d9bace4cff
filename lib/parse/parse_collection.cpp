// lib/parse/parse_collection.cpp
//
// Parentheses, displays and comprehensions (language reference, sections 6.2.3 to 6.2.8).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

// Instead of a closing bracket something else stands here.
void Parser::failUnclosed(TokenKind closing) {
  if (failed()) return;
  if (at(TokenKind::Newline) || at(TokenKind::EndOfFile)) {
    fail(loc(token()), diag::ExpectedToken, lex::describe(closing), lex::describe(kind()));
  } else {
    failUnexpected(last_operand_);
  }
}

// The element of a comprehension is several expressions.
void Parser::failBareTuple(const ast::Expr& first, const ast::Expr& last) {
  fail({placement_.file, first.begin, last.end}, diag::UnparenthesisedTuple);
}

// '(' [yield_expr | star_named_expressions | generators] ')'
// Parentheses around one expression leave no trace in the tree.
ast::Expr* Parser::parseParenthesised() {
  std::uint32_t from = begin();
  advance();
  List<ast::Expr> elements(*this);
  bool is_tuple = at(TokenKind::RightParen);
  if (at(TokenKind::KwYield)) {
    elements.add(parseYield());
  } else if (!is_tuple) {
    elements.add(parseStarNamedExpression());
    if (atComprehension()) return parseComprehension<ast::GeneratorExp>(from, elements[0], TokenKind::RightParen);
    while (accept(TokenKind::Comma)) {
      is_tuple = true;
      if (at(TokenKind::RightParen)) break;
      elements.add(parseStarNamedExpression());
    }
  }
  if (!accept(TokenKind::RightParen)) failUnclosed(TokenKind::RightParen);
  if (failed()) return errorExpr();
  if (!is_tuple) {
    if (elements[0]->kind == ast::NodeKind::Starred) fail(loc(*elements[0]), diag::StarExpressionAlone);
    return elements[0];
  }
  auto* tuple = make<ast::Tuple>(from);
  tuple->elts = elements.take();
  tuple->ctx = ast::ExprContext::Load;
  return tuple;
}

// '[' [star_named_expressions | named_expression generators] ']'
ast::Expr* Parser::parseListDisplay() {
  std::uint32_t from = begin();
  advance();
  List<ast::Expr> elements(*this);
  while (!at(TokenKind::RightBracket) && !failed()) {
    elements.add(parseStarNamedExpression());
    if (elements.size() == 1 && atComprehension()) {
      return parseComprehension<ast::ListComp>(from, elements[0], TokenKind::RightBracket);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  if (elements.size() > 1 && atComprehension()) failBareTuple(*elements[0], *elements.last());
  if (!accept(TokenKind::RightBracket)) failUnclosed(TokenKind::RightBracket);
  auto* list = make<ast::List>(from);
  list->elts = elements.take();
  list->ctx = ast::ExprContext::Load;
  return list;
}

// dict | dictcomp | set | setcomp
ast::Expr* Parser::parseBraceDisplay() {
  std::uint32_t from = begin();
  advance();
  if (at(TokenKind::RightBrace) || at(TokenKind::DoubleStar)) return parseDict(from, nullptr);
  ast::Expr* first = parseStarNamedExpression();
  if (at(TokenKind::Colon)) return parseDict(from, first);
  if (atComprehension()) return parseComprehension<ast::SetComp>(from, first, TokenKind::RightBrace);
  List<ast::Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && !at(TokenKind::RightBrace)) elements.add(parseStarNamedExpression());
  if (elements.size() > 1 && atComprehension()) failBareTuple(*elements[0], *elements.last());
  if (!accept(TokenKind::RightBrace)) failUnclosed(TokenKind::RightBrace);
  auto* set = make<ast::Set>(from);
  set->elts = elements.take();
  return set;
}

// '{' [','.('**' bitwise_or | expression ':' expression)+ [',']] '}' | '{' expression ':' expression generators '}'
// `first` is the first key, already read, or null.
ast::Expr* Parser::parseDict(std::uint32_t from, ast::Expr* first) {
  // Keys and values in turn; the key of `**mapping` is null.
  List<ast::Expr> items(*this);
  while (!at(TokenKind::RightBrace) && !failed()) {
    if (!first && accept(TokenKind::DoubleStar)) {
      std::uint32_t stars = current_[-1].begin;
      items.add(nullptr);
      items.add(parseBinary(0));
      bool is_first = items.size() == 2;
      if (atComprehension()) fail(is_first ? loc(stars, stars + 2) : loc(token()), diag::ComprehensionUnpacks, "**");
    } else {
      items.add(first ? first : parseExpression());
      first = nullptr;
      if (!failed() && !accept(TokenKind::Colon)) {
        // The end of the key, as CPython has it: what follows may stand on another line.
        std::uint32_t end = items.last()->end;
        fail({placement_.file, end - 1, end}, diag::ExpectedToken, lex::describe(TokenKind::Colon),
             lex::describe(kind()));
      }
      // The colon, as CPython has it.
      bool is_value_missing = at(TokenKind::RightBrace) || at(TokenKind::Comma);
      if (is_value_missing) fail(loc(current_[-1]), diag::ExpectedExpression, lex::describe(kind()));
      items.add(parseExpression());
      if (items.size() == 2 && atComprehension()) {
        std::span<ast::Comprehension*> generators = parseComprehensions();
        if (!accept(TokenKind::RightBrace)) failUnclosed(TokenKind::RightBrace);
        auto* comprehension = make<ast::DictComp>(from);
        comprehension->key = items[0];
        comprehension->value = items[1];
        comprehension->generators = generators;
        return comprehension;
      }
    }
    if (!accept(TokenKind::Comma)) break;
  }
  if (!accept(TokenKind::RightBrace)) failUnclosed(TokenKind::RightBrace);
  auto* dict = make<ast::Dict>(from);
  std::size_t count = items.size();
  List<ast::Expr> keys(*this);
  for (std::size_t i = 0; i + 1 < count; i += 2) keys.add(items[i]);
  dict->keys = keys.take();
  List<ast::Expr> values(*this);
  for (std::size_t i = 1; i < count; i += 2) values.add(items[i]);
  dict->values = values.take();
  return dict;
}

bool Parser::atComprehension() const {
  return at(TokenKind::KwFor) || (at(TokenKind::KwAsync) && kindAhead(1) == TokenKind::KwFor);
}

// (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
std::span<ast::Comprehension*> Parser::parseComprehensions() {
  List<ast::Comprehension> generators(*this);
  while (atComprehension()) {
    std::uint32_t from = begin();
    bool is_async = accept(TokenKind::KwAsync);
    advance();
    ast::Expr* target = parseTargetList();
    expect(TokenKind::KwIn);
    ast::Expr* iter = parseDisjunction();
    List<ast::Expr> conditions(*this);
    while (accept(TokenKind::KwIf)) conditions.add(parseDisjunction());
    std::span<ast::Expr*> ifs = conditions.take();
    auto* generator = make<ast::Comprehension>(from);
    generator->target = target;
    generator->iter = iter;
    generator->ifs = ifs;
    generator->is_async = is_async ? 1 : 0;
    generators.add(generator);
  }
  return generators.take();
}

// The rest of a comprehension after its element, the closing bracket included.
template <class T> ast::Expr* Parser::parseComprehension(std::uint32_t from, ast::Expr* element, TokenKind closing) {
  if (element->kind == ast::NodeKind::Starred) fail(loc(*element), diag::ComprehensionUnpacks, "*");
  std::span<ast::Comprehension*> generators = parseComprehensions();
  if (!accept(closing)) failUnclosed(closing);
  auto* comprehension = make<T>(from);
  comprehension->elt = element;
  comprehension->generators = generators;
  return comprehension;
}

template ast::Expr* Parser::parseComprehension<ast::GeneratorExp>(std::uint32_t, ast::Expr*, TokenKind);

} // namespace pyompcc::parse
