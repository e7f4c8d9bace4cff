// lib/parse/parse_function.cpp
//
// Functions, classes, lambdas, their parameters and type parameters (language reference, sections 6.14, 8.7 to 8.10).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {

// 'def' NAME [type_params] '(' [parameters] ')' ['->' expression] ':' block
template <class T> ast::Stmt* Parser::parseFunction(std::uint32_t from, std::span<ast::Expr*> decorators) {
  std::uint32_t word = begin();
  advance();
  Name name = expectName();
  std::span<ast::TypeParam*> type_params = parseTypeParams();
  expect(TokenKind::LeftParen);
  ast::Arguments* args = parseParameters(TokenKind::RightParen, true);
  expect(TokenKind::RightParen);
  bool has_returns = accept(TokenKind::Arrow);
  // The arrow, as CPython has it.
  if (has_returns && at(TokenKind::Colon)) fail(loc(current_[-1]), diag::ExpectedExpression, lex::describe(kind()));
  ast::Expr* returns = has_returns ? parseExpression() : nullptr;
  expectColon("the header of a function");
  std::span<ast::Stmt*> body = parseBlock("the header of a function", word);
  auto* function = make<T>(from);
  function->name = name;
  function->args = args;
  function->body = body;
  function->decorator_list = decorators;
  function->returns = returns;
  function->type_params = type_params;
  return function;
}

// 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
ast::Stmt* Parser::parseClass(std::span<ast::Expr*> decorators) {
  std::uint32_t from = begin();
  advance();
  Name name = expectName();
  std::span<ast::TypeParam*> type_params = parseTypeParams();
  std::span<ast::Expr*> bases;
  std::span<ast::Keyword*> keywords;
  if (at(TokenKind::LeftParen)) parseArguments(bases, keywords, true);
  expectColon("the header of a class");
  std::span<ast::Stmt*> body = parseBlock("the header of a class", from);
  auto* definition = make<ast::ClassDef>(from);
  definition->name = name;
  definition->bases = bases;
  definition->keywords = keywords;
  definition->body = body;
  definition->decorator_list = decorators;
  definition->type_params = type_params;
  return definition;
}

// Collects the parameters in the order that Python wants them in.
class Parser::ParameterList {
 public:
  ParameterList(Parser& parser, bool is_annotated) : parser_(parser), is_annotated_(is_annotated) {}

  // [positional ['/' ...]] ['*' [NAME] ...] ['**' NAME], each but the last followed by a comma
  void parse(TokenKind closing) {
    while (!parser_.failed() && !parser_.at(closing)) {
      switch (parser_.kind()) {
      case TokenKind::Slash: parseSlash(); break;
      case TokenKind::Star: parseStar(closing); break;
      case TokenKind::DoubleStar: parseDoubleStar(); break;
      default: parseNamed(); break;
      }
      if (!parser_.accept(TokenKind::Comma)) break;
    }
  }

  void moveTo(ast::Arguments& arguments) {
    support::Arena& arena = parser_.module_.arena;
    arguments.posonlyargs = arena.copy(posonlyargs_);
    arguments.args = arena.copy(args_);
    arguments.vararg = vararg_;
    arguments.kwonlyargs = arena.copy(kwonlyargs_);
    arguments.kw_defaults = arena.copy(kw_defaults_);
    arguments.kwarg = kwarg_;
    arguments.defaults = arena.copy(defaults_);
  }

 private:
  void parseSlash() {
    bool is_misplaced = has_slash_ || has_star_ || kwarg_ || args_.empty();
    if (is_misplaced) parser_.fail(parser_.loc(parser_.token()), diag::ParameterOrder, "`/`");
    parser_.advance();
    has_slash_ = true;
    posonlyargs_.swap(args_);
  }

  void parseStar(TokenKind closing) {
    if (has_star_ || kwarg_) parser_.fail(parser_.loc(parser_.token()), diag::ParameterOrder, "`*`");
    const Token& star = parser_.token();
    parser_.advance();
    has_star_ = true;
    if (parser_.at(TokenKind::Comma)) {
      TokenKind next = parser_.kindAhead(1);
      if (next == closing || next == TokenKind::DoubleStar) failStarAlone(star, closing, 1);
      return;
    }
    if (parser_.at(closing)) return failStarAlone(star, closing, 0);
    vararg_ = parser_.parseParameter(is_annotated_, true);
    refuseDefault(vararg_);
  }

  // At the star, and for a lambda, as CPython, at what follows.
  void failStarAlone(const Token& star, TokenKind closing, std::size_t distance) {
    const Token& place = closing == TokenKind::Colon ? parser_.current_[distance] : star;
    parser_.fail(parser_.loc(place), diag::ParameterStarAlone);
  }

  void parseDoubleStar() {
    if (kwarg_) parser_.fail(parser_.loc(parser_.token()), diag::ParameterOrder, "`**`");
    parser_.advance();
    kwarg_ = parser_.parseParameter(is_annotated_, false);
    refuseDefault(kwarg_);
  }

