// lib/parse/parse_import.cpp
//
// import and from ... import (language reference, section 7.11).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

Name Parser::expectName() {
  if (at(TokenKind::Identifier)) {
    Name name = token().name;
    advance();
    return name;
  }
  if (!failed()) fail(placeOfMissing(), diag::ExpectedName, lex::describe(kind()));
  return {};
}

// NAME ('.' NAME)*
Name Parser::parseDottedName() {
  Name name = expectName();
  if (!at(TokenKind::Dot)) return name;
  std::string text(names_.text(name));
  while (accept(TokenKind::Dot)) {
    text += '.';
    text += names_.text(expectName());
  }
  return names_.intern(text);
}

ast::Alias* Parser::parseAlias(bool is_dotted) {
  std::uint32_t from = begin();
  Name name = is_dotted ? parseDottedName() : expectName();
  Name asname = accept(TokenKind::KwAs) ? expectName() : Name{};
  auto* alias = make<ast::Alias>(from);
  alias->name = name;
  alias->asname = asname;
  return alias;
}

// 'import' ','.(dotted_name ['as' NAME])+
ast::Stmt* Parser::parseImport() {
  std::uint32_t from = begin();
  advance();
  List<ast::Alias> imported(*this);
  do {
    imported.add(parseAlias(true));
  } while (accept(TokenKind::Comma));
  if (at(TokenKind::KwFrom)) fail(python_ < 12 ? loc(token()) : loc(from, token().end), diag::ImportOrder);
  auto* statement = make<ast::Import>(from);
  statement->names = imported.take();
  return statement;
}

// 'from' ('.' | '...')* [dotted_name] 'import' ('*' | names | '(' names [','] ')')
ast::Stmt* Parser::parseImportFrom() {
  std::uint32_t from = begin();
  advance();
  int level = 0;
  for (; at(TokenKind::Dot) || at(TokenKind::Ellipsis); advance()) level += at(TokenKind::Dot) ? 1 : 3;
  Name module = level > 0 && at(TokenKind::KwImport) ? Name{} : parseDottedName();
  expect(TokenKind::KwImport);
  List<ast::Alias> imported(*this);
  if (at(TokenKind::Star)) {
    std::uint32_t star = begin();
    advance();
    imported.add(make<ast::Alias>(star));
    imported.last()->name = names_.intern("*");
  } else {
    bool is_parenthesised = accept(TokenKind::LeftParen);
    if (is_parenthesised && at(TokenKind::Star)) fail(loc(token()), diag::ImportStarInParens);
    const Token* comma = nullptr;
    do {
      if (comma && (is_parenthesised ? at(TokenKind::RightParen) : at(TokenKind::Newline))) break;
      imported.add(parseAlias(false));
      comma = current_;
    } while (accept(TokenKind::Comma));
    if (is_parenthesised) {
      expect(TokenKind::RightParen);
    } else if (comma && comma->kind == TokenKind::Comma) {
      fail(loc(token()), diag::ImportTrailingComma);
    }
  }
  auto* statement = make<ast::ImportFrom>(from);
  statement->module = module;
  statement->names = imported.take();
  statement->level = level;
  return statement;
}

} // namespace pyompcc::parse
