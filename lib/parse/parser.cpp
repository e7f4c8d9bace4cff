// lib/parse/parser.cpp
//
// Token access, failing and going on after an error, and the entry points of the parser.
#include "lib/parse/parser.h"

#include "lib/diag/rows/parse.h"

namespace pyompcc::parse {
namespace {

// CPython's tokenizer reads these as tokens that no rule takes; at any other such character it stops.
bool isMeaninglessCharacter(std::string_view text) { return text == "$" || text == "?" || text == "!" || text == "`"; }

bool isOperator(TokenKind kind) {
  using enum TokenKind;
  switch (kind) {
  case Plus:
  case Minus:
  case Star:
  case DoubleStar:
  case Slash:
  case DoubleSlash:
  case Percent:
  case At:
  case Amper:
  case Bar:
  case Caret:
  case Tilde:
  case LeftShift:
  case RightShift:
  case Less:
  case LessEqual:
  case Greater:
  case GreaterEqual:
  case EqualEqual:
  case NotEqual:
  case Dot:
  case KwAnd:
  case KwOr:
  case KwNot:
  case KwIn:
  case KwIs: return true;
  default: return false;
  }
}

} // namespace

Parser::Parser(ast::ParsedModule& module, const lex::TokenBuffer& buffer, std::string_view text, bool text_lives,
               const lex::Placement& placement, support::NameTable& names, diag::Emitter& emitter, int python)
    : module_(module), buffer_(buffer), text_(text.data()), text_size_(text.size()), text_lives_(text_lives),
      has_carriage_returns_(text.find('\r') != std::string_view::npos), placement_(placement), names_(names),
      emitter_(emitter), python_(python), current_(buffer.tokens.data()), match_(names.intern("match")),
      case_(names.intern("case")), type_(names.intern("type")), underscore_(names.intern("_")) {
  for (Token& t : dead_end_) t.kind = TokenKind::Error;
}

std::uint32_t Parser::previousEnd() const {
  if (has_failed_) return current_->end;
  const Token* first = buffer_.tokens.data();
  for (const Token* t = current_; t != first;) {
    --t;
    bool is_layout = t->kind == TokenKind::Newline || t->kind == TokenKind::Indent || t->kind == TokenKind::Dedent;
    if (!is_layout) return t->end;
  }
  return 0;
}

// The end of the file counts as the end of its last line, as CPython has it.
support::Loc Parser::loc(const Token& t) const {
  bool is_end = t.begin == t.end && t.begin == buffer_.tokens.back().end && t.begin > 0;
  std::uint32_t end = t.begin;
  if (is_end && text_[end - 1] == '\n') --end;
  if (is_end && end > 0 && text_[end - 1] == '\r') --end;
  return is_end && end < t.begin ? loc(end, end) : loc(t.begin, t.end);
}

// True when this is the first error since the last recovery and there is something to say about it: where the lexer
// has already reported an error on the line, what the parser makes of the line is noise.
bool Parser::beginFailure() {
  if (has_failed_) return false;
  failed_at_ = current_;
  has_failed_ = true;
  current_ = &dead_end_[1];
  return !lineHasLexicalError(failed_at_) && error_count_++ < MostErrors;
}

// A mistake before a character without a meaning is the first of the line's.
bool Parser::lineHasLexicalError(const Token* from) const {
  for (const Token* t = from;; ++t) {
    bool is_later_character = t != from && isMeaninglessCharacter(textOf(*t));
    if (t->kind == TokenKind::Error && !is_later_character) return true;
    if (t->kind == TokenKind::Newline || t->kind == TokenKind::EndOfFile) return false;
  }
}

// Goes on after the statement that failed: the rest of its line is passed over, and so are a block that the line
// opens and the clauses that belong to it; their statements are still read for errors of their own.
void Parser::recover() {
  current_ = failed_at_;
  has_failed_ = false;
  if (is_line_unread_) {
    is_line_unread_ = false;
    return;
  }
  skipToLineEnd();
  skipBlock();
  for (;;) {
    switch (kind()) {
    case TokenKind::KwElif:
    case TokenKind::KwElse:
    case TokenKind::KwExcept:
    case TokenKind::KwFinally:
      skipToLineEnd();
      skipBlock();
      break;
    default: return;
    }
  }
}

void Parser::skipToLineEnd() {
  while (!at(TokenKind::Newline) && !at(TokenKind::EndOfFile) && !at(TokenKind::Indent) && !at(TokenKind::Dedent)) {
    advance();
  }
  accept(TokenKind::Newline);
}

void Parser::skipBlock() {
  if (!accept(TokenKind::Indent)) return;
  List<ast::Stmt> ignored(*this);
  parseStatements(ignored);
  accept(TokenKind::Dedent);
}

void Parser::failTooDeep() { fail(loc(token()), diag::NestedTooDeep, static_cast<diag::Number>(DeepestNesting)); }

// The current token cannot stand where it stands, and no rule knows better why.
void Parser::failHere() {
  if (!failed()) failAfterStatement();
}

void Parser::failExpectedExpression() {
  if (failed()) return;
  using enum TokenKind;
  if (at(Equal)) return failAssignment();
  // `<>` of Python 2.
  bool is_old_operator =
      at(Greater) && current_ != buffer_.tokens.data() && current_[-1].kind == Less && current_[-1].end == begin();
  support::Loc place = is_old_operator ? loc(current_[-1].begin, token().end) : placeOfMissing();
  fail(place, diag::ExpectedExpression, lex::describe(kind()));
}

// Where the operand that should stand here is missing. In a field of an f-string that is at the first operator behind
// what is an expression, as CPython has it.
support::Loc Parser::placeOfMissing() const {
  using enum TokenKind;
  const Token* place = current_;
  bool ends_field = !fstring_quotes_.empty() && (at(RightBrace) || at(Exclamation) || at(Colon));
  while (ends_field && python_ >= 12 && isOperator(place[-1].kind)) --place;
  return loc(*place);
}

// `=` where an expression ends: from its left side on when that is one operand, as CPython has it.
void Parser::failAssignment() {
  if (failed()) return;
  bool has_left = last_named_ && isAssignedOperand(*last_named_);
  fail(has_left ? support::Loc{placement_.file, last_named_->begin, loc(token()).end} : loc(token()),
       diag::AssignmentInExpression);
}

// True when `left` ends before the `=` here, is tighter than a comparison, and only one value follows.
bool Parser::isAssignedOperand(const ast::Expr& left) const {
  if (left.end != placement_.loc(0, previousEnd()).end) return false;
  switch (left.kind) {
  case ast::NodeKind::NameExpr:
  case ast::NodeKind::Attribute:
  case ast::NodeKind::Subscript:
  case ast::NodeKind::Call:
  case ast::NodeKind::BinOp:
  case ast::NodeKind::Dict:
  case ast::NodeKind::Set: break;
  case ast::NodeKind::UnaryOp:
    if (static_cast<const ast::UnaryOp&>(left).op == ast::UnaryOperator::Not) return false;
    break;
  default: return false;
  }
  for (const Token* t = current_ + 1;; ++t) {
    switch (t->kind) {
    case TokenKind::Equal:
    case TokenKind::ColonEqual: return false;
    case TokenKind::Comma:
    case TokenKind::Colon:
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
    case TokenKind::Newline:
    case TokenKind::EndOfFile: return true;
    default: break;
    }
  }
}

bool Parser::expect(TokenKind wanted) {
  if (accept(wanted)) return true;
  if (!failed()) fail(loc(token()), diag::ExpectedToken, lex::describe(wanted), lex::describe(kind()));
  return false;
}

bool Parser::expectColon(std::string_view after) {
  if (accept(TokenKind::Colon)) return true;
  if (failed()) return false;
  if (at(TokenKind::Equal)) {
    failAssignment();
  } else {
    fail(loc(token()), diag::ExpectedColon, after);
  }
  return false;
}

ast::Expr* Parser::errorExpr() { return make<ast::NameExpr>(0, 0); }

// file: [statements] ENDMARKER
void Parser::parseModule() {
  List<ast::Stmt> body(*this);
  while (!at(TokenKind::EndOfFile)) {
    parseStatements(body);
    // A dedent below the first line's indentation; the lexer has reported it.
    accept(TokenKind::Dedent);
  }
  module_.root = make<ast::Module>(0, 0);
  module_.root->body = body.take();
}

// eval: star_expressions NEWLINE* ENDMARKER, as inside parentheses
const ast::Expr* Parser::parseWholeExpression() {
  ast::Expr* expr = parseYieldOrStarExpressions();
  if (!failed() && at(TokenKind::ColonEqual)) fail(loc(token()), diag::ExpectedAfterStatement, lex::describe(kind()));
  if (!failed() && !at(TokenKind::Newline)) failHere();
  return failed() ? nullptr : expr;
}

ast::ParsedModule parse(const support::SourceFile& source, support::FileId file, support::NameTable& names,
                        diag::Emitter& emitter, int python) {
  ast::ParsedModule module;
  module.file = file;
  module.python = python;
  // The tree of a program takes several times the room of its text, that of texts about as much.
  module.arena = support::Arena(source.text().size());
  lex::TokenBuffer buffer = lex::lex(source, file, names, emitter);
  Parser(module, buffer, source.text(), true, lex::Placement{.file = file}, names, emitter, python).parseModule();
  module.comments.reserve(buffer.comments.size());
  for (const lex::CommentRange& comment : buffer.comments) module.comments.push_back({comment.begin, comment.end});
  return module;
}

namespace {

const ast::Expr* parsePlaced(ast::ParsedModule& module, std::string_view piece, const lex::Placement& placement,
                             support::NameTable& names, diag::Emitter& emitter) {
  // The lexer wants a NUL after the text.
  std::string text(piece);
  lex::TokenBuffer buffer = lex::lexExpression(text, placement, names, emitter);
  return Parser(module, buffer, text, false, placement, names, emitter, module.python).parseWholeExpression();
}

} // namespace

const ast::Expr* parseExpression(ast::ParsedModule& module, const support::SourceFile& source, std::uint32_t begin,
                                 std::uint32_t end, support::NameTable& names, diag::Emitter& emitter) {
  return parsePlaced(module, source.text().substr(begin, end - begin), {.file = module.file, .origin = begin}, names,
                     emitter);
}

const ast::Expr* parseExpression(ast::ParsedModule& module, std::string_view text, support::Loc place,
                                 support::NameTable& names, diag::Emitter& emitter) {
  lex::Placement placement{.file = place.file, .origin = place.begin, .is_fixed = true, .fixed_end = place.end};
  return parsePlaced(module, text, placement, names, emitter);
}

} // namespace pyompcc::parse