  void parseNamed() {
    if (kwarg_) parser_.fail(parser_.loc(parser_.token()), diag::ParameterOrder, "a parameter after `**`");
    ast::Arg* arg = parser_.parseParameter(is_annotated_, false);
    bool has_value = parser_.accept(TokenKind::Equal);
    if (has_value) parser_.failMissingValue(parser_.current_[-1].begin);
    ast::Expr* value = has_value ? parser_.parseExpression() : nullptr;
    if (has_star_) {
      kwonlyargs_.push_back(arg);
      kw_defaults_.push_back(value);
      return;
    }
    args_.push_back(arg);
    if (value) {
      defaults_.push_back(value);
    } else if (!defaults_.empty() && !parser_.failed()) {
      parser_.fail(parser_.loc(*arg), diag::DefaultMissing, parser_.names_.text(arg->arg));
    }
  }

  void refuseDefault(const ast::Arg* arg) {
    if (!parser_.at(TokenKind::Equal)) return;
    parser_.fail(parser_.loc(parser_.token()), diag::DefaultOnStar, parser_.names_.text(arg->arg));
  }

  Parser& parser_;
  bool is_annotated_;
  bool has_slash_ = false;
  bool has_star_ = false;
  std::vector<ast::Arg*> posonlyargs_, args_, kwonlyargs_;
  std::vector<ast::Expr*> defaults_, kw_defaults_;
  ast::Arg* vararg_ = nullptr;
  ast::Arg* kwarg_ = nullptr;
};

ast::Arguments* Parser::parseParameters(TokenKind closing, bool is_annotated) {
  std::uint32_t from = begin();
  ParameterList list(*this, is_annotated);
  list.parse(closing);
  auto* arguments = at(closing) && begin() == from ? make<ast::Arguments>(from, from) : make<ast::Arguments>(from);
  list.moveTo(*arguments);
  return arguments;
}

// NAME [':' expression]; after `*` the annotation may be starred (PEP 646)
ast::Arg* Parser::parseParameter(bool is_annotated, bool is_star) {
  std::uint32_t from = begin();
  Name name = expectName();
  ast::Expr* annotation = nullptr;
  if (is_annotated && accept(TokenKind::Colon)) annotation = is_star ? parseStarExpression() : parseExpression();
  if (annotation && annotation->kind == ast::NodeKind::Starred) require(11, loc(*annotation), "`*` in an annotation");
  auto* arg = make<ast::Arg>(from);
  arg->arg = name;
  arg->annotation = annotation;
  return arg;
}

// '[' ','.type_param+ [','] ']' (PEP 695, PEP 696)
std::span<ast::TypeParam*> Parser::parseTypeParams() {
  if (!at(TokenKind::LeftBracket)) return {};
  require(12, loc(token()), "a list of type parameters");
  advance();
  List<ast::TypeParam> params(*this);
  do {
    if (!params.empty() && at(TokenKind::RightBracket)) break;
    params.add(parseTypeParam());
  } while (accept(TokenKind::Comma));
  expect(TokenKind::RightBracket);
  return params.take();
}

// NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]
ast::TypeParam* Parser::parseTypeParam() {
  auto accept_default = [&] {
    if (!at(TokenKind::Equal)) return false;
    require(13, loc(token()), "a default of a type parameter");
    return accept(TokenKind::Equal);
  };
  std::uint32_t from = begin();
  if (accept(TokenKind::Star)) {
    Name name = expectName();
    ast::Expr* value = accept_default() ? parseStarExpression() : nullptr;
    auto* param = make<ast::TypeVarTuple>(from);
    param->name = name;
    param->default_value = value;
    return param;
  }
  if (accept(TokenKind::DoubleStar)) {
    Name name = expectName();
    ast::Expr* value = accept_default() ? parseExpression() : nullptr;
    auto* param = make<ast::ParamSpec>(from);
    param->name = name;
    param->default_value = value;
    return param;
  }
  Name name = expectName();
  ast::Expr* bound = accept(TokenKind::Colon) ? parseExpression() : nullptr;
  ast::Expr* value = accept_default() ? parseExpression() : nullptr;
  auto* param = make<ast::TypeVar>(from);
  param->name = name;
  param->bound = bound;
  param->default_value = value;
  return param;
}

// 'lambda' [lambda_params] ':' expression
ast::Expr* Parser::parseLambda() {
  std::uint32_t from = begin();
  advance();
  ast::Arguments* args = parseParameters(TokenKind::Colon, false);
  expectColon("the parameters of `lambda`");
  ast::Expr* body = parseExpression();
  auto* lambda = make<ast::Lambda>(from);
  lambda->args = args;
  lambda->body = body;
  return lambda;
}

template ast::Stmt* Parser::parseFunction<ast::FunctionDef>(std::uint32_t, std::span<ast::Expr*>);
template ast::Stmt* Parser::parseFunction<ast::AsyncFunctionDef>(std::uint32_t, std::span<ast::Expr*>);

} // namespace pyompcc::parse
